"""What was changed, lost or never ours is named, and never read as an event."""

from datetime import timedelta, timezone
from typing import Any
from uuid import UUID

import msgspec
import pytest

from domain.kernel import Event, Personal
from services.codec import Codec
from services.envelope import SealBroken, UnknownEvent, UnreadableEvent
from services.keyring import Keyring
from services.keytables import subject_key
from tests.services.codec.made_up import (
    NOW,
    OTHER,
    RIDER,
    SEEN,
    STREAM,
    Fix,
    Mended,
    Seen,
    line,
    payload,
    restated,
    step,
)


def test_a_lost_key_is_an_alarm_not_an_erasure(codec: Codec, keys: Keyring) -> None:
    seen = line(codec.to_stored_event(step(SEEN)))
    with keys._engine.begin() as connection:  # noqa: SLF001  # nobody deletes keys: we play the thief
        connection.execute(subject_key.delete())
    keys._cache.forget(STREAM.hex)  # noqa: SLF001  # as sixty seconds would
    with pytest.raises(SealBroken) as caught:
        codec.open(seen)
    assert (caught.value.position, caught.value.field) == (42, "note")
    assert codec.to_domain_event(seen).position == 42


def tampered() -> list[tuple[str, dict[str, Any], dict[str, Any]]]:
    return [
        ("another stream", {"originator_id": UUID(int=8)}, {}),
        ("another version", {"originator_version": 2}, {}),
        ("another subject", {}, {"s": OTHER}),
        ("another generation", {}, {"g": 2}),
        ("a forged commitment", {}, {"kc": "A" * 43}),
        ("another ciphertext", {}, {"c": "A" * 108}),
        ("another nonce", {}, {"n": "A" * 16}),
    ]


@pytest.mark.parametrize(("_what", "moved", "changed"), tampered())
@pytest.mark.parametrize("erased", ["", "erased"])
def test_a_tampered_field_opens_as_nothing(
    codec: Codec,
    keys: Keyring,
    _what: str,
    moved: dict[str, Any],
    changed: dict[str, Any],
    erased: str,
) -> None:
    fix = msgspec.structs.replace(SEEN, note=None)
    stored = codec.to_stored_event(step(fix))
    if erased:
        keys.key(OTHER, "rider")
        keys.destroy(OTHER)  # nor may it pass for erased by naming somebody who is
    parts = payload(stored)
    parts["p"][0] |= changed
    with pytest.raises(SealBroken):
        codec.open(line(stored, state=msgspec.json.encode(parts), **moved))


def test_a_forged_commitment_does_not_pass_for_an_erasure(codec: Codec, keys: Keyring) -> None:
    stored = codec.to_stored_event(step(msgspec.structs.replace(SEEN, note=None)))
    keys.destroy(RIDER)
    parts = payload(stored)
    parts["p"][0]["kc"] = "A" * 43
    with pytest.raises(SealBroken, match="commitment"):
        codec.open(restated(stored, parts))


def test_two_fields_cannot_change_places(codec: Codec) -> None:
    stored = codec.to_stored_event(step(SEEN))
    parts = payload(stored)
    parts["p"][0]["f"], parts["p"][1]["f"] = "fix", "note"
    with pytest.raises(SealBroken):
        codec.open(restated(stored, parts))


def flaws() -> dict[str, Any]:
    good = {"by": OTHER, "rider": RIDER, "place": 5}
    seal = {"f": "note", "s": RIDER, "g": 1, "n": "", "c": "", "kc": ""}
    return {
        "another envelope": {"v": 2, "d": good},
        "no version": {"d": good},
        "unknown field": {"v": 1, "d": {**good, "colour": "red"}},
        "unknown part": {"v": 1, "d": good, "x": 1},
        "wrong type": {"v": 1, "d": {**good, "place": "5"}},
        "missing field": {"v": 1, "d": {"by": OTHER, "rider": RIDER}},
        "plain note": {"v": 1, "d": {**good, "note": {"value": "open"}}},
        "unknown seal": {"v": 1, "d": good, "p": [{**seal, "f": "place"}]},
        "sealed twice": {"v": 1, "d": good, "p": [seal, seal]},
        "odd seal": {"v": 1, "d": good, "p": [{**seal, "z": 1}]},
        "not an object": [],
    }


@pytest.mark.parametrize("flaw", flaws())
def test_a_flaw_is_named_with_its_position(codec: Codec, flaw: str) -> None:
    stored = codec.to_stored_event(step(SEEN))
    for read in (codec.to_domain_event, codec.open):
        with pytest.raises(UnreadableEvent, match="position 42") as caught:
            read(restated(stored, flaws()[flaw]))
        assert (caught.value.topic, caught.value.position) == (Seen.TOPIC, 42)


@pytest.mark.parametrize("state", [b"", b"\xff\xfe", b"{", b"null", b"[" * 5000])
def test_bytes_that_are_no_event_are_named_too(codec: Codec, state: bytes) -> None:
    with pytest.raises(UnreadableEvent):
        codec.to_domain_event(line(codec.to_stored_event(step(SEEN)), state=state))


def test_a_class_that_seals_nothing_accepts_no_seal(codec: Codec) -> None:
    stored = codec.to_stored_event(step(Mended(by=OTHER, when=NOW)))
    parts = payload(stored) | {"p": payload(codec.to_stored_event(step(SEEN)))["p"]}
    with pytest.raises(UnreadableEvent, match="nothing in it is sealed"):
        codec.to_domain_event(restated(stored, parts))


def test_an_unknown_topic_is_an_unknown_event(codec: Codec) -> None:
    class Stray(Event, frozen=True):
        TOPIC = "made-up.stray"

    class Impostor(Event, frozen=True):
        TOPIC = "made-up.mended"

    stored = codec.to_stored_event(step(SEEN))
    with pytest.raises(UnknownEvent):
        codec.to_domain_event(line(stored, topic="made-up.stray"))
    for event in (Stray(by=OTHER), Impostor(by=OTHER)):
        with pytest.raises(UnknownEvent):
            codec.to_stored_event(step(event))


def test_an_instant_of_another_zone_is_not_written(codec: Codec) -> None:
    east = NOW.astimezone(timezone(timedelta(hours=8)))
    for event in (
        Mended(by=RIDER, when=east),
        Seen(by=RIDER, rider=RIDER, place=1, fix=Personal(value=Fix(1, east))),
    ):
        with pytest.raises(ValueError, match="not in UTC"):
            codec.to_stored_event(step(event))

"""Events go into their stored form and come back as they were."""

from typing import ClassVar, cast

import msgspec
import pytest

from domain.kernel import Event, Personal, Subject
from services.codec import EPOCH, Codec, Upcasts
from services.keyring import Keyring, SubjectErased
from tests.services.codec.made_up import (
    EVENTS,
    NOW,
    OTHER,
    RIDER,
    SEEN,
    STREAM,
    Fixed,
    Mended,
    Repaired,
    Seen,
    Thanked,
    line,
    payload,
    step,
)


def test_the_stored_form_is_the_published_one(codec: Codec) -> None:
    stored = codec.to_stored_event(step(Mended(by=OTHER, when=NOW)))
    assert stored.topic == "made-up.mended"
    assert stored.state == (
        b'{"v":1,"d":{"when":"2026-03-01T08:00:00.123456Z","tags":[],"by":"' + b"b" * 32 + b'"}}'
    )


def test_personal_fields_are_only_in_the_sealed_part(codec: Codec) -> None:
    stored = codec.to_stored_event(step(SEEN))
    parts = payload(stored)
    assert parts["d"] == {"by": OTHER, "rider": RIDER, "place": 5}
    assert [(one["f"], one["s"]) for one in parts["p"]] == [
        ("note", STREAM.hex),
        ("fix", RIDER),
    ]
    assert list(parts["p"][0]) == ["f", "s", "g", "n", "c", "kc"]
    assert "井盖".encode() not in stored.state


def test_reading_leaves_them_closed_and_opening_brings_them_back(codec: Codec) -> None:
    seen = line(codec.to_stored_event(step(SEEN)))
    closed = codec.to_domain_event(seen).event
    assert closed == msgspec.structs.replace(SEEN, note=Personal(), fix=Personal())
    assert codec.open(seen).event == SEEN


def test_a_field_never_given_stays_none(codec: Codec) -> None:
    thanks = line(codec.to_stored_event(step(Thanked(by=RIDER))))
    assert "p" not in payload(thanks)
    assert codec.to_domain_event(thanks).event == Thanked(by=RIDER)
    assert codec.open(thanks).event == Thanked(by=RIDER)


def test_without_a_rider_the_actor_is_the_subject(codec: Codec) -> None:
    thanks = codec.to_stored_event(step(Thanked(by=OTHER, words=Personal(value="谢谢"))))
    assert payload(thanks)["p"][0]["s"] == OTHER


def test_time_and_position_come_from_the_line(codec: Codec) -> None:
    stored = codec.to_stored_event(step(SEEN, version=3))
    read = codec.to_domain_event(line(stored))
    assert (read.originator_id, read.originator_version) == (STREAM, 3)
    assert (read.position, read.at) == (42, NOW)
    loose = codec.to_domain_event(stored)
    assert (loose.position, loose.at) == (0, EPOCH)


def test_the_same_words_never_look_the_same_twice(codec: Codec) -> None:
    first, second = (codec.to_stored_event(step(SEEN)) for _ in range(2))
    assert payload(first)["p"][0]["c"] != payload(second)["p"][0]["c"]


def test_what_was_erased_says_so_and_the_rest_still_opens(codec: Codec, keys: Keyring) -> None:
    seen = line(codec.to_stored_event(step(SEEN)))
    keys.destroy(RIDER)
    opened = cast("Seen", codec.open(seen).event)
    assert opened.fix == Personal(value=None, erased=True)
    assert opened.note == SEEN.note
    with pytest.raises(SubjectErased):
        codec.to_stored_event(step(SEEN))


def test_what_is_closed_cannot_be_written_again(codec: Codec) -> None:
    for personal in (Personal[str](), Personal[str](erased=True)):
        with pytest.raises(ValueError, match="closed or erased"):
            codec.to_stored_event(step(Thanked(by=RIDER, words=personal)))


def test_a_worker_has_no_personal_data(codec: Codec) -> None:
    with pytest.raises(ValueError, match="belongs to nobody"):
        codec.to_stored_event(step(Thanked(by="system:award", words=Personal(value="谢谢"))))


def test_a_personal_field_that_cannot_be_left_out_is_refused(keys: Keyring) -> None:
    class Forced(Event, frozen=True):
        TOPIC = "made-up.forced"
        SEALED: ClassVar[dict[str, Subject]] = {"words": Subject.RIDER}
        words: Personal[str]

    class Plain(Event, frozen=True):
        TOPIC = "made-up.plain"
        SEALED: ClassVar[dict[str, Subject]] = {"words": Subject.RIDER}
        words: str | None = None

    for kind in (Forced, Plain):
        with pytest.raises(TypeError):
            Codec({kind.TOPIC: kind}, keys)


def test_an_old_event_becomes_todays_while_its_bytes_stay(keys: Keyring) -> None:
    upcasts: Upcasts = {
        "made-up.fixed": lambda old: Thanked(by=old.by, words=Personal(value=old.words)),
        "made-up.thanked": lambda old: Repaired(by=old.by, words=old.words),
    }
    codec, before = Codec(EVENTS, keys, upcasts), Codec(EVENTS, keys)
    fixed = line(before.to_stored_event(step(Fixed(by=RIDER, words="好了"))))
    thanked = before.to_stored_event(step(Thanked(by=RIDER, words=Personal(value="好"))))
    assert codec.to_domain_event(fixed).event == Repaired(by=RIDER, words=Personal(value="好了"))
    assert codec.to_domain_event(line(thanked)).event == Repaired(by=RIDER, words=Personal())
    assert codec.open(line(thanked)).event == Repaired(by=RIDER, words=Personal(value="好"))
    keys.destroy(RIDER)
    assert codec.open(line(thanked)).event == Repaired(by=RIDER, words=Personal(erased=True))

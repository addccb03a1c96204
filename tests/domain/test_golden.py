"""Every event ever released can be read, as it was stored, for ever."""

from typing import Any

import pytest
from msgspec import json, to_builtins
from msgspec.structs import fields

from domain import EVENTS
from domain.kernel import Personal
from tests import goldens


def test_every_event_has_a_stored_example_and_every_example_an_event() -> None:
    examples = {file.stem for file in goldens.FOLDER.glob("*.json")}
    assert examples == set(EVENTS), "add the missing ones: python -m tests.goldens"


@pytest.mark.parametrize("topic", EVENTS)
def test_a_stored_example_keeps_its_bytes(topic: str) -> None:
    assert goldens.sums()[f"{topic}.json"] == goldens.digest(topic), "bytes are never rewritten"


@pytest.mark.parametrize("topic", EVENTS)
def test_a_stored_example_is_read_without_losing_a_word(topic: str) -> None:
    stored = goldens.stored(topic)
    event = goldens.codec(topic).to_domain_event(stored).event
    assert type(event) is EVENTS[topic]
    public = json.decode(stored.state)["d"]
    read = json.decode(json.encode(event))
    assert kept(public, read) == public
    assert set(public).isdisjoint(event.SEALED)
    assert all(getattr(event, name) == Personal() for name in sealed(stored.state))


@pytest.mark.parametrize("topic", [topic for topic, event in EVENTS.items() if event.SEALED])
def test_what_is_personal_is_sealed_and_opens_with_its_key(topic: str) -> None:
    stored = goldens.stored(topic)
    event = goldens.codec(topic).open(stored).event
    names = sealed(stored.state)
    assert names == set(event.SEALED)
    types = {field.name: field.type for field in fields(event)}
    for name in names:
        assert getattr(event, name) == goldens.value(types[name], name)


@pytest.mark.parametrize("topic", EVENTS)
def test_what_is_read_is_written_the_same_again(topic: str) -> None:
    """Nothing is re-encoded in the log; but reading and writing must agree."""
    codec, stored = goldens.codec(topic), goldens.stored(topic)
    again = codec.to_stored_event(codec.open(stored))
    fresh = codec.open(again)
    assert to_builtins(fresh.event) == to_builtins(codec.open(stored).event)


def kept(stored: Any, read: Any) -> Any:
    """Leave out of what is read the fields that came after it was stored."""
    if isinstance(stored, dict):
        return {name: kept(stored[name], read[name]) for name in stored}
    if isinstance(stored, list):
        return [kept(one, other) for one, other in zip(stored, read, strict=True)]
    return read


def sealed(state: bytes) -> set[str]:
    return {one["f"] for one in json.decode(state).get("p", ())}

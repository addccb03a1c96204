"""How an event is spoiled: in its bytes, its facts, its envelope, its seal, its place."""

import json
import random
import string
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any, NamedTuple
from uuid import UUID, uuid5

from domain.kernel import Personal, Step
from domain.report.handling_events import Noted
from projections.house import House
from tests import goldens

PROGRESSED = "report.progressed"  # views fold it, and `inspect` follows it
OTHER = f"{0xE:032x}"
FAR = "9999-12-31T23:59:59.999999Z"
LONG = "".join(random.Random(1).choices(string.ascii_letters, k=30_000))  # noqa: S311 - no secret


class Sick(NamedTuple):
    """Whose history is poisoned: a report that an office works on."""

    house: House
    stream: UUID
    version: int  # of the event to come
    wallet: UUID
    number: str  # of another report
    staff: str


State = Callable[[Sick], bytes]
Where = Callable[[Sick], UUID]


class Kind(NamedTuple):
    """One kind: its topic and bytes, where it goes, and who must stop there."""

    name: str
    topic: str
    state: State
    stops: str = ""  # which of city, views and workers, or "nothing": all can live with it
    where: Where = lambda sick: sick.stream
    ahead: int | None = 1  # None: the version nobody uses, 0

    @property
    def who(self) -> str:
        """Say who must stop: views fold all events of a report, `inspect` follows some."""
        return self.stops or ("views workers" if self.topic == PROGRESSED else "views")


def raw(state: bytes) -> State:
    return lambda _: state


def base(topic: str) -> dict[str, Any]:
    """Take the stored example of an event, without what is sealed in it."""
    found: dict[str, Any] = json.loads(goldens.path(topic).read_bytes())
    found.pop("p", None)
    return found


def told(topic: str, **changes: Any) -> State:
    """Tell an event with other facts; one that is `...` is left out."""

    def state(sick: Sick) -> bytes:
        envelope = base(topic)
        facts = envelope["d"] | {
            name: fact(sick) if callable(fact) else fact for name, fact in changes.items()
        }
        envelope["d"] = {name: fact for name, fact in facts.items() if fact is not ...}
        return json.dumps(envelope).encode()

    return state


def enveloped(**changes: Any) -> State:
    """Put a sound event into an unsound envelope."""

    def state(_: Sick) -> bytes:
        envelope = base(PROGRESSED) | changes
        return json.dumps({name: it for name, it in envelope.items() if it is not ...}).encode()

    return state


def spelled(topic: str, before: str, after: str) -> State:
    """Write something in the bytes that no JSON library would."""

    def state(_: Sick) -> bytes:
        written = json.dumps(base(topic))
        assert before in written, written
        return written.replace(before, after, 1).encode()

    return state


def sealed(change: Callable[[dict[str, Any], Sick], None]) -> State:
    """Tell a note that is sealed well, and then spoil the seal."""

    def state(sick: Sick) -> bytes:
        note = Noted(by=OTHER, words=Personal(value="canary"))
        step = Step(sick.stream, sick.version, note, datetime(2026, 11, 23, tzinfo=UTC))
        stored = sick.house.wiring.codec.to_stored_event(step)
        envelope = json.loads(stored.state)
        change(envelope, sick)
        return json.dumps(envelope).encode()

    return state


def within(**changes: Any) -> Callable[[dict[str, Any], Sick], None]:
    """Change what stands in the seal itself."""
    return lambda envelope, _: envelope["p"][0].update(changes)


def destroyed(_: dict[str, Any], sick: Sick) -> None:
    sick.house.wiring.keyring.destroy(sick.stream.hex)


def other(nibble: str) -> Where:
    """Name a stream that does not exist yet."""
    return lambda sick: uuid5(sick.stream, nibble)


def of_wallet(sick: Sick) -> UUID:
    return sick.wallet


SUSPENDED = "report.suspended"
NOTED = "report.noted"
SUBMITTED = "report.submitted"
TERMS = base("report.dispatched")["d"]["terms"]
WHOLE = json.dumps(base(PROGRESSED)).encode()

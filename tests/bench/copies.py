"""Copies of a life: its stored events, cut where a copy says something else."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from random import Random
from typing import NamedTuple
from uuid import UUID

import msgspec

from domain.values import Location
from services.eventlog.instants import from_micros, to_micros
from services.eventlog.request import Line
from services.ids import uuid7
from services.number import new_number
from tests import examples as ex
from tests.bench.lives import Life
from tests.cities import RUBBISH

SPREAD = 1_500_000  # of 1e-7 degree: how far from the original's place a copy may lie
_SAID = (
    rb'"(?P<time>\d{4}-\d\d-\d\dT[0-9:.]+Z)"|(?<="position":)(?P<position>\d+)'
    rb'|(?<="lon_e7":)(?P<lon>\d+)|(?<="lat_e7":)(?P<lat>\d+)|\b(?P<word>%b)\b'
)


@dataclass
class Copy:
    """What makes it another report than the life it is copied from."""

    report: UUID
    rider: UUID
    shift: int  # microseconds later than the original
    aside: Location  # how far from it, in 1e-7 degree
    words: dict[bytes, bytes]
    positions: dict[int, int] = field(default_factory=dict)  # of its events, by the original's


class Part(NamedTuple):
    """An event of a life; `points` where it is one of the rider's wallet."""

    line: Line
    points: bool
    said: list[bytes | Callable[[Copy], bytes]]

    def state(self, copy: Copy) -> bytes:
        """Write down what it says of a copy."""
        return b"".join([one if isinstance(one, bytes) else one(copy) for one in self.said])


class Told(NamedTuple):
    """What one command wrote, and how long after the report was submitted."""

    after: int
    parts: list[Part]


def cut(life: Life) -> list[Told]:
    """Cut a life's events where copies differ."""
    words = life.report, life.rider, life.number, ex.BEISHAN, RUBBISH
    said = re.compile(_SAID % b"|".join(re.escape(word.encode()) for word in words))
    return [
        Told(
            lines[0].recorded_at - life.began,
            [
                Part(line, line.topic.startswith("wallet."), list(_cut(line.state, said)))
                for line in lines
            ],
        )
        for lines in life.commands
    ]


def copy_of(
    life: Life,
    at: int,
    rider: UUID,
    luck: Random,
    offices: Sequence[str],
    categories: Sequence[str],
) -> Copy:
    """Make one more such report, submitted at that moment."""
    report = uuid7(at // 1000, luck.getrandbits(74))
    words = {
        life.report: report.hex,
        life.rider: rider.hex,
        life.number: new_number(luck.getrandbits),
        ex.BEISHAN: luck.choice(offices),
        RUBBISH: luck.choice(categories),
    }
    aside = Location(lon_e7=luck.randrange(SPREAD), lat_e7=luck.randrange(SPREAD))
    coded = {old.encode(): new.encode() for old, new in words.items()}
    return Copy(report, rider, at - life.began, aside, coded)


def _cut(state: bytes, said: re.Pattern[bytes]) -> Iterator[bytes | Callable[[Copy], bytes]]:
    end = 0
    for found in said.finditer(state):
        yield state[end : found.start()]
        yield _fill(str(found.lastgroup), found[0])
        end = found.end()
    yield state[end:]


def _fill(kind: str, old: bytes) -> Callable[[Copy], bytes]:
    match kind:
        case "time":
            at = to_micros(msgspec.json.decode(old, type=datetime))
            return lambda copy: msgspec.json.encode(from_micros(at + copy.shift))
        case "position":
            return lambda copy: b"%d" % copy.positions[int(old)]
        case "lon":
            return lambda copy: b"%d" % (int(old) + copy.aside.lon_e7)
        case "lat":
            return lambda copy: b"%d" % (int(old) + copy.aside.lat_e7)
        case _:
            return lambda copy: copy.words[old]

"""What is going to happen in the demo city: beats of tales, before any of it happens."""

from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime, timedelta
from random import Random
from typing import Final, NamedTuple
from uuid import UUID

from domain.category import Category, Condition, urgency
from domain.clock import Limit, due
from domain.datum import Datum
from services.city.book import CityBook
from services.commands import Command
from services.reporting.context import Asked, Reporting
from workers.demo.hours import office_hour
from workers.demo.matters import Matter
from workers.demo.pictures import Shot
from workers.demo.places import Spot

NEVER_DRAWN: Final = 99
SPACE: Final = timedelta(seconds=80)  # nobody does two things at once


class Part(NamedTuple):
    """What the one who acts has at hand."""

    desk: Reporting
    report: UUID  # the tale's; nil before it was submitted
    asked: Asked
    photos: list[str]
    told: Mapping[str, UUID]  # the reports of all tales so far


Deed = Callable[[Part], Awaitable[object]]


class Beat(NamedTuple):
    """One thing that somebody does at a moment."""

    at: datetime
    tale: str
    number: int  # within the tale
    who: str  # a login, or a rider's name
    deed: Deed
    shots: tuple[Shot, ...] = ()
    chance: int = NEVER_DRAWN  # what a draw gives, if the deed draws

    @property
    def command(self) -> Command:
        """Name it: told twice, it happens once."""
        return Command.worker("demo", self.tale, self.number)


class Crew(NamedTuple):
    """Who works for an office."""

    dispatchers: tuple[str, ...]
    supervisor: str


class Start(NamedTuple):
    """Who saw what, where, when."""

    key: str
    at: datetime
    rider: str
    matter: Matter
    spot: Spot
    office: str | None  # None outside all boundaries


class Tale:
    """The life of one report, as it is going to be."""

    def __init__(self, start: Start, crew: Crew | None, book: CityBook, rng: Random) -> None:
        self.start = start
        self.rng = rng
        self.beats: list[Beat] = []
        self.now = start.at
        self.base = start.at  # when the leg that runs began
        self.handler = rng.choice(crew.dispatchers) if crew else ""
        self.supervisor = crew.supervisor if crew else ""
        self.book = book
        self.category: Category = book.categories[start.matter.category]
        self.condition: Condition = self.category.condition(None)
        self.views = 0
        self.datum = rng.choice((Datum.GCJ02, Datum.GCJ02, Datum.WGS84))
        self.phone = rng.randrange(5)

    @property
    def limit(self) -> Limit:
        """The limit it runs under."""
        return self.condition.limit

    def then(
        self,
        at: datetime,
        who: str,
        deed: Deed,
        *shots: Shot,
        chance: int = NEVER_DRAWN,
    ) -> None:
        """Let `who` act at `at`, or as soon as possible after what happened before."""
        self.now = max(at, self.now + SPACE) if self.beats else at
        beat = Beat(self.now, self.start.key, len(self.beats), who, deed, shots, chance)
        self.beats.append(beat)

    def share(self, used: float) -> datetime:
        """Find the moment at which this share of the limit is used, since the leg began."""
        seconds = round(self.limit.seconds * used)
        at = due(self.base, seconds, self.limit.unit, self.book.calendar).at
        return at + timedelta(seconds=self.rng.uniform(1, 40))

    def soon(self, least: float, most: float) -> datetime:
        """Find a moment so many minutes after the last."""
        return self.now + timedelta(minutes=self.rng.uniform(least, most))

    def next_hour(self, least: float, most: float) -> datetime:
        """Find the first office hour so many hours after the last."""
        wanted = self.now + timedelta(hours=self.rng.uniform(least, most))
        return office_hour(self.book.calendar, wanted)

    def grade(self, code: str | None) -> None:
        """Let the tale run under a condition; None is the most urgent."""
        self.condition = self.category.condition(code)

    @property
    def lenient(self) -> Condition:
        """The condition with the longest limit."""
        definition = self.category.definition
        conditions = definition.conditions if definition else [self.condition]
        return max(conditions, key=lambda one: urgency(one.limit))

    def picture(self, *, mended: bool, at: datetime | None = None) -> Shot:
        """Take another picture of it, a minute before it is sent."""
        spot, matter, self.views = self.start.spot, self.start.matter, self.views + 1
        near = [part + self.rng.uniform(-8e-5, 8e-5) for part in (spot.lon, spot.lat)]
        return Shot(
            thing=matter.thing,
            look=self.start.key,
            view=self.views,
            mended=mended,
            at=(at or self.now) - timedelta(seconds=self.rng.randint(20, 200)),
            lon=near[0],
            lat=near[1],
            phone=self.phone if not mended else self.phone + 2,
            lake=spot.lake,
        )

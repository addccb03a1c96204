"""The stage of the plan: the span of time, who is free when, what is where."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from random import Random
from typing import Final, NamedTuple

from services.city.book import CityBook
from workers.demo.matters import Matter, matter
from workers.demo.people import crews
from workers.demo.places import Grounds, Spot
from workers.demo.plan import Start, Tale

SEED: Final = 20261
BREAK: Final = timedelta(minutes=45)  # between two reports of one rider


class Scale(NamedTuple):
    """How long a history is told, and of how many everyday reports."""

    days: int = 28
    reports: int = 120


class World:
    """Makes tales that fit together. The same seed and beginning make the same ones."""

    def __init__(
        self, book: CityBook, riders: Sequence[str], began: datetime, scale: Scale
    ) -> None:
        self.book = book
        self.began = began
        self.scale = scale
        self.end = began + timedelta(days=scale.days)
        self.rng = Random(SEED)  # noqa: S311 - a story, no secret
        self.crews = crews(book.offices)
        self.grounds = Grounds(book.grounds())
        self.tales: list[Tale] = []
        self._riders = riders
        self._busy: dict[str, list[datetime]] = {name: [] for name in riders}

    def at(self, share: float) -> datetime:
        """Find a moment by its share of the whole span."""
        return self.began + (self.end - self.began) * share

    def tale(
        self,
        key: str,
        at: datetime,
        category: str | Matter,
        office: str | None,
        *,
        spot: Spot | None = None,
        rider: str | None = None,
    ) -> Tale:
        """Begin a tale; who and where are chosen unless they are told."""
        rng = Random(f"{SEED}/{key}")  # noqa: S311 - a story, no secret
        seen = matter(category) if isinstance(category, str) else category
        where = spot or self.grounds.spot(office or "", rng)
        if rider:
            self._busy[rider].append(at)
        who = rider or self.free(at, rng)
        start = Start(key, at, who, seen, where, office)
        tale = Tale(start, self.crews[office] if office else None, self.book, rng)
        self.tales.append(tale)
        return tale

    def free(self, at: datetime, rng: Random, *but: str) -> str:
        """Choose a rider who has not just reported something elsewhere."""
        free = [
            name
            for name, busy in self._busy.items()
            if name not in but and all(abs(at - other) > BREAK for other in busy)
        ]
        found = rng.choice(free or list(self._riders))
        self._busy[found].append(at)
        return found

    def neighbour(self, office: str, rng: Random) -> str:
        """Choose another office of the same district."""
        same = [code for code in self.grounds.offices if code[:6] == office[:6] and code != office]
        return rng.choice(same)

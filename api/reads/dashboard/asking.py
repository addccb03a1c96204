"""What is asked of the dashboard, and which figures the caller may see."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Final, NamedTuple

from api.reads.metrics import period
from api.reads.questions import projections
from api.reads.refusals import UnknownFigure
from api.visit import Visit
from domain.city import Figure
from domain.values import Role
from projections.metrics.queries import Answers, Scope, answers_by_office
from projections.reading import Snapshot, reading
from services.city.book import CityBook
from services.wallets import china_day

MOST_DAYS: Final = 400  # of a period: a year, and the month beside it to compare


@dataclass(frozen=True)
class Asking:
    """A period, an office, a category; the day today is; one snapshot for all answers."""

    now: Snapshot
    book: CityBook
    scope: Scope
    today: date

    @cached_property
    def by_office(self) -> dict[str, Answers]:
        """The counts of each office: the rates and the overdue are made of the same."""
        return answers_by_office(self.now, self.scope, today=self.today)

    def office_name(self, code: str) -> str:
        """Name an office, also one that is closed."""
        office = self.book.offices.get(code)
        return office.name if office else code


class Filters(NamedTuple):
    """What the dashboard is narrowed to."""

    first: date | None
    last: date | None
    office: str | None
    category: str | None


@contextmanager
def asking(here: Visit, filters: Filters) -> Iterator[Asking]:
    """Fix what is asked about, in the metrics as they stand; raises InvalidRequest."""
    today = china_day(here.wiring.clock())
    first, last = period(filters.first, filters.last, today, MOST_DAYS)
    scope = Scope(first, last, filters.office, filters.category)
    with reading(projections(here).engine, "metrics") as now:
        yield Asking(now, here.wiring.book, scope, today)


def public(book: CityBook) -> list[Figure]:
    """List the figures that the city switched on for everybody."""
    return [figure for figure in Figure if figure in book.policy.public_figures]


def visible(here: Visit) -> list[Figure]:
    """List the figures the caller may see: staff all, anybody else what is public."""
    here.wiring.book.refresh()
    caller = here.request.state.caller
    posts = caller.actor.posts if caller else ()
    staff = any(post.role is not Role.RIDER for post in posts)
    return list(Figure) if staff else public(here.wiring.book)


def demand(here: Visit, name: str) -> Figure:
    """Find a figure that the caller may see; a hidden one and a missing one answer alike."""
    for figure in visible(here):
        if figure == name:
            return figure
    raise UnknownFigure

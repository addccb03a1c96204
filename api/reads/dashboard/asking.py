"""What is asked of the dashboard, and which figures the caller may see."""

from datetime import date
from typing import NamedTuple

from sqlalchemy import Engine

from api.reads.metrics import period
from api.reads.questions import projections
from api.reads.refusals import UnknownFigure
from api.visit import Visit
from domain.city import Figure
from domain.values import Role
from projections.metrics.queries import Scope
from projections.reading import reading
from services.city.book import CityBook
from services.wallets import china_day


class Asking(NamedTuple):
    """A period, an office, a category; the day today is; one position for all answers."""

    engine: Engine
    book: CityBook
    scope: Scope
    today: date
    at: int
    incomplete: bool

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


def asking(here: Visit, filters: Filters) -> Asking:
    """Fix what is asked about, as of where the metrics stand; raises InvalidRequest."""
    today = china_day(here.wiring.clock())
    first, last = period(filters.first, filters.last, today)
    engine = projections(here).engine
    with reading(engine, "metrics") as now:
        at, incomplete = now.position, now.incomplete
    scope = Scope(first, last, filters.office, filters.category)
    return Asking(engine, here.wiring.book, scope, today, at, incomplete)


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

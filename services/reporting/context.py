"""What every use case needs: the log, the city's rules, the photographs, the time."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, NamedTuple
from uuid import UUID

from domain.actor import Actor
from domain.category import Category, UnknownCategory
from domain.errors import Refused
from domain.office import PlaceClosed
from domain.report.leg import Rules
from domain.report.state import Report
from domain.routing import Placement
from domain.streams import block_stream, office_stream
from domain.values import Location, Photo, PhotoRole, Role
from services.city.book import CityBook
from services.clock import Clock
from services.commands import Command
from services.entropy import SYSTEM
from services.ids import ReportIds
from services.keyring import Keyring
from services.photos.evidence import Found, known
from services.photos.evidence import Wish as PhotoWish
from services.photos.vault import PhotoVault
from services.rounds import Outcome, Wish, decide_all
from services.suishoupai import NOTHING, Change, Guards, Suishoupai
from services.together import Together


class UnknownReport(Refused):
    """There is no such report."""

    code = "unknown-report"


class StaleVersion(Refused):
    """The report is not at the version the caller has seen."""

    code = "stale-version"

    def __init__(self, seen: int, actual: int) -> None:
        super().__init__(f"the report is at version {actual}, not {seen}")
        self.seen = seen
        self.actual = actual


class Asked(NamedTuple):
    """Who asks, under which command name, and on what it rests."""

    actor: Actor
    command: Command
    guards: Guards = NOTHING
    version: int | None = None  # what the caller has seen (If-Match)
    report: Report | None = None  # as it was a moment ago, when the city's book was read, too


@dataclass(frozen=True)
class Reporting:
    """The desk at which all use cases work."""

    app: Suishoupai
    book: CityBook
    vault: PhotoVault
    keyring: Keyring
    clock: Clock
    ids: ReportIds
    randbelow: Callable[[int], int]
    finding: Together[PhotoWish, Found]
    randbits: Callable[[int], int] = SYSTEM.randbits

    def now(self) -> datetime:
        """Say what time it is, in UTC whatever the clock's zone: the log keeps no other."""
        return self.clock().astimezone(UTC)

    def category(self, code: str) -> Category:
        """Find a category that takes reports."""
        found = self.book.categories.get(code)
        if found is None or found.retired or found.definition is None:
            raise UnknownCategory(code)
        return found

    def rules(self, category: str) -> Rules:
        """Collect the rules in force; a retired category still closes what it opened."""
        found = self.book.categories.get(category)
        if found is None:
            raise UnknownCategory(category)
        book = self.book
        return Rules(found, book.calendar, book.policy, book.policy_version)

    async def change(
        self,
        report: UUID,
        asked: Asked,
        decide: Callable[[Report], Guards | None],
        *,
        waits: bool = True,
    ) -> Change:
        """Let `decide` change one report that exists, at the version the caller has seen.

        It decides under the rules in force at that moment, in a thread of its own; where it
        `waits` for nothing, here and on what the caller has at hand.
        """

        def decided(it: Report) -> Guards | None:
            self.ready(it, asked)
            return decide(it)

        def here(it: Report) -> Guards | None:
            _demand(it, asked)
            return decide(it)

        at_hand = None if waits or asked.report is None else (asked.report, here)
        things = [(Report, report)]
        return await self.app.change(things, decided, asked.command, asked.guards, at_hand)

    def wish(self, report: UUID, asked: Asked, decide: Callable[[Report], Guards | None]) -> Wish:
        """Wish for a change of one report that exists, to be carried out with others."""

        def decided(it: Report) -> Guards | None:
            _demand(it, asked)
            return decide(it)

        return Wish(Report, report, decided, asked.command)

    async def carry_out(self, wishes: Sequence[Wish]) -> list[Outcome]:
        """Carry wishes out in one round, under the rules in force at that moment."""
        return await decide_all(self.app, wishes, self.book.refresh)

    def ready(self, report: Report, asked: Asked) -> None:
        """Bring the rules up to date, and refuse a report that is not what the caller saw."""
        self.book.refresh()
        _demand(report, asked)

    def unblocked(self, actor: Actor) -> Guards:
        """Refuse a rider who is kept from sending in; answer with the guard that none is.

        From the book as it is now, without a question to a database: a block it has not
        heard of yet fails the guard, and the decision is taken again. Of who was never
        blocked, the guard is that the stream does not exist.
        """
        if not actor.holds(Role.RIDER):
            return NOTHING
        known = self.book.block(actor.id)
        version = known.version if known else 0
        if known:
            known.demand(self.now())
        return {block_stream(actor.id): version}

    def pictures(self, ids: Iterable[str], uploader: str, role: PhotoRole) -> list[Photo]:
        """Find photographs that this uploader sent; UnknownPhoto for anybody else's.

        Waits for the disk: to be asked within a decision.
        """
        (taken,) = self.vault.evidence([(list(ids), uploader, role)])
        return known(taken)

    async def found(self, ids: Sequence[str], uploader: str, role: PhotoRole) -> Found:
        """Find photographs like `pictures`, together with others who ask at this moment."""
        return await self.finding.ask((ids, uploader, role)) if ids else []

    def placement(self, location: Location) -> Placement:
        """Say which office the boundaries in force name, and by which rule."""
        return self.book.router.route(location.lon_e7, location.lat_e7)

    def community(self, location: Location, office: str) -> str | None:
        """Name the community of `office` that the place lies in, if one does."""
        found = self.book.community_router.route(location.lon_e7, location.lat_e7)
        for code in (found.office, *found.matched):
            community = self.book.communities.get(code) if code else None
            if community and community.office == office and not community.closed:
                return community.code
        return None

    def open_office(self, code: str) -> Guards:
        """Answer with the guard that `code` is open while a decision is written."""
        office = self.book.offices.get(code)
        if office is None or office.closed:
            raise PlaceClosed(code)
        self.book.legible(office.id, office.version)
        return {office_stream(code): office.version}


def _demand(report: Report, asked: Asked) -> None:
    if not report.version:
        raise UnknownReport
    if asked.version is not None and asked.version != report.version:
        raise StaleVersion(asked.version, report.version)


def report_of(change: Change) -> Report:
    """Name the report a change was about."""
    report: Any = change.aggregates[0]
    if not isinstance(report, Report):
        raise TypeError(f"{type(report).__name__} is no report")
    return report

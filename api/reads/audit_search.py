"""What auditors look for in the log: between which bounds, in which stream, by whom."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Annotated, NamedTuple
from uuid import UUID

from fastapi import Query

from api.fields import AskedMoment, Plain
from api.visit import Visit
from services.eventlog.recorder import EventLog
from services.eventlog.request import Line
from services.identity.accounts import Kind
from services.wiring import Wiring

_INSTANT = timedelta(microseconds=1)
_LONGEST = 100

After = Annotated[int, Query(ge=0, le=2**62, description="The position to begin behind.")]
Before = Annotated[
    int | None, Query(ge=1, le=2**62, description="The position to end before; for `newest` pages.")
]
Most = Annotated[
    int | None, Query(ge=1, le=2**62, description="How many lines; else to the end of now.")
]
Topic = Annotated[
    list[Annotated[str, Plain]] | None,
    Query(max_length=50, description="Only of these topics, such as report.resolved."),
]
OfStream = Annotated[UUID | None, Query(description="Only of this stream, such as a report.")]
DoneBy = Annotated[
    str | None,
    Query(
        max_length=_LONGEST,
        description="Only what this login, pseudonym or worker did, such as system:deadlines.",
    ),
    Plain,
]
Since = Annotated[AskedMoment | None, Query(description="Only what was recorded from then on.")]
Until = Annotated[AskedMoment | None, Query(description="Only what was recorded until then.")]
Newest = Annotated[bool, Query(description="The newest first.")]


class Bounds(NamedTuple):
    """Between which positions and moments is looked; positions themselves are left out."""

    after: int
    before: int | None
    since: datetime | None
    until: datetime | None


class Search(NamedTuple):
    """Positions in (after, upto], and what must be true of a line."""

    after: int
    upto: int
    topics: Sequence[str] = ()
    streams: Sequence[UUID] = ()
    by: str | None = None  # a pseudonym, or system:<worker>
    newest: bool = False

    def look(self, log: EventLog, size: int) -> list[Line]:
        """Read the next lines; who did them is for `may_be`, as no index knows it."""
        return log.lines(
            self.after, size, self.topics, self.upto, streams=self.streams, newest=self.newest
        )

    def behind(self, position: int) -> "Search":
        """Say what is left once the lines up to that position were looked at."""
        return self._replace(upto=position - 1) if self.newest else self._replace(after=position)

    def may_be(self, line: Line) -> bool:
        """Say whether a line can be theirs, without reading it: most are not."""
        return self.by is None or f'"{self.by}"'.encode() in line.state


def search(
    here: Visit,
    bounds: Bounds,
    topics: Sequence[str] | None,
    stream: UUID | None,
    by: str | None,
) -> Search:
    """Turn moments into positions, and a login into the pseudonym behind it."""
    log = here.wiring.log
    after, upto = bounds.after, log.max_notification_id() or 0
    if bounds.before is not None:
        upto = min(upto, bounds.before - 1)
    if bounds.since is not None:
        after = max(after, log.position_at(bounds.since - _INSTANT))
    if bounds.until is not None:
        upto = min(upto, log.position_at(bounds.until))
    who = None if by is None else pseudonym(here.wiring, by)
    return Search(after, upto, topics or (), (stream,) if stream else (), who)


def pseudonym(wiring: Wiring, name: str) -> str:
    """Name a member of staff by the pseudonym of a login; what is no login stays as it is."""
    account = wiring.identity.accounts.by_login(name)
    return account.pseudonym if account and account.kind is Kind.STAFF else name.strip()

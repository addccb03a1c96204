"""What the inbox is told in the tests: one report's life, with points and a second rider."""

from uuid import UUID

from domain.kernel import Event
from domain.points import Deed
from domain.report import closing_events as c
from domain.report import handling_events as h
from domain.report import intake_events as i
from domain.wallet import Cause, ClawCause, ClawedBack, Credited, Vested
from projections.inbox.queries import (
    inbox_of,
)
from projections.inbox.view import Inbox
from projections.keeper import Projections
from tests.domain.clocks import china
from tests.projections import happenings as x
from tests.projections.houses import ViewsOn
from tests.projections.memory import MemoryLog

NAMES = {x.BEISHAN: "北山街道", x.PARKING: "非机动车乱停放"}
ENGLISH = {x.BEISHAN: "Beishan", x.PARKING: "Bicycles in the way"}
DUE = china("11-23 14:30")
PURSE, OTHER_PURSE = UUID(hex=x.RIDER), UUID(hex=x.OTHER_RIDER)
R1 = x.report(1)
CAUSE = Cause(stream=R1.hex, version=2, position=2)
AWARD = "system:award"


def credited(points: int = 5, deed: Deed = Deed.FINDER) -> Credited:
    return Credited(
        by=AWARD,
        report=R1.hex,
        deed=deed,
        cause=CAUSE,
        rule="everyday",
        rule_version=1,
        points=points,
        before_cap=5,
        day=DUE.date(),
    )


def clawed(reason: ClawCause, points: int = 5) -> ClawedBack:
    cause = CAUSE
    return ClawedBack(
        by=AWARD, report=R1.hex, cause=cause, reason=reason, points=points, vested=False
    )


def life() -> MemoryLog:
    """One report from the photograph to the points, another rider confirming it."""
    log = MemoryLog()
    log.tell(R1, x.submitted())
    log.tell(R1, x.dispatched(DUE))
    log.tell(PURSE, credited())
    log.tell(R1, i.Corroborated(by=x.OTHER_RIDER, rider=x.OTHER_RIDER, photos=[x.photo(7)]))
    log.tell(OTHER_PURSE, credited(1, Deed.CORROBORATOR))
    log.tell(R1, x.claimed(DUE))
    log.tell(R1, h.Noted(by=x.HANDLER))
    log.tell(R1, x.resolved(DUE))
    log.tell(R1, x.verified(c.Method.LAPSE, by="system:deadlines"))
    log.tell(PURSE, Vested(by=AWARD, report=R1.hex, cause=CAUSE, points=5))
    return log


def kinds(views: Projections, rider: str = x.RIDER) -> list[str]:
    """What a rider was told, oldest first."""
    return [one.kind.value for one in reversed(inbox_of(views.engine, rider, 0, limit=200).items)]


def after(views_on: ViewsOn, url: str, *events: Event, rider: str = x.RIDER) -> list[str]:
    """What comes of these events of a report that a rider sent in."""
    log = MemoryLog()
    log.tell(R1, x.submitted())
    for event in events:
        log.tell(R1, event)
    views = views_on(url, log, [Inbox()])
    views.catch_up()
    assert views.parked() == []
    return kinds(views, rider)

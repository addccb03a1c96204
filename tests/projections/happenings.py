"""Events as the tests tell them: everything named, everything with a believable default."""

from datetime import datetime, timedelta
from uuid import UUID

from domain.clock import Limit, Unit
from domain.report import closing_events as c
from domain.report import handling_events as h
from domain.report import intake_events as i
from domain.report.terms import Routing, Terms
from domain.values import Location, Photo, PhotoRole, Source

BEISHAN, XIXI = "330106002", "330106010"
BAOSHI = "330106002001"
RIDER, OTHER_RIDER = "a1" * 16, "a2" * 16
HANDLER, VERIFIER, OPERATOR = "b1" * 16, "b2" * 16, "b3" * 16
PARKING, ROAD = "M09010", "M06013"
LAKE = Location(lon_e7=1201400000, lat_e7=302500000)


def report(number: int) -> UUID:
    return UUID(int=0x0190 << 112 | number)


def photo(name: int, role: PhotoRole = PhotoRole.BEFORE) -> Photo:
    return Photo(id=f"{name:032x}", digest="0" * 64, type="image/jpeg", bytes=1000, role=role)


def submitted(
    rider: str = RIDER, category: str = PARKING, place: Location = LAKE, number: str = "0123ABCDX"
) -> i.Submitted:
    return i.Submitted(
        by=rider,
        rider=rider,
        number=number,
        category=category,
        category_version=1,
        condition=None,
        location=place,
        datum="wgs84",
        source=Source.DEVICE,
        photos=[photo(1)],
    )


def terms(
    due: datetime, category: str = PARKING, hours: int = 4, unit: Unit = Unit.URGENT_HOUR
) -> Terms:
    return Terms(
        category=category,
        category_version=1,
        condition=f"{category}.1",
        limit=Limit(hours, unit),
        left=hours * 3600,
        due_at=due,
        provisional=False,
        calendars=[],
        policy_version=1,
    )


def dispatched(
    due: datetime, office: str = BEISHAN, community: str | None = BAOSHI, category: str = PARKING
) -> i.Dispatched:
    return i.Dispatched(
        by="system:dispatch",
        office=office,
        community=community,
        routing=Routing(rule="inside", rule_version=1, matched=[office]),
        terms=terms(due, category),
    )


def claimed(until: datetime, holder: str = HANDLER) -> h.Claimed:
    return h.Claimed(by=holder, holder=holder, lease_until=until)


def returned(office: str = BEISHAN, *, overdue: bool = False) -> h.Returned:
    reason = h.ReturnReason.NOT_OUR_GROUND
    return h.Returned(by=HANDLER, office=office, reason=reason, suggested=XIXI, overdue=overdue)


def transferred(due: datetime, old: str = BEISHAN, new: str = XIXI) -> h.Transferred:
    return h.Transferred(
        by=OPERATOR,
        office_from=old,
        office=new,
        community=None,
        reason=h.ReturnReason.NOT_OUR_GROUND,
        overdue=False,
        routing=Routing(rule="transfer", rule_version=1),
        terms=terms(due),
    )


def suspended(until: datetime) -> h.Suspended:
    return h.Suspended(by=OPERATOR, reason=h.SuspendReason.PARTS, until=until, left=3600)


def resolved(
    due: datetime,
    office: str = BEISHAN,
    *,
    overdue: bool = False,
    drawn: c.Drawn | None = None,
) -> c.Resolved:
    closes = None if drawn else due + timedelta(days=3)
    return c.Resolved(
        by=HANDLER,
        office=office,
        handler=HANDLER,
        outcome=c.Outcome.REMOVED,
        photos=[photo(2, PhotoRole.AFTER)],
        due_at=due,
        overdue=overdue,
        closing=c.ClosingPlan(drawn=drawn, closes_at=closes),
    )


def verified(method: c.Method = c.Method.VISIT, by: str = VERIFIER) -> c.Verified:
    return c.Verified(by=by, method=method)


def reopened(
    due: datetime | None, cause: c.ReopenCause = c.ReopenCause.CHECK_FAILED, was: str = "resolved"
) -> c.Reopened:
    return c.Reopened(by=VERIFIER, cause=cause, state_from=was, terms=terms(due) if due else None)


def rejected(*, accepted: bool = False) -> i.Rejected:
    return i.Rejected(by=OPERATOR, reason=i.RejectReason.NOT_A_PROBLEM, accepted=accepted)

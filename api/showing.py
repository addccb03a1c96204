"""A report as one caller may see it, from the write side: everybody reads their own writes."""

from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from api.offers import offers
from api.shapes import FlagShown, Pending, PhotoShown, PlaceShown, ReportShown
from api.sight import Sight, sight
from domain.actor import Actor
from domain.clock import is_overdue
from domain.datum import Datum, from_e7, from_wgs84
from domain.kernel import Event
from domain.report.intake_events import Submitted
from domain.report.state import Report
from domain.report.table import State
from services.reporting.context import UnknownReport
from services.wiring import Wiring

ROUGH = 4  # digits behind the point: about ten metres
EXACT = 7


class View(NamedTuple):
    """Who looks, when, and in which datum."""

    actor: Actor
    at: datetime
    datum: Datum = Datum.WGS84


def show(wiring: Wiring, report: Report, view: View, first: Event | None = None) -> ReportShown:
    """Show a report; UnknownReport where it is not for them.

    May read from the databases, but for a report whose first event is `at_hand`.
    """
    seen = sight(view.actor, report)
    if seen is None:
        raise UnknownReport
    staff, inner = seen is Sight.STAFF, seen is not Sight.OTHER
    shown: dict[str, Any] = _common(report, view) | {"location": place(report, view, exact=inner)}
    released = report.released
    shown["photos"] = [
        picture(one.id, one.role, report.id) for one in report.photos if inner or one.id in released
    ]
    if inner:
        shown |= _words(first or wiring.app.beginnings.of(report.id))
    if staff:
        shown |= _for_staff(wiring, report)
    return ReportShown(**shown)


def at_hand(wiring: Wiring, report: Report) -> Event | None:
    """Answer with a report's first event if all that `show` needs is in memory."""
    if report.holder and wiring.identity.accounts.login_at_hand(report.holder) is None:
        return None
    return wiring.app.beginnings.at_hand(report.id)


def place(report: Report, view: View, *, exact: bool) -> PlaceShown:
    """Convert the place; for those it is no business of, rounded before it is converted."""
    lon, lat = from_e7(report.location.lon_e7), from_e7(report.location.lat_e7)
    if not exact:
        lon, lat = round(lon, ROUGH), round(lat, ROUGH)
    lon, lat = from_wgs84(lon, lat, view.datum)
    digits = EXACT if exact else ROUGH
    return PlaceShown(
        longitude=round(lon, digits), latitude=round(lat, digits), datum=view.datum, exact=exact
    )


def picture(photo: str, role: str, report: UUID) -> PhotoShown:
    """Say where the copies of a photograph are, and for which report one looks at it."""
    large, small = (f"/v1/photos/{photo}/{size}?report={report}" for size in ("large", "small"))
    return PhotoShown(id=photo, role=role, large=large, small=small)


def overdue(report: Report, at: datetime) -> bool:
    """Say whether the present or last turn is late, by verdict or by the clock."""
    leg = report.leg
    if leg is None:
        return False
    return is_overdue(leg.terms.due_at, at) if leg.running else bool(leg.overdue)


def _common(report: Report, view: View) -> dict[str, Any]:
    closing = report.resolution.closing if report.resolution else None
    waiting = closing is not None and report.state is State.RESOLVED
    return {
        "id": str(report.id),
        "number": report.number,
        "state": report.state,
        "category": report.category,
        "condition": report.condition,
        "office": report.office,
        "community": report.community,
        "submitted_at": report.submitted_at,
        "due_at": report.due_at,
        "provisional": report.leg.terms.provisional if report.leg else False,
        "overdue": overdue(report, view.at),
        "unit": report.unit,
        "round": report.round,
        "level": report.level,
        "bounces": report.bounces,
        "asked": report.asked,
        "suspended_until": report.suspended_until,
        "objection": report.objection,
        "closes_at": closing.closes_at if closing and waiting else None,
        "closed_at": report.closed_at,
        "original": str(UUID(hex=report.original)) if report.original else None,
        "rated": report.rated,
        "version": report.version,
        "position": report.position,
        "commands": offers(report, view.actor),
    }


def _words(first: Event | None) -> dict[str, Any]:
    """Show what the reporter wrote; what was erased stays away."""
    if not isinstance(first, Submitted):
        return {}
    return {
        "note": first.note.value if first.note else None,
        "answers": first.answers.value if first.answers else None,
    }


def _for_staff(wiring: Wiring, report: Report) -> dict[str, Any]:
    longer, rest = report.extension, report.suspension
    return {
        "claimed_by": report.holder,
        "claimed_by_login": _login(wiring, report.holder) if report.holder else None,
        "lease_until": report.lease_until,
        "flags": [
            FlagShown(flag=one.flag, photo=one.photo, measured=one.measured, other=one.other)
            for one in report.flags
        ],
        "extension": Pending(by=longer.by, reason=longer.reason) if longer else None,
        "suspension": Pending(by=rest.by, reason=rest.reason, until=rest.until) if rest else None,
        "drawn": report.resolution.closing.drawn if report.resolution else None,
    }


def _login(wiring: Wiring, holder: str) -> str | None:
    accounts = wiring.identity.accounts
    return accounts.login_at_hand(holder) or accounts.logins([holder]).get(holder)

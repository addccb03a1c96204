"""A report as lists show it: the names of the single report, from the view of the queues."""

from collections.abc import Iterable
from datetime import datetime

from pydantic import ConfigDict, Field, JsonValue

from api.shapes import Answer, FlagShown, PhotoShown, PlaceShown
from api.showing import EXACT, picture
from domain.datum import Datum, from_e7, from_wgs84
from projections.queues.listed import Listed
from services.identity.accounts import Accounts

_EXAMPLE: dict[str, JsonValue] = {
    "id": "0199f0e4-5c1b-7d3a-9a55-2f6f1c0f7b11",
    "number": "7K3M9Q2TA",
    "state": "dispatched",
    "category": "M06010",
    "condition": "M06010.1",
    "office": "330106002",
    "community": None,
    "location": {"longitude": 120.1437, "latitude": 30.2591, "datum": "wgs84", "exact": True},
    "submitted_at": "2026-11-23T01:00:00Z",
    "due_at": "2026-11-23T07:00:00Z",
    "provisional": False,
    "overdue": False,
    "claimed_by": None,
    "photos": [],
    "round": 1,
    "level": 0,
    "version": 3,
    "position": 8122,
}


class Item(Answer):
    """A report in a list; what is for staff alone is null for its reporter."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [_EXAMPLE]})

    id: str
    number: str
    state: str
    category: str
    condition: str | None
    office: str | None
    community: str | None
    location: PlaceShown
    submitted_at: datetime
    accepted_at: datetime | None
    dispatched_at: datetime | None
    due_at: datetime | None
    provisional: bool
    overdue: bool
    exempted: bool
    claimed_by: str | None = None
    claimed_by_login: str | None = None
    lease_until: datetime | None = None
    unit: str | None
    photos: list[PhotoShown]
    flags: list[FlagShown] | None = None
    round: int
    level: int
    bounces: int
    asked: bool
    extension_requested: bool | None = None
    suspension_requested: bool | None = None
    suspended_until: datetime | None
    suggested: str | None = Field(None, description="Whose it may be, says who returned it.")
    objection: str | None
    appeal: int | None = Field(None, description="Which review an appeal waits for; 0 for none.")
    drawn: str | None = None
    closes_at: datetime | None
    resolved_at: datetime | None
    outcome: str | None
    closed_at: datetime | None
    reason: str | None
    original: str | None
    rated: int | None
    corroborations: int
    version: int
    position: int
    updated_at: datetime


def items(
    listed: Iterable[Listed], accounts: Accounts | None, now: datetime, datum: Datum
) -> list[Item]:
    """Show reports as they are at `now`; to staff where `accounts` names the handlers."""
    found = list(listed)
    holders = {one.holder for one in found if one.holder}
    logins = accounts.logins(holders) if accounts and holders else {}
    return [_item(one, now, datum, logins if accounts else None) for one in found]


def _item(one: Listed, now: datetime, datum: Datum, logins: dict[str, str] | None) -> Item:
    item = Item(
        id=str(one.id),
        location=_place(one, datum),
        overdue=one.is_late(now),
        photos=[picture(photo.id, photo.role, one.id) for photo in one.photos],
        level=one.escalation,
        asked=one.question,
        rated=one.stars,
        **{name: getattr(one, name) for name in _SAME},
    )
    if logins is None:
        return item.model_copy(update={"reason": one.reason if not one.open else None})
    return item.model_copy(
        update={
            "claimed_by": one.holder,
            "claimed_by_login": logins.get(one.holder or ""),
            "lease_until": one.lease_until,
            "flags": [FlagShown(flag=flag) for flag in one.flags],
            "extension_requested": one.extension_requested,
            "suspension_requested": one.suspension_requested,
            "suggested": one.suggested,
            "appeal": one.appeal,
            "drawn": one.drawn,
        }
    )


_SAME = (
    "number", "state", "category", "condition", "office", "community", "submitted_at",
    "accepted_at", "dispatched_at", "due_at", "provisional", "exempted", "unit", "round",
    "bounces", "suspended_until", "objection", "closes_at", "resolved_at", "outcome",
    "closed_at", "reason", "original", "corroborations", "version", "position", "updated_at",
)  # fmt: skip


def _place(one: Listed, datum: Datum) -> PlaceShown:
    lon, lat = from_wgs84(from_e7(one.location.lon_e7), from_e7(one.location.lat_e7), datum)
    return PlaceShown(
        longitude=round(lon, EXACT), latitude=round(lat, EXACT), datum=datum, exact=True
    )

"""What a queue answers with: one report, typed, its moments in UTC."""

from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from msgspec import Struct
from sqlalchemy import RowMapping

from domain.values import Location, PhotoRole
from services.eventlog.instants import from_micros, to_micros

_PARTS = 3  # of a photo: id, role, public


class Seen(NamedTuple):
    """A photograph of a report, by its id; the log has the rest."""

    id: str
    role: PhotoRole
    public: bool


class Listed(Struct, frozen=True, kw_only=True):
    """A report as a queue shows it; public fields only.

    `overdue` is the verdict on the last leg, None while it runs: ask `is_late`.
    `position` is its last event in the log, `version` its stream's version.
    """

    id: UUID
    number: str
    rider: str
    state: str
    open: bool
    category: str
    condition: str | None
    office: str | None
    community: str | None
    location: Location
    submitted_at: datetime
    accepted_at: datetime | None
    dispatched_at: datetime | None
    due_at: datetime | None
    provisional: bool
    overdue: bool | None
    exempted: bool
    lease_until: datetime | None
    holder: str | None
    unit: str | None
    flags: list[str]
    holds: bool
    round: int
    bounces: int
    escalation: int
    reminded: bool
    extensions: int
    extension_requested: bool
    suspension_requested: bool
    suspended_until: datetime | None
    question: bool
    objection: str | None
    appeal: int
    drawn: str | None
    closes_at: datetime | None
    reporter_may: bool
    resolved_at: datetime | None
    outcome: str | None
    closed_at: datetime | None
    reason: str | None
    original: str | None
    suggested: str | None
    stars: int | None
    photos: list[Seen]
    corroborations: int
    version: int
    position: int
    updated_at: datetime

    def is_late(self, now: datetime) -> bool:
        """Whether the verdict is overdue, or the running clock has passed the deadline."""
        return self.overdue is True or (
            self.due_at is not None
            and self.overdue is None
            and to_micros(now) > to_micros(self.due_at)
        )


_MOMENTS = [name for name in Listed.__struct_fields__ if name.endswith(("_at", "_until"))]
_PLAIN = [
    name
    for name in Listed.__struct_fields__
    if name not in {*_MOMENTS, "id", "location", "flags", "photos", "position"}
]


def listed(row: RowMapping) -> Listed:
    """Read a stored row."""
    facts = {name: row[name] for name in _PLAIN}
    for name in _MOMENTS:
        facts[name] = None if row[name] is None else from_micros(row[name])
    return Listed(
        id=UUID(row["report"]),
        location=Location(lon_e7=row["lon_e7"], lat_e7=row["lat_e7"]),
        flags=row["flags"].split(),
        photos=[_seen(photo) for photo in row["photos"].split()],
        position=row["valid_from"],
        **facts,
    )


def _seen(stored: str) -> Seen:
    parts = stored.split(":")
    return Seen(parts[0], PhotoRole(parts[1]), len(parts) == _PARTS)

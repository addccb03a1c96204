"""The view `timelines`: what happened to a report, in the order it happened."""

from enum import StrEnum
from typing import Any, cast

import msgspec
from msgspec import Struct

from domain.kernel import Event, Step
from domain.report import closing_events as c
from domain.report import handling_events as h
from domain.report import intake_events as i
from domain.report.events import ReportEvent
from projections.sheet import Sheet
from projections.timelines.table import timeline
from projections.view import Settings, View
from services.eventlog.instants import to_micros

INTERNAL = (
    i.Inspected,
    h.Noted,
    h.SuspensionRequested,
    h.SuspensionRefused,
    h.ExtensionRequested,
    h.ExtensionRefused,
    h.Reminded,
    c.Appealed,
    c.AppealDecided,
    c.Exempted,
)
"""What staff settle among themselves: not part of the story the reporter reads."""

_TERMS = ("condition", "due_at", "provisional")


class ActorKind(StrEnum):
    """Who did it, as far as everybody may know."""

    REPORTER = "reporter"
    RIDER = "rider"  # another one
    STAFF = "staff"
    SYSTEM = "system"


class Story(Struct):
    """What later sentences need of the earlier ones."""

    rider: str = ""
    category: str = ""
    office: str | None = None
    due_at: str | None = None


class Timelines(View[Story]):
    """Writes down each event of a report; sealed fields are named, never opened."""

    name = "timelines"
    edition = 1
    kinds = frozenset({"report"})
    tables = (timeline,)
    state = Story

    def fold(self, state: Story | None, step: Step[Event], settings: Settings) -> Story:  # noqa: ARG002 - the interface's; no rule of the city is needed
        """Remember whose report it is, where it stands and until when."""
        story = state or Story()
        event = cast("ReportEvent", step.event)
        terms = getattr(event, "terms", None)
        office = story.office
        match event:
            case i.Dispatched() | h.Transferred():
                office = event.office
            case h.Returned() | c.Reopened(terms=None):
                office = None
            case _:
                pass
        return Story(
            rider=event.rider if isinstance(event, i.Submitted) else story.rider,
            category=getattr(event, "category", story.category),
            office=office,
            due_at=msgspec.to_builtins(terms.due_at) if terms else story.due_at,
        )

    def write(self, before: Story | None, after: Story, step: Step[Event], sheet: Sheet) -> None:
        """Add the event's row."""
        event = step.event
        here = after.office or (before.office if before else None)
        context = {"office": here, "category": after.category, "due_at": after.due_at}
        facts = {**context, **public_facts(event)}
        sheet.insert(
            timeline,
            step.originator_id.hex,
            step.position,
            step.originator_version,
            to_micros(step.at),
            event.TOPIC,
            event.by,
            _actor(event, after.rider).value,
            isinstance(event, INTERNAL),
            msgspec.json.encode(facts, order="deterministic").decode(),
        )


def public_facts(event: Event) -> dict[str, Any]:
    """Return what an event says to everybody; `sealed` names what it keeps closed."""
    closed = sorted(name for name in event.SEALED if getattr(event, name) is not None)
    facts = {
        name: value
        for name, value in msgspec.to_builtins(event).items()
        if name not in event.SEALED and name != "by" and value is not None
    }
    if "terms" in facts:
        terms = facts.pop("terms")
        facts |= {name: terms[name] for name in _TERMS}
    if "photos" in facts:
        facts["photos"] = [{"id": one["id"], "role": one["role"]} for one in facts["photos"]]
    if closed:
        facts["sealed"] = closed
    return facts


def _actor(event: Event, reporter: str) -> ActorKind:
    if event.by.startswith("system:"):
        return ActorKind.SYSTEM
    if event.by == reporter:
        return ActorKind.REPORTER
    return ActorKind.RIDER if isinstance(event, i.Corroborated) else ActorKind.STAFF

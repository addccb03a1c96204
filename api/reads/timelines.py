"""A report's story in the caller's language, with the words for those entitled."""

import asyncio
from datetime import datetime
from typing import Any, Final

from fastapi import APIRouter, Response
from pydantic import Field

from api.admission import Guarded
from api.language import Language
from api.reads.questions import projections, shown
from api.shapes import Answer
from api.sight import Sight, sight
from api.spoken import problems
from api.visit import Here, Visit, reply
from api.waiting import MinPosition
from domain.kernel import Event, Personal
from projections.names import names_of
from projections.timelines.queries import Moment, timeline_of
from projections.timelines.view import ActorKind
from projections.timelines.words import words
from services import legible

router = APIRouter(prefix="/v1/reports", route_class=Guarded, tags=["上报 Reports"])
SAID: Final[tuple[str, ...]] = ("words", "note", "answers")
"""Sealed fields that are words between people; where a device was, is not among them."""
_FOR_REPORTERS: Final = frozenset(
    {
        "category", "condition", "office", "community", "due_at", "provisional", "reason",
        "outcome", "unit", "method", "cause", "until", "level", "stars", "photos", "original",
    }
)  # fmt: skip


class MomentShown(Answer):
    """One thing that happened."""

    position: int
    version: int
    at: datetime
    topic: str
    text: str = Field(description="One sentence, in the caller's language.")
    actor: str = Field(description="reporter, rider, staff or system.")
    by: str | None = Field(None, description="Staff only: the pseudonym.")
    by_login: str | None = None
    internal: bool
    facts: dict[str, Any] = Field(description="What the event says in public; none for others.")
    said: dict[str, Any] | None = Field(
        None,
        description="Words, for the reporter (not another rider's) and staff; null once erased.",
    )


class Story(Answer):
    """A report's story, oldest first."""

    items: list[MomentShown]
    next: str | None
    position: int
    incomplete: bool


@router.get(
    "/{report}/timeline",
    summary="处置进展 · What happened to it",
    response_model=Story,
    responses=problems(401, 403, 404, 422, 429, 503),
)
async def story(
    report: str,  # noqa: ARG001 - the door has loaded it
    here: Here,
    min_position: MinPosition = 0,
) -> Response:
    """Tell what happened to a report, in Chinese or English by Accept-Language."""
    await shown(here, "timelines", min_position)
    seen = sight(here.actor, here.report) or Sight.OTHER
    return reply(await asyncio.to_thread(_story, here, seen))


def _story(here: Visit, seen: Sight) -> Story:
    staff = seen is Sight.STAFF
    engine = projections(here).engine
    told = timeline_of(engine, here.report.id, internal=staff)
    names, said = names_of(here.wiring.book, here.language), {}
    if seen is not Sight.OTHER:
        said = {
            step.originator_version: spoken(step.event)
            for step in legible.opened(here.wiring.app, here.report.id)
        }
    logins = here.wiring.identity.accounts.logins({one.by for one in told.items}) if staff else {}
    items = []
    for one in told.items:
        shown = _shown(one, here.language, names)
        if staff:
            shown |= {"by": one.by, "by_login": logins.get(one.by), "facts": one.facts}
        elif seen is Sight.OWN:
            shown["facts"] = {k: v for k, v in one.facts.items() if k in _FOR_REPORTERS}
        private = not staff and one.actor == ActorKind.RIDER  # another rider told it the office
        items.append(MomentShown(**shown, said=None if private else said.get(one.version)))
    return Story(items=items, next=None, position=told.position, incomplete=told.incomplete)


def _shown(one: Moment, language: Language, names: dict[str, str]) -> dict[str, Any]:
    return {
        "position": one.position,
        "version": one.version,
        "at": one.at,
        "topic": one.topic,
        "text": words(one.topic, one.facts, language, names),
        "actor": one.actor,
        "internal": one.internal,
        "facts": {},
    }


def spoken(event: Event) -> dict[str, Any] | None:
    """Collect what somebody said in an event that was read open; an erased word is None."""
    found = {name: getattr(event, name, None) for name in SAID if name in event.SEALED}
    said = {name: it.value for name, it in found.items() if isinstance(it, Personal)}
    return said or None

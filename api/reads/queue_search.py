"""Looking for words in the notes of a queue: opened while one asks, never indexed."""

import asyncio
from collections.abc import Iterable
from typing import Annotated, Final
from uuid import UUID

from fastapi import APIRouter, Query, Response
from pydantic import Field

from api.admission import Guarded
from api.fields import Plain
from api.reads.questions import projections
from api.reads.queue_access import Queue, demand
from api.shapes import Answer
from api.spoken import problems
from api.visit import Here, Visit, reply
from domain.report.intake_events import Submitted
from projections.queues.listed import Listed
from projections.queues.queries import MOST, page

router = APIRouter(prefix="/v1/queues", route_class=Guarded, tags=["队列 Queues"])
_LOOKED_AT: Final = 1_000  # notes that one question opens
_LEAST: Final = 2  # signs: fewer would stand everywhere

Sought = Annotated[
    str,
    Query(min_length=_LEAST, max_length=100, description="All of them, in any order and case."),
    Plain,
]


class NotesFound(Answer):
    """The reports whose notes hold the words, the newest first."""

    items: list[UUID]
    next: None = None
    looked: int = Field(description="How many notes were looked at: 1,000 at the most.")
    all: bool = Field(description="Whether these were all of the queue.")


@router.get(
    "/{queue}/search",
    summary="在备注里查找 · Search the notes of a queue",
    response_model=NotesFound,
    responses=problems(401, 403, 404, 422, 429, 503),
)
async def search(queue: str, here: Here, words: Sought) -> Response:
    """Find open reports by what their reporters wrote, for those who may read it anyway."""
    found = demand(here, queue)
    return reply(await asyncio.to_thread(_search, here, found, words.casefold().split()))


def _search(here: Visit, queue: Queue, words: list[str]) -> NotesFound:
    listed, complete = _newest(here, queue)
    hits = [one.id for one in listed if words and _says(here, one.id, words)]
    return NotesFound(items=hits, looked=len(listed), all=complete)


def _newest(here: Visit, queue: Queue) -> tuple[list[Listed], bool]:
    found: list[Listed] = []
    cursor, engine = None, projections(here).engine
    while len(found) < _LOOKED_AT:
        part = page(
            engine, queue.whose, queue.code, sort="-submitted_at", cursor=cursor, limit=MOST
        )
        found += part.items
        cursor = part.next
        if cursor is None:
            return found, True
    return found, False


def _says(here: Visit, report: UUID, words: Iterable[str]) -> bool:
    first = here.wiring.app.beginnings.of(report)
    if not isinstance(first, Submitted):
        return False
    answers = (first.answers.value if first.answers else None) or {}
    note = (first.note.value if first.note else None) or ""
    text = " ".join([note, *answers.values()]).casefold()
    return all(word in text for word in words)

"""One report under the glass: each event beside its sentence, and what it rests on."""

import asyncio
from typing import Any

import msgspec
from fastapi import APIRouter, Response
from pydantic import Field

from api.admission import Guarded
from api.reads.audit_log import Entry, entry
from api.reads.credit_shapes import LineShown, line
from api.reads.grounds import why
from api.reads.questions import projections
from api.shapes import Answer, ReportShown
from api.showing import View, show
from api.spoken import problems
from api.visit import Here, Visit, reply
from projections.credits.statements import lines_about
from projections.names import names_of
from projections.timelines.view import public_facts
from projections.timelines.words import words

router = APIRouter(prefix="/v1/audit", route_class=Guarded, tags=["审计 Audit"])


class EventShown(Answer):
    """An event as it is stored, and in words."""

    position: int
    version: int
    topic: str
    recorded_at: str
    by: str | None
    by_login: str | None
    command_id: str
    leaf_hash: str
    data: dict[str, Any] = Field(description="Its public fields, as they are stored.")
    sealed: list[str] = Field(description="The names of its personal fields; they stay closed.")
    text: str | None = Field(description="The sentence people read.")
    why: str | None = Field(description="Why it went there, or is due then.")
    flaw: str | None


class PointsShown(Answer):
    """A line of a wallet that this report led to, and why."""

    rider: str
    line: LineShown
    why: str | None


class Dossier(Answer):
    """A report with all that happened to it (案卷)."""

    report: ReportShown
    events: list[EventShown]
    points: list[PointsShown]


@router.get(
    "/reports/{report}",
    summary="案卷 · A report, event by event",
    response_model=Dossier,
    responses=problems(401, 403, 404, 429, 503),
)
async def dossier(
    report: str,  # noqa: ARG001 - the door has loaded it
    here: Here,
) -> Response:
    """Show every event with its position, what it was decided on, and the points it led to."""
    return reply(await asyncio.to_thread(_dossier, here))


def _dossier(here: Visit) -> Dossier:
    stream, language = here.report.id, here.language
    book = here.wiring.book
    entries = [entry(one) for one in here.wiring.log.stream(stream)]
    logins = here.wiring.identity.accounts.logins({one.by for one in entries if one.by})
    names = names_of(book, language)
    sentences = _sentences(here, names)
    points = [
        PointsShown(
            rider=rider, line=line(one, language), why=why("wallet." + one.kind, _of(one), language)
        )
        for rider, one in lines_about(projections(here).engine, stream)
    ]
    return Dossier(
        report=show(here.wiring, here.report, View(here.actor, here.wiring.clock())),
        events=[
            EventShown(
                **_told(one),
                by_login=logins.get(one.by or ""),
                text=sentences.get(one.version),
                why=why(one.topic, one.data, language, names),
            )
            for one in entries
        ],
        points=points,
    )


def _told(one: Entry) -> dict[str, Any]:
    facts: dict[str, Any] = msgspec.to_builtins(one)
    facts.pop("stream")
    return facts


def _of(one: Any) -> dict[str, Any]:  # noqa: ANN401 - a line of a wallet
    return {"rule": one.rule, "rule_version": one.rule_version, "before_cap": one.before_cap,
            "points": one.points, "deed": one.deed, "reason": one.reason}  # fmt: skip


def _sentences(here: Visit, names: dict[str, str]) -> dict[int, str]:
    """Say each event in words, with the office and deadline that stood then."""
    told: dict[int, str] = {}
    context: dict[str, Any] = {}
    for step in here.wiring.app.history(here.report.id):
        facts = public_facts(step.event)
        context |= {key: facts[key] for key in ("office", "category", "due_at") if key in facts}
        told[step.originator_version] = words(
            step.event.TOPIC, {**context, **facts}, here.language, names
        )
    return told

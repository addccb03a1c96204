"""Who held which role when, and who looked at whose personal data."""

import asyncio
from collections.abc import Iterable
from datetime import datetime
from typing import Annotated, Final
from uuid import UUID

from fastapi import APIRouter, Query, Response
from pydantic import Field

from api.admission import Guarded
from api.fields import Plain
from api.reads.audit_search import pseudonym
from api.reads.questions import MOST, AsOf, Cursor, Limit, placed
from api.shapes import Answer, Page
from api.spoken import problems
from api.visit import Here, Visit, reply
from domain.kernel import Event, Step
from domain.people import PersonalDataRevealed, Post, StaffGranted, StaffRevoked
from domain.streams import disclosures_stream, staff_stream
from domain.values import Role
from projections.cursors import make_cursor, read_cursor

router = APIRouter(prefix="/v1/audit", route_class=Guarded, tags=["审计 Audit"])
_EVER: Final = 2**62
_LOOKS: Final = "disclosures"

OfLogin = Annotated[
    str | None, Query(max_length=100, description="Only of this login or pseudonym."), Plain
]


class RoleHeld(Answer):
    """A post from when it was given until it was taken; null while it is held."""

    staff: str
    login: str | None
    role: Role
    office: str | None
    community: str | None
    granted_position: int
    granted_at: datetime
    granted_by_login: str | None = Field(description="Null where no login stands behind it.")
    revoked_position: int | None = None
    revoked_at: datetime | None = None
    revoked_by_login: str | None = None


class DisclosureShown(Answer):
    """A look at somebody's personal data, and what it was for."""

    position: int
    at: datetime
    staff: str
    login: str | None
    subject: str
    report: str | None
    purpose: str


@router.get(
    "/roles",
    summary="岗位授予与撤销 · Who held which role when",
    response_model=Page[RoleHeld],
    responses=problems(401, 403, 422, 429, 503),
)
async def roles(here: Here, as_of: AsOf = None, login: OfLogin = None) -> Response:
    """List every post that was ever held, by the order in which they were given.

    With `as_of` only those that were held at that moment; when they ended is told all the same.
    """
    return reply(await asyncio.to_thread(_roles, here, as_of, login))


@router.get(
    "/disclosures",
    summary="个人信息查看记录 · Who saw personal data",
    response_model=Page[DisclosureShown],
    responses=problems(401, 403, 422, 429, 503),
)
async def disclosures(here: Here, cursor: Cursor = None, limit: Limit = 50) -> Response:
    """List every look at personal data, the latest first."""
    return reply(await asyncio.to_thread(_disclosures, here, cursor, limit))


def _roles(here: Visit, as_of: str | None, login: str | None) -> Page[RoleHeld]:
    then = placed(here, as_of.strip()).position if as_of is not None else None
    who = pseudonym(here.wiring, login) if login else None
    staff = [one for one in _people(here) if who in (None, one)]
    log, codec = here.wiring.log, here.wiring.codec
    streams = [staff_stream(one) for one in staff]
    lines = log.lines(0, _EVER, streams=streams) if streams else []
    steps = [codec.to_domain_event(line) for line in lines]
    names = here.wiring.identity.accounts.logins({*staff, *(one.event.by for one in steps)})
    held = [one for one in _held(steps, names) if then is None or _then(one, then)]
    return Page(items=held, next=None)


def _held(steps: Iterable[Step[Event]], names: dict[str, str]) -> list[RoleHeld]:
    """Pair what was given with what was taken, in the order of the log."""
    held: list[RoleHeld] = []
    running: dict[tuple[str, Post], int] = {}
    for step in steps:
        event = step.event
        if isinstance(event, StaffGranted):
            running[event.staff, event.post] = len(held)
            held.append(
                RoleHeld(
                    staff=event.staff,
                    login=names.get(event.staff),
                    role=event.post.role,
                    office=event.post.office,
                    community=event.post.community,
                    granted_position=step.position,
                    granted_at=step.at,
                    granted_by_login=names.get(event.by),
                )
            )
        elif isinstance(event, StaffRevoked):
            place = running.pop((event.staff, event.post))
            end = {"revoked_position": step.position, "revoked_at": step.at}
            end["revoked_by_login"] = names.get(event.by)
            held[place] = held[place].model_copy(update=end)
    return held


def _then(one: RoleHeld, then: int) -> bool:
    ended = one.revoked_position is not None and one.revoked_position <= then
    return one.granted_position <= then and not ended


def _disclosures(here: Visit, cursor: str | None, limit: int) -> Page[DisclosureShown]:
    upto = here.written()
    if cursor is not None:
        upto, _ = read_cursor(cursor, _LOOKS, ())
    streams = [disclosures_stream(one) for one in _people(here)]
    log, codec = here.wiring.log, here.wiring.codec
    most = min(limit, MOST)
    lines = log.lines(0, most + 1, upto=upto, streams=streams, newest=True) if streams else []
    looks = [codec.to_domain_event(line) for line in lines[:most]]
    names = here.wiring.identity.accounts.logins({one.event.by for one in looks})
    following = make_cursor(_LOOKS, lines[most].id, []) if len(lines) > most else None
    return Page(items=[_look(one, names) for one in looks], next=following)


def _look(step: Step[Event], names: dict[str, str]) -> DisclosureShown:
    event = step.event
    if not isinstance(event, PersonalDataRevealed):
        raise TypeError(f"{event.TOPIC} is no disclosure")
    return DisclosureShown(
        position=step.position,
        at=step.at,
        staff=event.staff,
        login=names.get(event.staff),
        subject=event.subject,
        report=str(UUID(event.report)) if event.report else None,
        purpose=event.purpose,
    )


def _people(here: Visit) -> list[str]:
    """Name everybody who ever held a post: nobody else could have looked."""
    here.wiring.book.refresh()
    return here.wiring.book.people()

"""Whether somebody may see a photograph: by who sent it, and the reports it belongs to."""

import asyncio
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final
from uuid import UUID

from api import sight
from api.authority import Column, Relation
from api.callers import Caller
from domain.report.state import Report
from domain.values import Role
from services.photos.refusals import UnknownPhoto
from services.wiring import Wiring

_NAME: Final = re.compile(r"[0-9a-f]{32}")


async def demand_photo(
    wiring: Wiring,
    photo: str,
    report: str | None,
    cells: Mapping[Column, Relation],
    caller: Caller | None,
) -> None:
    """Raise UnknownPhoto unless one of the cells lets the caller see it.

    `report` names the report one looks at it for: of a photograph the inspection has not
    come to yet, nothing else tells which report it belongs to.
    """
    named = _NAME.fullmatch(photo)
    if not named or not await asyncio.to_thread(_may, wiring, photo, report, cells, caller):
        raise UnknownPhoto(photo)


def _may(
    wiring: Wiring,
    photo: str,
    named: str | None,
    cells: Mapping[Column, Relation],
    caller: Caller | None,
) -> bool:
    sent_by, evidence = wiring.vault.whose(photo)
    if caller and sent_by == caller.actor.id:
        return True
    roles = {role: how for role, how in cells.items() if isinstance(role, Role)}
    return any(
        photo in report.released or (caller is not None and _stands(roles, caller, report))
        for report in _reports(wiring, photo, named, evidence)
    )


def _reports(
    wiring: Wiring, photo: str, named: str | None, evidence: Sequence[str]
) -> Iterator[Report]:
    """Find the reports that show a photograph, the one that was named first: others may be many."""
    yield from _showing(wiring, photo, named)
    for one in evidence:
        yield wiring.app.load(Report, UUID(hex=one))


def _showing(wiring: Wiring, photo: str, named: str | None) -> list[Report]:
    """Find the report that was named, if it shows this photograph."""
    try:
        report = wiring.app.load(Report, UUID(named or ""))
    except ValueError:
        return []
    return [report] if any(one.id == photo for one in report.photos) else []


def _stands(roles: Mapping[Role, Relation], caller: Caller, report: Report) -> bool:
    return any(
        how is Relation.ANY or sight.holds(how, caller.actor, role, report)
        for role, how in roles.items()
    )

"""Whether somebody may see a photograph: by who sent it, and the reports it belongs to."""

import asyncio
import re
from collections.abc import Mapping
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
    reports = [wiring.app.load(Report, UUID(hex=one)) for one in evidence]
    reports += _showing(wiring, photo, named)
    if any(photo in report.released for report in reports):
        return True
    return caller is not None and any(
        isinstance(role, Role) and _stands(how, role, caller, reports)
        for role, how in cells.items()
    )


def _showing(wiring: Wiring, photo: str, named: str | None) -> list[Report]:
    """Find the report that was named, if it shows this photograph."""
    try:
        report = wiring.app.load(Report, UUID(named or ""))
    except ValueError:
        return []
    return [report] if any(one.id == photo for one in report.photos) else []


def _stands(how: Relation, role: Role, caller: Caller, reports: list[Report]) -> bool:
    if how is Relation.ANY:
        return bool(reports)  # nobody but its sender sees what is no evidence (yet)
    return any(sight.holds(how, caller.actor, role, report) for report in reports)

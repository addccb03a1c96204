"""The other report of a duplicate: one that the caller could have looked at."""

import asyncio
from uuid import UUID

from api.sight import sight
from api.visit import Visit
from domain.report.refusals import BadOriginal
from domain.report.state import Report


async def visible_original(here: Visit, original: UUID) -> UUID:
    """Answer with the id; BadOriginal alike for a missing report and for a foreign one."""
    found = await asyncio.to_thread(here.wiring.app.load, Report, original)
    if sight(here.actor, found) is None:
        raise BadOriginal(str(original))
    return original

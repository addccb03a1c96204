"""A report on its way in: the limits of its rider, who asks again passing by."""

import asyncio

from api.visit import Visit
from services.limits import Limited
from services.reporting.context import Asked
from services.reporting.intake import Draft, submit
from services.suishoupai import Change


async def file(here: Visit, draft: Draft, rider: str, asked: Asked) -> Change:
    """File a report for `rider`; what was filed under this key before counts once.

    Raises RateLimited, and what `submit` raises.
    """
    await asyncio.to_thread(_count, here, rider, asked)
    return await submit(here.desk, draft, rider, asked)


def _count(here: Visit, rider: str, asked: Asked) -> None:
    if here.wiring.log.command(asked.command.id) is None:
        here.wiring.limits.check(Limited.SUBMITS, rider)

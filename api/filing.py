"""A report on its way in: the limits of its rider, who asks again passing by."""

import asyncio

from sqlalchemy.exc import InterfaceError, OperationalError

from api.reads.questions import projections
from api.visit import Visit
from projections.queues.queries import sent_since
from services.chinaday import midnight
from services.limits import Limited
from services.reporting.context import Asked
from services.reporting.intake import Draft, submit
from services.suishoupai import Change


async def file(here: Visit, draft: Draft, rider: str, asked: Asked) -> Change:
    """File a report for `rider`; what was filed under this key before counts once.

    Raises RateLimited, and what `submit` raises.
    """
    sent = await asyncio.to_thread(_sent_today, here, rider, asked)
    return await submit(here.desk, draft, rider, asked, sent_today=sent)


def _sent_today(here: Visit, rider: str, asked: Asked) -> int:
    """Count the rider's reports of today, and this one against the hour's limit.

    The view may be some events behind, so the day's limit is no exact one. While the
    view cannot be asked the hour's limit stands alone: a report needs the log, no view.
    """
    if here.wiring.log.command(asked.command.id):
        return 0
    here.wiring.limits.check(Limited.SUBMITS, rider)
    try:
        since = midnight(here.wiring.clock())
        return sent_since(projections(here).engine, rider, since)
    except (OperationalError, InterfaceError):
        return 0

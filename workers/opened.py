"""What was open when a process starts: where the watch over deadlines begins."""

from collections.abc import Iterator
from functools import partial
from typing import Final
from uuid import UUID

import structlog
from sqlalchemy import select

from domain.reward import RewardHandedOver, RewardReturned
from domain.wallet import Redeemed
from projections.house import House
from projections.queues.table import queue
from projections.reading import reading
from services.envelope import UnreadableEvent
from services.suishoupai import Suishoupai
from workers.deadlines import Open
from workers.loop import Told, never

PAGE: Final = 1_000
logger = structlog.get_logger()
_ENDS = (RewardHandedOver.TOPIC, RewardReturned.TOPIC)


def opened(house: House, told: Told = never) -> Open:
    """List the open reports, as the queues show them, and the redemptions not fetched.

    Once `told`, what was found so far.
    """
    while not told() and house.projections.step():
        pass
    with reading(house.projections.engine, "queues") as now:
        mine = select(queue.c.report).where(now.holds(queue), queue.c.open.is_(True))
        reports = [UUID(name) for name in now.db.scalars(mine)]
        position = now.position
    return Open(reports, list(_redemptions(house.wiring.app, position, told)), position)


def _redemptions(app: Suishoupai, upto: int, told: Told) -> Iterator[str]:
    """Name the redemptions up to a position that have not ended there."""
    waiting: dict[str, None] = {}
    after = 0
    page = partial(app.event_log.lines, limit=PAGE, topics=(Redeemed.TOPIC, *_ENDS), upto=upto)
    while not told() and (lines := page(after)):
        for line in lines:
            try:
                event = app.codec.to_domain_event(line).event
            except UnreadableEvent as error:  # it must not keep the others waiting
                logger.error("redemption left out", position=line.id, error=type(error).__name__)  # noqa: TRY400 - no text
                continue
            if isinstance(event, Redeemed):
                waiting[event.redemption] = None
            elif isinstance(event, RewardHandedOver | RewardReturned):
                waiting.pop(event.redemption, None)
        after = lines[-1].id
    yield from waiting

"""Use cases of blocking: who abused the service is kept from sending in, and let in again."""

import asyncio
from datetime import UTC, datetime
from typing import NamedTuple

from domain.blocking import Block, RiderBlocked
from domain.streams import block_stream
from services.reporting.context import Asked, Reporting
from services.suishoupai import Change, Decide, Suishoupai


class Offence(NamedTuple):
    """Whose report was an abuse, until when its sender is blocked, and what that one is told."""

    rider: str
    report: str
    until: datetime | None
    words: str


async def block(desk: Reporting, offence: Offence, asked: Asked) -> Change:
    """Keep the rider of a report from sending in."""
    until = offence.until.astimezone(UTC) if offence.until else None

    def decide(it: Block) -> None:
        said = offence.rider, offence.report, until, offence.words
        it.block(*said, asked.actor.id, desk.now())

    return await _written(desk, offence.rider, decide, asked)


async def lift(desk: Reporting, rider: str, words: str, asked: Asked) -> Change:
    """Let a rider send in again; UnknownBlock where nobody of that name was blocked."""

    def decide(it: Block) -> None:
        it.lift(words, asked.actor.id, desk.now())

    return await _written(desk, rider, decide, asked)


def words_of(app: Suishoupai, block: Block) -> str | None:
    """Open what the rider was told; None once it was erased. May wait for databases."""
    for step in app.opened(block.id, block.told):
        if isinstance(step.event, RiderBlocked) and step.event.words:
            return step.event.words.value
    return None


async def _written(desk: Reporting, rider: str, decide: Decide, asked: Asked) -> Change:
    things = [(Block, block_stream(rider))]
    done = await desk.app.change(things, decide, asked.command, asked.guards)
    await asyncio.to_thread(desk.book.refresh)
    return done

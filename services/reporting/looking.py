"""What is looked up before a report is decided, so that the decision waits for nothing."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from typing import NamedTuple

from domain.values import PhotoRole
from services.photos.evidence import Found
from services.reporting.context import Reporting


class Looked(NamedTuple):
    """What the databases say about a draft."""

    photos: Found
    sent_today: int = 0  # how many of the rider's the city has since midnight in China


Look = Callable[[], Awaitable[Looked]]


def look_up(desk: Reporting, wishes: Sequence[tuple[Sequence[str], str]]) -> list[Looked]:
    """Look up the photographs and uploaders of many drafts, and bring the book up to date.

    Waits for databases, as often for many as for one.
    """
    desk.book.refresh()
    named = [(photos, who, PhotoRole.BEFORE) for photos, who in wishes]
    return [Looked(found) for found in desk.vault.evidence(named)]


async def look_alone(desk: Reporting, photos: Sequence[str], uploader: str) -> Looked:
    """Look up one draft's."""
    (found,) = await asyncio.to_thread(look_up, desk, [(photos, uploader)])
    return found

"""Reading one's own writes: a read waits, for a while, until it shows a position."""

import asyncio
from collections.abc import Callable
from typing import Annotated, Final

from fastapi import Query

from projections.errors import NotYetShown

LONGEST_S: Final = 2.0
_STEP_S: Final = 0.02
MinPosition = Annotated[
    int,
    Query(ge=0, le=2**62, description="Wait until the answer shows this position of the log."),
]


async def reached(
    position: int,
    shown: Callable[[], int],
    written: Callable[[], int],
    longest: float = LONGEST_S,
) -> None:
    """Wait until `shown`, asked in a thread, is at `position`; else raise NotYetShown.

    For a position that the log has not `written` yet nobody has to wait: nobody was told it.
    """
    if not position or (at := await asyncio.to_thread(shown)) >= position:
        return
    if position > await asyncio.to_thread(written):
        raise NotYetShown(position, at)
    loop = asyncio.get_running_loop()
    until = loop.time() + longest
    while (at := await asyncio.to_thread(shown)) < position:
        if loop.time() >= until:
            raise NotYetShown(position, at)
        await asyncio.sleep(_STEP_S)

"""Lets another process act at the worst moment."""

import asyncio
from collections.abc import Callable, Coroutine, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any
from unittest import mock

from services.eventlog.request import Append
from tests.houses import Home


@contextmanager
def just_before_it_is_written(
    home: Home, deed: Callable[[], Coroutine[Any, Any, Any]]
) -> Iterator[None]:
    """Let somebody elsewhere act between a decision and its append, once."""
    append, done = home.app.event_log.append, list[bool]()

    async def too_late(wish: Append) -> Any:
        if not done:
            done.append(True)
            with ThreadPoolExecutor(1) as elsewhere:  # the loop of this thread is busy
                elsewhere.submit(lambda: asyncio.run(deed())).result()
        return await append(wish)

    with mock.patch.object(home.app.event_log, "append", too_late):
        yield

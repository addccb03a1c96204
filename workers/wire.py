"""The event loop of a process: a compiled one, where there is one."""

import asyncio
from collections.abc import Coroutine
from typing import Any, TypeVar

try:
    from uvloop import new_event_loop
except ImportError:  # there is none for Windows
    new_event_loop = asyncio.new_event_loop  # type: ignore[assignment]  # either makes a loop

T = TypeVar("T")


def run(main: Coroutine[Any, Any, T]) -> T:
    """Run a program like `asyncio.run`, on the faster loop where there is one."""
    with asyncio.Runner(loop_factory=new_event_loop) as runner:
        return runner.run(main)

"""Leaves no connection to a database to whoever asks next, and some again to whoever asks then."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from itertools import cycle
from typing import Any, TypeVar

import pytest
from sqlalchemy import Engine
from sqlalchemy.exc import TimeoutError as PoolTimeout

from projections.source import LogSource, Page
from services.eventlog.recorder import EventLog
from tests.sizes import chance

P = TypeVar("P")
PATIENCE_S = 0.03  # as long as anybody waits for a connection
HOW_OFTEN = 0.4


@contextmanager
def exhausted(engine: Engine) -> Iterator[None]:
    """Take every connection there is to one database."""
    with ExitStack() as held:
        try:
            while True:
                held.enter_context(engine.connect())
        except PoolTimeout:
            yield


class Drought:
    """No connection is left when somebody has read what is new: to views every second time.

    To workers now and then: a round of theirs reads more than once, and would be caught each time.
    As soon as one asker was refused there are some again: who mistook the refusal for a
    poisoned event would find one to park it with.
    """

    def __init__(self, engine: Engine, patch: pytest.MonkeyPatch) -> None:
        self._engine = engine
        self._held = ExitStack()
        self._views = cycle((True, False))
        self._workers = chance("drought")
        self._over = False
        self._connect = engine.pool.connect
        patch.setattr(engine.pool, "_timeout", PATIENCE_S)
        patch.setattr(engine.pool, "connect", self._asked)
        view, log = LogSource.lines, EventLog.lines

        def for_a_view(source: LogSource, after: int, _limit: int) -> Page:
            page = view(source, after, 1)  # an event alone could be parked
            return self._dried(page) if next(self._views) else page

        def for_a_worker(source: EventLog, *given: Any, **named: Any) -> Any:
            page = log(source, *given, **named)
            dry = len(given) > 2 and self._workers.random() < HOW_OFTEN  # views name no topics
            return self._dried(page) if dry else page

        patch.setattr(LogSource, "lines", for_a_view)
        patch.setattr(EventLog, "lines", for_a_worker)

    def end(self) -> None:
        """Let there be connections from now on."""
        self._over = True
        self._held.close()

    def _dried(self, page: P) -> P:
        if page and not self._over:
            held = ExitStack()
            with suppress(PoolTimeout):
                while True:
                    held.enter_context(self._engine.connect())
            self._held = held
        return page

    def _asked(self) -> Any:
        try:
            return self._connect()
        except PoolTimeout:
            self._held.close()
            raise

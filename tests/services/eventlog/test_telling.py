"""Who waits for the log is told what came of it, whatever they wait with, and nobody else."""

import asyncio
from concurrent.futures import Future
from unittest import mock
from uuid import uuid4

import pytest

from services.eventlog.errors import ChangedMeanwhile, LogUnavailable
from services.eventlog.request import Receipt
from services.eventlog.telling import Waiting, begun, tell
from tests.services.eventlog.examples import happened, opened, wish

RECEIPT = Receipt(1, 1, 0)


def test_a_loop_gets_receipts_and_refusals(database_url: str) -> None:
    stream = uuid4()

    async def go() -> None:
        with opened(database_url) as log:
            first = await log.append(wish(happened(stream, 1)))
            assert [line.id for line in log.stream(stream)] == list(first.positions)
            with pytest.raises(ChangedMeanwhile):
                await log.append(wish(happened(stream, 1)))

    asyncio.run(go())


def test_a_loop_is_woken_once_for_a_batch() -> None:
    async def go() -> None:
        loop = asyncio.get_running_loop()
        waiting = [loop.create_future() for _ in range(9)]
        outcomes: list[tuple[Waiting, Receipt]] = [(one, RECEIPT) for one in waiting]
        with mock.patch.object(
            loop, "call_soon_threadsafe", wraps=loop.call_soon_threadsafe
        ) as woken:
            tell(outcomes)
        assert await asyncio.gather(*waiting) == [RECEIPT] * 9
        assert woken.call_count == 1

    asyncio.run(go())


def test_who_was_cancelled_while_waiting_is_not_written_and_not_told() -> None:
    async def go() -> None:
        loop = asyncio.get_running_loop()
        gone, there = loop.create_future(), loop.create_future()
        gone.cancel()
        assert (begun(gone), begun(there)) == (False, True)
        tell([(gone, RECEIPT), (there, LogUnavailable("away"))])
        with pytest.raises(LogUnavailable):
            await there
        assert gone.cancelled()

    asyncio.run(go())


def test_a_loop_that_has_ended_keeps_nobody_else_from_being_told() -> None:
    ended = asyncio.new_event_loop()
    left = ended.create_future()
    ended.close()
    threads: Future[Receipt] = Future()

    tell([(left, RECEIPT), (threads, RECEIPT)])

    assert threads.result(0) == RECEIPT
    assert not left.done()

"""Several processes write one log, and may be killed at any instant."""

import os
from collections import Counter
from collections.abc import Iterator
from contextlib import closing, contextmanager
from multiprocessing import get_context
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from uuid import uuid4

from tests.services.eventlog.bare_writer import Told, write
from tests.services.eventlog.examples import assert_sound, everything, opened

KILLS = int(os.environ.get("SUISHOUPAI_KILLS", "5"))  # how often a writer is killed
_context = get_context("forkserver")
_context.set_forkserver_preload([write.__module__])


@contextmanager
def writer(url: str, *options: object) -> Iterator[tuple[BaseProcess, Connection]]:
    """Start a process that writes, with the pipe through which it tells."""
    hear, tell = _context.Pipe(duplex=False)
    process = _context.Process(target=write, args=(url, tell, *options))
    process.start()
    tell.close()
    with closing(hear):
        yield process, hear
    process.join()
    process.close()


def all_told(hear: Connection) -> list[Told]:
    """Collect what was told, up to the end of the process; a torn last word is none."""
    told: list[Told] = []
    try:
        while True:
            told.append(hear.recv())
    except (EOFError, OSError):
        return told


def test_four_processes_write_one_log_without_a_gap(database_url: str) -> None:
    shared = uuid4()
    with (
        opened(database_url) as log,
        writer(database_url, 10, shared) as (_, first),
        writer(database_url, 10, shared) as (_, second),
        writer(database_url, 10, shared) as (_, third),
        writer(database_url, 10, shared) as (_, fourth),
    ):
        seen = log.lines(0, 7)
        while len(seen) < 4 * 10 * 13 and log.wait_past(len(seen), 10):
            seen += log.lines(len(seen), 7)
        told = [word for hear in (first, second, third, fourth) for word in all_told(hear)]
        assert seen == everything(log)
        assert_sound(log)
        assert len(log.stream(shared)) == 40
    assert len(told) == 4 * 10 * 5
    written = {line.id: line.command_id for line in seen}
    for command_id, receipt in told:
        assert {written[position] for position in receipt.positions} == {command_id}


def test_nothing_acknowledged_is_lost_when_a_writer_is_killed(database_url: str) -> None:
    told: list[Told] = []
    for number in range(KILLS):
        with writer(database_url) as (process, hear):
            told += [hear.recv() for _ in range(1 + number * 7 % 30)]
            process.kill()
            told += all_told(hear)
    with opened(database_url) as log:
        assert_sound(log)
        lines = everything(log)
    assert len(lines) >= 3 * len(told) > 0
    written = {line.id: line.command_id for line in lines}
    for command_id, receipt in told:
        assert {written[position] for position in receipt.positions} == {command_id}
    assert set(Counter(written.values()).values()) == {3}  # nothing half-written

"""Processes that write a log, each telling through a pipe what was acknowledged."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from multiprocessing import get_context
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess

from tests.services.eventlog.bare_writer import Told, write

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

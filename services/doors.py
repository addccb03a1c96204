"""The addresses a process answers at: one process has each, and looks before it does any work."""

import errno
import os
import socket
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass

from services.settings import Settings


class CannotListen(OSError):
    """The address is taken, or is not this machine's."""


@dataclass(frozen=True)
class Doors:
    """What was taken: the address of the API, and that of the figures where it is another."""

    api: socket.socket
    figures: socket.socket | None = None


@contextmanager
def doors(settings: Settings) -> Iterator[Doors]:
    """Hold the addresses that were set until the block ends. Raises CannotListen."""
    with ExitStack() as held:
        api = held.enter_context(take(settings.host, settings.port))
        figures = figures_door(settings)
        yield Doors(api, held.enter_context(figures) if figures else None)


def figures_door(settings: Settings) -> socket.socket | None:
    """Take the address of the figures, where they have one of their own. Raises CannotListen."""
    if not settings.metrics_port:
        return None
    return _open(settings.host, settings.metrics_port, listening=True)


def take(host: str, port: int) -> socket.socket:
    """Take an address at which nobody listens; nobody is let in before this process does.

    Until then whoever comes is refused, so that a proxy asks another process. Of two that take
    it in the same moment the second is refused once it listens. Raises CannotListen.
    """
    if port:
        _open(host, port, listening=True).close()
    return _open(host, port, listening=False)


@contextmanager
def listening(door: socket.socket) -> Iterator[None]:
    """Have another process that listens there by now raise CannotListen."""
    host, port = door.getsockname()[:2] if door.fileno() >= 0 else ("", 0)
    try:
        yield
    except OSError as error:
        if error.errno != errno.EADDRINUSE:
            raise
        raise _refusal(host, port, error) from error


def _open(host: str, port: int, *, listening: bool) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    door = socket.socket(family, socket.SOCK_STREAM)
    # A restart takes the address at once, whatever connections of before still linger. The same
    # option lets two processes on Linux bind, but only one of them listen.
    door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        door.bind((host, port))
        if listening:
            door.listen()
    except OSError as error:
        door.close()
        raise _refusal(host, port, error) from error
    return door


def _refusal(host: str, port: int, error: OSError) -> CannotListen:
    return CannotListen(f"cannot listen on {host}:{port}: {os.strerror(error.errno or 0)}")

"""The addresses a process answers at: one process has each, from before it does any work."""

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
    return take(settings.host, settings.metrics_port) if settings.metrics_port else None


def take(host: str, port: int) -> socket.socket:
    """Take an address for this process alone; whoever comes early waits until it answers.

    Raises CannotListen.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    door = socket.socket(family, socket.SOCK_STREAM)
    # A restart takes the address at once, whatever connections of before still linger. The same
    # option lets two processes on Linux bind, but only one of them listen: so we do, at once.
    door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        door.bind((host, port))
        door.listen()
    except OSError as error:
        door.close()
        raise CannotListen(f"cannot listen on {host}:{port}: {error.strerror}") from error
    return door

"""What the writer and a database say to each other for one batch."""

from collections.abc import Sequence
from enum import Enum, auto
from typing import Protocol
from uuid import UUID

from services.eventlog.decide import Decision, Known
from services.eventlog.request import Append

CHANNEL = "suishoupai_log"  # where PostgreSQL is told that the log has grown


def streams_of(requests: Sequence[Append]) -> set[UUID]:
    """Name all streams that some requests write to or rest on."""
    return set[UUID]().union(*(request.streams for request in requests))


class Trouble(Enum):
    """What an error of the database means for the batch."""

    LOST = auto()  # the connection broke: nobody knows whether it was committed
    DAMAGED = auto()  # the database is broken itself, and only a backup helps
    UNAVAILABLE = auto()  # the database cannot write now, whoever asks
    POISON = auto()  # something in the batch cannot be written


class Conversation(Protocol):
    """One engine's way to lock, read, write and commit; all errors are the driver's."""

    def load(self, requests: Sequence[Append]) -> Known:
        """Take the append lock, then read what the requests name."""

    def learn(self, known: Known, requests: Sequence[Append]) -> None:
        """Read what further requests name, into `known`; the lock is held."""

    def store(self, decision: Decision) -> None:
        """Write what was decided, tell the others and commit; the lock is released."""

    def abandon(self) -> None:
        """Drop the connection in whatever state it is; the next load opens another."""

    def trouble(self, error: Exception) -> Trouble:
        """Say what an error of `load` or `store` means."""

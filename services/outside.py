"""What a process takes from outside itself: chance, seconds, databases, eyes for pictures."""

from collections.abc import Callable
from dataclasses import dataclass
from time import monotonic
from typing import Protocol

from sqlalchemy import Engine

from services.database import CONNECTIONS, open_engine
from services.entropy import SYSTEM, Entropy
from services.eventlog.recorder import EventLog
from services.photos.apart import Apart
from services.photos.decoder import Decoder
from services.photos.pool import DecodingPool


class OpenEngine(Protocol):
    """Opens the database at a URL."""

    def __call__(self, url: str, *, durable: bool, connections: int = CONNECTIONS) -> Engine:
        """Open it, to keep what was committed through a power cut or without that."""
        ...


@dataclass(frozen=True)
class Outside:
    """The machine as a city knows it. Only a simulation gives it another one."""

    chance: Entropy = SYSTEM
    monotonic: Callable[[], float] = monotonic
    engine: OpenEngine = open_engine
    log: Callable[..., EventLog] = EventLog
    decoder: Callable[[int], Decoder] = DecodingPool
    apart: Callable[[], Apart] = Apart


MACHINE = Outside()

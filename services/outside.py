"""What a process takes from outside itself: chance, seconds, databases, eyes for pictures."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from time import monotonic
from typing import Protocol

from sqlalchemy import Engine

from services.chance import Chance
from services.database import open_engine
from services.eventlog.recorder import EventLog
from services.photos.decoder import Decoder
from services.photos.pool import DecodingPool


class OpenEngine(Protocol):
    """Opens the database at a URL."""

    def __call__(self, url: str, *, durable: bool) -> Engine:
        """Open it, to keep what was committed through a power cut or without that."""
        ...


@dataclass(frozen=True)
class Outside:
    """The machine as a city knows it. Only a simulation gives it another one."""

    chance: Chance = secrets
    monotonic: Callable[[], float] = monotonic
    engine: OpenEngine = open_engine
    log: Callable[..., EventLog] = EventLog
    decoder: Callable[[int], Decoder] = DecodingPool


MACHINE = Outside()

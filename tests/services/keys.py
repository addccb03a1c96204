"""A keyring in a folder of its own, with clocks that stand still until moved."""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import Engine

from services.kek import KeyEncryptionKey
from services.keyring import Keyring

KEK = KeyEncryptionKey({1: bytes(range(32))})


@dataclass
class Hands:
    """The hands of a clock, moved by the test."""

    now: datetime = datetime(2026, 3, 1, 8, tzinfo=UTC)
    seconds: float = field(default=1000.0)

    def clock(self) -> datetime:
        return self.now

    def monotonic(self) -> float:
        return self.seconds


def keyring(engine: Engine, hands: Hands | None = None) -> Keyring:
    hands = hands or Hands()
    return Keyring(engine, KEK, hands.clock, hands.monotonic)


def bytes_on_disk(folder: Path) -> bytes:
    return b"".join(file.read_bytes() for file in folder.rglob("*") if file.is_file())

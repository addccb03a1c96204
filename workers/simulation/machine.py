"""What stands in for the machine: a log that writes when told, an eye that needs no process."""

import asyncio
from collections.abc import Callable
from hashlib import sha256
from typing import Any, BinaryIO, ClassVar, TypeVar

from projections.keeper import Projections
from services.eventlog.recorder import EventLog
from services.eventlog.writer import Writer
from services.photos.apart import Apart
from services.photos.facts import PhotoFacts
from services.photos.protocol import Inspection

T = TypeVar("T")


class PatientWriter(Writer):
    """Writes a batch when it is told to, instead of in a thread."""

    def _begin(self) -> None:
        """Begin nothing."""

    def turn(self) -> None:
        """Write what waits, if anything does."""
        if self.waiting:
            self._serve(self._take())

    def close(self) -> None:
        """Take no more, and write what waits."""
        super().close()
        self.turn()
        self._conversation.abandon()


class PatientLog(EventLog):
    """The event log without a thread of its own."""

    WRITER: ClassVar[type[Writer]] = PatientWriter

    def turn(self) -> None:
        """Let the writer have its turn."""
        if isinstance(self._writer, PatientWriter):
            self._writer.turn()


class Beside(Apart):
    """No threads of the vault's own: its work waits with all other."""

    async def run(self, work: Callable[..., T], *about: Any) -> T:  # noqa: ANN401 - as Apart has it
        """Do it like anything that may block."""
        return await asyncio.to_thread(work, *about)


class PromptViews(Projections):
    """Views for which nobody waits: what is not there yet comes in another turn."""

    def wait(self, view: str, position: int, timeout: float) -> bool:  # noqa: ARG002 - the interface's
        """Say at once whether a view has read that far."""
        return self.position(view) >= position


class Eye:
    """Sees in a picture what follows from its bytes: no process, no decoding."""

    def __init__(self, _size: int) -> None:
        pass

    async def inspect(self, picture: BinaryIO) -> Inspection:
        """Look at it."""
        picture.seek(0)
        data = picture.read()
        digest = sha256(data).digest()
        return Inspection(
            type="image/jpeg",
            width=64,
            height=48,
            large=data,
            small=data[:32],
            pixels=digest,
            dhash=digest[:8].hex(),
            phash=digest[8:16].hex(),
            facts=PhotoFacts(),
        )

    def workers(self) -> list[int]:
        """No process does it."""
        return []

    def close(self) -> None:
        """Nothing was opened."""

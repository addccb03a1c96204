"""What the vault needs to look at a picture: a pool of processes, or what stands in for it."""

from typing import BinaryIO, Protocol

from services.photos.protocol import Inspection


class Decoder(Protocol):
    """Looks at pictures."""

    async def inspect(self, picture: BinaryIO) -> Inspection:
        """Decode and clean a picture; refuses what is none."""

    def workers(self) -> list[int]:
        """Answer the numbers of the processes that do it now."""
        ...

    def close(self) -> None:
        """Take no more pictures."""

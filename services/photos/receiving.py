"""A photograph on its way in: to disk, not to memory, and never more than allowed."""

import asyncio
from collections.abc import AsyncIterable, AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from hashlib import sha256
from hmac import compare_digest
from pathlib import Path
from tempfile import TemporaryFile
from typing import BinaryIO

from services.photos.refusals import (
    BrokenPhoto,
    DigestMismatch,
    PhotoTooLarge,
    UploadTimedOut,
)

MOST_BYTES = 20 * 1024 * 1024
MOST_SECONDS = 90.0  # 20 MiB at 2 Mbit/s


@dataclass(frozen=True)
class Received:
    """An upload in a file that has no name and vanishes with the program."""

    file: BinaryIO
    size: int  # bytes
    sha256: bytes


@asynccontextmanager
async def receive(
    stream: AsyncIterable[bytes],
    folder: Path,
    *,
    announced: bytes | None = None,
    most: int = MOST_BYTES,
    seconds: float = MOST_SECONDS,
) -> AsyncIterator[Received]:
    """Receive an upload for as long as the context lasts.

    `announced` is the SHA-256 the sender gave, if any. Raises PhotoTooLarge as soon
    as there are more than `most` bytes, UploadTimedOut, DigestMismatch, and
    BrokenPhoto for an empty upload.
    """
    with TemporaryFile(dir=folder) as file:
        size, digest = 0, sha256()
        try:
            async with asyncio.timeout(seconds):
                async for chunk in stream:
                    size += len(chunk)
                    if size > most:
                        raise PhotoTooLarge(most)
                    digest.update(chunk)
                    file.write(chunk)
        except TimeoutError as late:
            raise UploadTimedOut from late
        if announced is not None and not compare_digest(announced, digest.digest()):
            raise DigestMismatch
        if not size:
            raise BrokenPhoto
        yield Received(file, size, digest.digest())

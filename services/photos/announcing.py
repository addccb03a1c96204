"""Whether what arrived is what was announced: its kind, its size, and its every byte."""

import hmac
from collections.abc import AsyncIterable, AsyncIterator, Callable
from dataclasses import dataclass
from hashlib import sha256

from services.photos.refusals import DigestMismatch, NotAsAnnounced

_HEAD = 12  # bytes that tell the kinds apart
_BEGINNINGS = {
    "image/jpeg": lambda head: head.startswith(b"\xff\xd8\xff"),
    "image/png": lambda head: head.startswith(b"\x89PNG\r\n\x1a\n"),
    "image/webp": lambda head: head[:4] == b"RIFF" and head[8:12] == b"WEBP",
    "image/heic": lambda head: head[4:8] == b"ftyp",
}
TYPES = tuple(_BEGINNINGS)


@dataclass(frozen=True)
class Promise:
    """What was announced; of the digest only a keyed hash was kept."""

    type: str
    bytes: int
    mark: str


async def checked(
    stream: AsyncIterable[bytes], promise: Promise, keyed: Callable[[bytes], str]
) -> AsyncIterator[bytes]:
    """Hand on what arrives. Raises NotAsAnnounced and DigestMismatch, the latter at the end."""
    head, size, digest = b"", 0, sha256()
    async for chunk in stream:
        head += chunk[: _HEAD - len(head)]
        size += len(chunk)
        digest.update(chunk)
        if size > promise.bytes or (len(head) == _HEAD and not _BEGINNINGS[promise.type](head)):
            raise NotAsAnnounced
        yield chunk
    if size != promise.bytes:
        raise NotAsAnnounced
    if not hmac.compare_digest(keyed(digest.digest()), promise.mark):
        raise DigestMismatch

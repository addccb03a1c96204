"""Where photographs lie that were sent past the API: in the clear, and for minutes only."""

import base64
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice
from typing import Final

import obstore
from obstore.exceptions import BaseError

from services.photos.objects import BlobBucket, Credentials, code_of
from services.photos.presign import presigned
from services.photos.refusals import NothingArrived, StoreUnavailable

FOLDER: Final = "quarantine"
LIFETIME: Final = timedelta(minutes=10)  # of a link
KEPT: Final = 2 * LIFETIME  # an object older than this was given up
_CHUNK: Final = 1 << 20  # bytes
_PAGE: Final = 1_000  # objects that are listed, or named, at a time


@dataclass(frozen=True)
class Announced:
    """What the sender says of a photograph before it is sent."""

    type: str
    size: int  # bytes
    sha256: bytes


class Quarantine:
    """One folder of the bucket, which only links and the sweep write to."""

    def __init__(self, blobs: BlobBucket, credentials: Credentials) -> None:
        self._blobs = blobs
        self._credentials = credentials

    def link(self, name: str, headers: Mapping[str, str], begins: datetime) -> str:
        """Answer a link that takes one object of this name, with these headers."""
        seconds = int(LIFETIME.total_seconds())
        bucket = self._blobs.bucket
        return presigned(bucket, self._credentials, "PUT", _key(name), headers, begins, seconds)

    async def stream(self, name: str) -> AsyncIterator[bytes]:
        """Hand on what was sent. Raises NothingArrived, and StoreUnavailable."""
        with self._blobs.patience.trying():
            try:
                found = await obstore.get_async(self._blobs.store, _key(name))
                async for chunk in found.stream(min_chunk_size=_CHUNK):
                    yield bytes(chunk)
            except FileNotFoundError as absent:
                raise NothingArrived from absent
            except (BaseError, TimeoutError) as error:
                raise StoreUnavailable(code_of(error) or type(error).__name__) from error

    def remove(self, name: str) -> None:
        """Forget it; what is not there is no error. Raises StoreUnavailable."""
        with self._blobs.asking():
            try:
                obstore.delete(self._blobs.store, _key(name))
            except FileNotFoundError:
                return

    def old(self, before: datetime) -> list[str]:
        """Name what was written before a moment, by the store's clock, a thousand at most.

        All of it is looked at: what is old may stand behind any number of new ones.
        """
        with self._blobs.asking():
            pages = obstore.list(self._blobs.store, FOLDER, chunk_size=_PAGE)
            found = (one for page in pages for one in page if one["last_modified"] < before)
            return [one["path"].removeprefix(_key("")) for one in islice(found, _PAGE)]


def headers(announced: Announced) -> dict[str, str]:
    """Answer the headers that a link binds: size, type, digest, and that it is the first."""
    return {
        "Content-Length": str(announced.size),
        "Content-Type": announced.type,
        "If-None-Match": "*",
        "x-amz-checksum-sha256": base64.b64encode(announced.sha256).decode(),
    }


def _key(name: str) -> str:
    return f"{FOLDER}/{name}"

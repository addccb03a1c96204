"""Where ciphertext lies: named by its own SHA-256, written once."""

import os
import re
from collections.abc import Iterator
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import NamedTuple, Protocol

_DIGEST = re.compile("[0-9a-f]{64}")


class BlobMissing(Exception):
    """A stored object that is gone, or is no longer what it was."""


class BlobAltered(BlobMissing):
    """A stored object that is there, with other bytes."""


class Kept(NamedTuple):
    """An object, by the digest it is named after, and when it was written."""

    digest: str
    at: float  # seconds since 1970, by the store's clock


class Blobs(Protocol):
    """What the vault needs of a store: a folder, or a bucket of any S3.

    Where the store does not answer, each may raise StoreUnavailable.
    """

    def answers(self) -> bool:
        """Tell whether the store answers now."""

    def put(self, data: bytes) -> str:
        """Keep `data` durably and answer its SHA-256 as 64 hex digits."""

    def get(self, digest: str) -> bytes:
        """Answer what was kept; BlobMissing when it is gone or altered."""

    def remove(self, digest: str) -> None:
        """Forget it; what is not there is no error."""

    def walk(self) -> Iterator[Kept]:
        """List what is kept, a little at a time."""

    def tidy(self, before: float) -> None:
        """Remove what was begun before a moment (seconds since 1970) and never finished."""


class BlobFolder:
    """A folder of files, 256 folders in it, so that none grows too full."""

    def __init__(self, root: Path) -> None:
        root.mkdir(parents=True, exist_ok=True, mode=0o700)
        self._root = root

    def answers(self) -> bool:
        """Tell whether the folder is there now."""
        return self._root.is_dir()

    def put(self, data: bytes) -> str:
        """Keep `data` durably and answer its SHA-256 as 64 hex digits."""
        digest = sha256(data).hexdigest()
        path = self._path(digest)
        if not path.parent.is_dir():
            path.parent.mkdir(mode=0o700, exist_ok=True)
            _sync(self._root)
        with NamedTemporaryFile(dir=path.parent, prefix=".", delete=False) as draft:
            try:
                draft.write(data)
                draft.flush()
                os.fsync(draft.fileno())
                Path(draft.name).replace(path)
            except OSError:
                Path(draft.name).unlink()  # on a full disk every byte counts
                raise
        _sync(path.parent)
        return digest

    def get(self, digest: str) -> bytes:
        """Answer what was kept; BlobMissing when it is gone or altered."""
        try:
            data = self._path(digest).read_bytes()
        except FileNotFoundError as gone:
            raise BlobMissing(f"{digest} is not there") from gone
        if sha256(data).hexdigest() != digest:
            raise BlobAltered(f"{digest} was altered")
        return data

    def remove(self, digest: str) -> None:
        """Forget it; what is not there is no error."""
        self._path(digest).unlink(missing_ok=True)

    def walk(self) -> Iterator[Kept]:
        """List what is kept, folder by folder; what else lies there is not ours."""
        for folder in sorted(self._root.glob("[0-9a-f][0-9a-f]")):
            for file in os.scandir(folder):
                if is_digest(file.name) and file.name.startswith(folder.name):
                    with suppress(FileNotFoundError):  # removed meanwhile: the city goes on
                        yield Kept(file.name, file.stat().st_mtime)

    def tidy(self, before: float) -> None:
        """Remove drafts that a kill left behind."""
        for draft in self._root.glob("[0-9a-f][0-9a-f]/.*"):
            with suppress(FileNotFoundError):  # it may get its name in this very moment
                if draft.stat().st_mtime < before:
                    draft.unlink()

    def _path(self, digest: str) -> Path:
        if not is_digest(digest):
            raise ValueError(f"{digest!r} is no SHA-256")
        return self._root / digest[:2] / digest


def is_digest(text: str) -> bool:
    """Tell whether this could be the name of an object."""
    return _DIGEST.fullmatch(text) is not None


def _sync(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)

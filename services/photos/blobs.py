"""Where ciphertext lies: named by its own SHA-256, written once."""

import os
import re
from hashlib import sha256
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Protocol

_DIGEST = re.compile("[0-9a-f]{64}")


class BlobMissing(Exception):
    """A stored object that is gone, or is no longer what it was."""


class Blobs(Protocol):
    """What the vault needs of a store: a folder today, an object store later."""

    def put(self, data: bytes) -> str:
        """Keep `data` durably and answer its SHA-256 as 64 hex digits."""

    def get(self, digest: str) -> bytes:
        """Answer what was kept; BlobMissing when it is gone or altered."""

    def remove(self, digest: str) -> None:
        """Forget it; what is not there is no error."""


class BlobFolder:
    """A folder of files, 256 folders in it, so that none grows too full."""

    def __init__(self, root: Path) -> None:
        root.mkdir(parents=True, exist_ok=True, mode=0o700)
        self._root = root

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
            except OSError:
                Path(draft.name).unlink()  # on a full disk every byte counts
                raise
        Path(draft.name).replace(path)
        _sync(path.parent)
        return digest

    def get(self, digest: str) -> bytes:
        """Answer what was kept; BlobMissing when it is gone or altered."""
        try:
            data = self._path(digest).read_bytes()
        except FileNotFoundError as gone:
            raise BlobMissing(f"{digest} is not there") from gone
        if sha256(data).hexdigest() != digest:
            raise BlobMissing(f"{digest} was altered")
        return data

    def remove(self, digest: str) -> None:
        """Forget it; what is not there is no error."""
        self._path(digest).unlink(missing_ok=True)

    def _path(self, digest: str) -> Path:
        if not _DIGEST.fullmatch(digest):
            raise ValueError(f"{digest!r} is no SHA-256")
        return self._root / digest[:2] / digest


def _sync(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)

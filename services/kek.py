"""The key above all keys: where it lies, and how it wraps those below it."""

import os
import secrets
from collections.abc import Mapping
from pathlib import Path
from typing import Self

from cryptography.hazmat.primitives.keywrap import (
    InvalidUnwrap,
    aes_key_unwrap,
    aes_key_wrap,
)

from services.sealing import KEY_BYTES

_READERS = 0o077  # nobody but the owner may have any right to the file


class WrongKeyEncryptionKey(Exception):
    """The file of the key-encryption key is missing, exposed, or another one."""


class KeyEncryptionKey:
    """Wraps data keys (AES-KW, RFC 3394) under its newest version.

    Older versions still unwrap, so that a new one can be added at any time.
    """

    def __init__(self, versions: Mapping[int, bytes]) -> None:
        self._versions = dict(versions)
        self.version = max(versions)

    def wrap(self, secret: bytes) -> bytes:
        """Close a key under the newest version."""
        return aes_key_wrap(self._versions[self.version], secret)

    def unwrap(self, version: int, wrapped: bytes) -> bytes:
        """Open a key that was wrapped under `version`."""
        try:
            return aes_key_unwrap(self._versions[version], wrapped)
        except (KeyError, InvalidUnwrap, ValueError) as error:
            raise WrongKeyEncryptionKey(
                f"the key-encryption key in use does not open keys of version {version}"
            ) from error

    @classmethod
    def load(cls, path: Path, *, new: bool = True) -> Self:
        """Read the file; where there is none it is made with a `new` key, mode 0400.

        One line a version, `<number>:<64 hex digits>`. Two processes that start
        together end with the same key.
        """
        if not path.exists():
            if not new:
                raise WrongKeyEncryptionKey(f"{path} is missing: copy it from where the city began")
            _found(path)
        mode = path.stat().st_mode
        if mode & _READERS:
            raise WrongKeyEncryptionKey(f"{path} is open to others: chmod 0400 it")
        try:
            pairs = [line.split(":") for line in path.read_text().split()]
            versions = {int(number): bytes.fromhex(key) for number, key in pairs}
        except ValueError as error:
            raise WrongKeyEncryptionKey(f"{path} holds no keys") from error
        if not versions or {len(key) for key in versions.values()} != {KEY_BYTES}:
            raise WrongKeyEncryptionKey(f"{path} holds no keys of {KEY_BYTES} bytes")
        return cls(versions)


def _found(path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}.{secrets.token_hex(8)}")
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o400)
    try:
        with os.fdopen(handle, "w") as file:
            file.write(f"1:{secrets.token_hex(KEY_BYTES)}\n")
            file.flush()
            os.fsync(file.fileno())
        path.hardlink_to(draft)  # unlike a rename, it never replaces another's key
    except FileExistsError:
        pass  # another process was first: its key counts
    finally:
        draft.unlink()
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)

"""Passwords: which are good enough, and how they are hashed without exhausting the machine."""

import asyncio
import secrets
import unicodedata
from base64 import b64encode
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from threading import Lock
from typing import Final, TypeVar

from argon2 import PasswordHasher, Type
from argon2.exceptions import VerificationError

from services.identity.common_passwords import COMMON
from services.identity.refusals import TooBusy, WeakPassword

T = TypeVar("T")
SHORTEST: Final = 10
LONGEST: Final = 128
_DISTINCT: Final = 5
_BESIDES_LOGIN: Final = 4
_PASSES: Final = 2
_KIB: Final = 19 * 1024
_AT_ONCE: Final = 2  # 45 ms each: log-ins must not become the attack
_WAITING: Final = 20  # at most half a second in the queue
_RETRY_S: Final = 1
_ALPHABET: Final = "abcdefghjkmnpqrstuvwxyz23456789"  # nothing to mistake for another


class Hasher:
    """Hashes with argon2id, two at a time; a few wait, more are TooBusy."""

    def __init__(self, at_once: int = _AT_ONCE, waiting: int = _WAITING) -> None:
        self._argon2 = PasswordHasher(_PASSES, _KIB, 1, type=Type.ID)
        self._threads = ThreadPoolExecutor(at_once, thread_name_prefix="password")
        self._free = at_once + waiting
        self._lock = Lock()
        self._nobodys = _nobodys_hash()

    @contextmanager
    def place(self) -> Iterator[None]:
        """Take a place in the queue, for the length of the block. Raises TooBusy."""
        with self._lock:
            if not self._free:
                raise TooBusy(_RETRY_S)
            self._free -= 1
        try:
            yield
        finally:
            with self._lock:
                self._free += 1

    async def hash(self, password: str) -> str:
        """Hash a new password."""
        return await self._run(lambda: self._argon2.hash(_normal(password)))

    async def matches(self, stored: str | None, password: str) -> bool:
        """Check a password; without a stored hash it takes as long, and is wrong."""
        text = _normal(password)
        if stored is None or len(text) > LONGEST:
            stored, text = self._nobodys, ""
        return await self._run(lambda: self._matches(stored, text))

    def close(self) -> None:
        """Let the threads go."""
        self._threads.shutdown()

    def _matches(self, stored: str, text: str) -> bool:
        try:
            return self._argon2.verify(stored, text)
        except VerificationError:
            return False

    async def _run(self, work: Callable[[], T]) -> T:
        return await asyncio.wrap_future(self._threads.submit(work))


def check_rules(password: str, login: str) -> None:
    """Raise WeakPassword for what would be guessed among the first thousands."""
    text = _normal(password).casefold()
    if len(text) < SHORTEST:
        raise WeakPassword("short", f"must have at least {SHORTEST} characters")
    if len(text) > LONGEST:
        raise WeakPassword("long", f"must have at most {LONGEST} characters")
    if len(text.replace(login, "")) < _BESIDES_LOGIN:
        raise WeakPassword("login", "must be more than the login")
    if len(set(text)) < _DISTINCT:
        raise WeakPassword("simple", f"must have at least {_DISTINCT} different characters")
    if text in COMMON:
        raise WeakPassword("common", "is one of the commonest")


def one_time_password(choose: Callable[[str], str] = secrets.choice) -> str:
    """Draw a password to be typed once: four groups of four, some 79 bits."""
    return "-".join("".join(choose(_ALPHABET) for _ in range(4)) for _ in range(4))


def _normal(password: str) -> str:
    """Spell a password the one way: phones and keyboards compose characters differently."""
    return unicodedata.normalize("NFKC", password).encode(errors="replace").decode()


def _nobodys_hash() -> str:
    """Make a hash of the same cost that no password has."""
    salt, digest = (b64encode(secrets.token_bytes(size)).rstrip(b"=") for size in (16, 32))
    return f"$argon2id$v=19$m={_KIB},t={_PASSES},p=1${salt.decode()}${digest.decode()}"

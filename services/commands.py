"""The name of a command: asking again under the same name is asking once."""

import hashlib
from typing import NamedTuple, Self

from services.eventlog.request import COMMAND_ID_SIZE


class Command(NamedTuple):
    """What makes a command safe to repeat.

    `id` names the wish: 16 bytes. `digest` stands for what was wished: 32 bytes over
    the request, never over the events, since these hold fresh nonces.
    """

    id: bytes
    digest: bytes

    @classmethod
    def of(cls, actor: str, route: str, key: str, body: bytes) -> Self:
        """Name the command a caller sent to `route` with an Idempotency-Key."""
        return cls(_hash(actor, route, key)[:COMMAND_ID_SIZE], hashlib.sha256(body).digest())

    @classmethod
    def worker(cls, worker: str, *grounds: object) -> Self:
        """Name what a worker does on these grounds: the same grounds, the same command."""
        name = _hash("system:" + worker, *map(str, grounds))
        return cls(name[:COMMAND_ID_SIZE], name)


def _hash(*parts: str) -> bytes:
    """Hash texts so that no two lists of them run together."""
    named = hashlib.sha256()
    for part in parts:
        data = part.encode()
        named.update(len(data).to_bytes(4, "big") + data)
    return named.digest()

"""A load that costs little itself: prepared requests, one after the other on each connection.

A request takes 16 us of processor here, so that on two cores the server is measured.
"""

import asyncio
import json
import time
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Any, NamedTuple
from urllib.parse import urlsplit
from uuid import uuid4

from tests.bench.city import Rider, wish
from workers.wire import run

CONNECTIONS = 32
_END_OF_HEAD = b"\r\n\r\n"
_LENGTH = b"content-length:"
_GOOD = (b"HTTP/1.1 200", b"HTTP/1.1 201")


class Sent(NamedTuple):
    """What a load came to: requests answered a second, and the milliseconds they took."""

    rate: float
    milliseconds: list[float]

    def percentile(self, share: float) -> float:
        """The milliseconds within which this share of the requests was answered."""
        ranked = sorted(self.milliseconds)
        return ranked[min(int(share * len(ranked)), len(ranked) - 1)]


class _Line(asyncio.Protocol):
    """One connection that is kept; it sends the next request when the last one is answered."""

    def __init__(self, requests: Iterator[bytes], until: float) -> None:
        self.took: list[float] = []
        self.ended: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._requests = requests
        self._until = until
        self._answer = b""
        self._began = 0.0

    def connection_made(self, transport: Any) -> None:
        self._transport = transport
        self._next()

    def data_received(self, data: bytes) -> None:
        self._answer += data
        head, end, rest = self._answer.partition(_END_OF_HEAD)
        if not end:
            return
        length = int(head.lower().partition(_LENGTH)[2].partition(b"\r\n")[0])
        if len(rest) < length:
            return
        if not head.startswith(_GOOD):
            self.ended.set_exception(AssertionError(self._answer.decode()))
            self._transport.close()
            return
        self._answer = rest[length:]
        self.took.append(1000 * (time.perf_counter() - self._began))
        self._next()

    def connection_lost(self, _: Exception | None) -> None:
        if not self.ended.done():
            self.ended.set_exception(ConnectionError("the server hung up"))

    def _next(self) -> None:
        self._began = time.perf_counter()
        request = next(self._requests, None) if self._began < self._until else None
        if request is None:
            self.ended.set_result(None)
            self._transport.close()
        else:
            self._transport.write(request)


def send(addresses: Sequence[str], lines: Sequence[Iterator[bytes]], seconds: float) -> Sent:
    """Send each line's requests, for so long or until they end, in turn to the servers.

    An answer that is no success ends the measurement.
    """
    return run(_all(addresses, lines, seconds))


async def _all(addresses: Sequence[str], lines: Sequence[Iterator[bytes]], seconds: float) -> Sent:
    loop = asyncio.get_running_loop()
    began = time.perf_counter()
    kept = []
    for number, requests in enumerate(lines):
        target = urlsplit(addresses[number % len(addresses)])
        assert target.hostname
        assert target.port
        line = _Line(requests, began + seconds)
        await loop.create_connection(lambda line=line: line, target.hostname, target.port)  # type: ignore[misc]  # one each
        kept.append(line)
    await asyncio.gather(*(line.ended for line in kept))
    took = time.perf_counter() - began
    answered = [milliseconds for line in kept for milliseconds in line.took]
    return Sent(len(answered) / took, answered)


def submits(riders: Sequence[Rider]) -> list[Iterator[bytes]]:
    """Have each rider send one report after the other, without an end."""
    return [_reports(rider) for rider in riders]


def _reports(rider: Rider) -> Iterator[bytes]:
    begin, end = split("/v1/reports", rider.token, wish(rider))
    while True:
        yield begin + uuid4().hex.encode() + end


def split(path: str, token: str, body: dict[str, Any]) -> tuple[bytes, bytes]:
    """Prepare a request around its Idempotency-Key."""
    content = json.dumps(body).encode()
    begin = (
        f"POST {path} HTTP/1.1\r\nHost: bench\r\nContent-Type: application/json\r\n"
        f"Authorization: Bearer {token}\r\nIdempotency-Key: "
    )
    return begin.encode(), b"\r\nContent-Length: %d\r\n\r\n%b" % (len(content), content)


def share(requests: Iterator[bytes], count: int) -> Iterator[bytes]:
    """Take the next of a line's requests, and leave the rest for later."""
    return islice(requests, count)

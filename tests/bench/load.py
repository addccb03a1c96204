"""Riders who send one report after the other, each over a connection of their own."""

import asyncio
import json
import time
from collections.abc import Sequence
from typing import NamedTuple
from urllib.parse import urlsplit
from uuid import uuid4

from tests.bench.city import Rider, wish

CONNECTIONS = 32


class Sent(NamedTuple):
    """What a load came to: reports filed a second, and the milliseconds they took."""

    rate: float
    milliseconds: list[float]

    def percentile(self, share: float) -> float:
        """The milliseconds within which this share of the reports was answered."""
        ranked = sorted(self.milliseconds)
        return ranked[min(int(share * len(ranked)), len(ranked) - 1)]


def send(address: str, riders: Sequence[Rider], seconds: float) -> Sent:
    """Have all riders send reports for so long; an answer but 201 ends the measurement."""
    return asyncio.run(_all(address, riders, seconds))


async def _all(address: str, riders: Sequence[Rider], seconds: float) -> Sent:
    began = time.perf_counter()
    each = await asyncio.gather(*(_one(address, rider, began + seconds) for rider in riders))
    took = time.perf_counter() - began
    answered = [milliseconds for some in each for milliseconds in some]
    return Sent(len(answered) / took, answered)


async def _one(address: str, rider: Rider, end: float) -> list[float]:
    """Send until the time is over, on one connection that is kept."""
    target = urlsplit(address)
    back, to = await asyncio.open_connection(target.hostname, target.port)
    took: list[float] = []
    while (began := time.perf_counter()) < end:
        to.write(_request(rider))
        status = await _answer(back)
        assert status == 201, status
        took.append(1000 * (time.perf_counter() - began))
    to.close()
    await to.wait_closed()
    return took


def _request(rider: Rider) -> bytes:
    body = json.dumps(wish(rider)).encode()
    head = (
        "POST /v1/reports HTTP/1.1\r\nHost: bench\r\nContent-Type: application/json\r\n"
        f"Authorization: Bearer {rider.token}\r\nIdempotency-Key: {uuid4().hex}\r\n"
        f"Content-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body


async def _answer(back: asyncio.StreamReader) -> int:
    head = (await back.readuntil(b"\r\n\r\n")).lower()
    length = head.partition(b"content-length:")[2].partition(b"\r\n")[0]
    await back.readexactly(int(length))
    return int(head.split(b" ", 2)[1])

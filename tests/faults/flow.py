"""Riders who report at a given pace, whatever the server does: nobody waits for an answer to ask.

A report that is late because all connections still wait counts from the moment at which it
should have been sent, so that a server that stands still is seen to stand still.
"""

import asyncio
import json
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple
from urllib.parse import urlsplit
from uuid import uuid4

HANG_S = 30.0
Read = asyncio.StreamReader
Write = asyncio.StreamWriter


class Heard(NamedTuple):
    """One answer."""

    status: int
    milliseconds: float
    retry_after: bool
    id: str  # of the report, "" where none was filed


@dataclass
class Flow:
    """Everything that was answered, in the order of the answers."""

    heard: list[Heard] = field(default_factory=list)

    def told(self, *statuses: int) -> list[Heard]:
        """The answers with one of these statuses."""
        return [one for one in self.heard if one.status in statuses]

    @property
    def statuses(self) -> Counter[int]:
        """How many answers there were of each kind."""
        return Counter(one.status for one in self.heard)


def percentile(heard: Sequence[Heard], share: float) -> float:
    """The milliseconds within which this share of the answers came."""
    ranked = sorted(one.milliseconds for one in heard)
    return ranked[min(int(share * len(ranked)), len(ranked) - 1)] if ranked else 0.0


def head(path: str, token: str, *more: str, kind: str = "application/json") -> bytes:
    """Write the head of a POST."""
    lines = [
        f"POST {path} HTTP/1.1",
        "Host: city",
        f"Content-Type: {kind}",
        f"Authorization: Bearer {token}",
        f"Idempotency-Key: {uuid4().hex}",
        *more,
    ]
    return "\r\n".join([*lines, "", ""]).encode()


async def paced(
    addresses: Sequence[str], requests: Callable[[], bytes], rate: float, seconds: float, lines: int
) -> Flow:
    """Send `rate` requests a second over so many connections, turn about to each address."""
    flow, due = Flow(), asyncio.Queue[float | None]()
    people = [
        asyncio.create_task(_sending(addresses[n % len(addresses)], requests, due, flow))
        for n in range(lines)
    ]
    began = time.perf_counter()
    for number in range(int(rate * seconds)):
        at = began + number / rate
        if (early := at - time.perf_counter()) > 0:
            await asyncio.sleep(early)
        due.put_nowait(at)
    for _ in people:
        due.put_nowait(None)
    await asyncio.gather(*people)
    return flow


async def steady(address: str, requests: Callable[[], bytes], seconds: float, lines: int) -> Flow:
    """Have so many people ask one after the other, each as soon as the last answer is there."""
    flow, end = Flow(), time.perf_counter() + seconds

    async def one() -> None:
        pair = await _line(address)
        while (began := time.perf_counter()) < end:
            flow.heard.append(await _asked(pair, requests(), began))
        pair[1].close()

    await asyncio.gather(*(one() for _ in range(lines)))
    return flow


async def _sending(
    address: str, requests: Callable[[], bytes], due: asyncio.Queue[float | None], flow: Flow
) -> None:
    pair = await _line(address)
    while (at := await due.get()) is not None:
        flow.heard.append(await _asked(pair, requests(), at))
    pair[1].close()


async def _line(address: str) -> tuple[Read, Write]:
    target = urlsplit(address)
    return await asyncio.open_connection(target.hostname, target.port)


async def _asked(pair: tuple[Read, Write], request: bytes, since: float) -> Heard:
    back, to = pair
    to.write(request)
    async with asyncio.timeout(HANG_S):
        said = (await back.readuntil(b"\r\n\r\n")).lower()
        length = said.partition(b"content-length:")[2].partition(b"\r\n")[0]
        body = await back.readexactly(int(length))
    status = int(said.split(b" ", 2)[1])
    name = json.loads(body)["id"] if status == 201 else ""
    took = 1000 * (time.perf_counter() - since)
    return Heard(status, took, b"\r\nretry-after:" in said, name)

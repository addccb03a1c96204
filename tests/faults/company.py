"""Bad company: people who hold connections, trickle, or send without end."""

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable
from contextlib import suppress
from urllib.parse import urlsplit

from tests.faults.city import City
from tests.faults.flow import Write, head

TRICKLE_S = 0.2
CHUNK = b"10000\r\n" + bytes(0x10000) + b"\r\n"


class Company:
    """Keeps its connections busy until it is sent away, and comes again when thrown out."""

    def __init__(self, city: City, address: str) -> None:
        self._city = city
        target = urlsplit(address)
        self._door = target.hostname, target.port
        self._people: list[asyncio.Task[None]] = []
        self.thrown_out: Counter[str] = Counter()  # by what they did

    def invite(self) -> None:
        """Let all kinds come."""
        kinds: list[tuple[int, Callable[[Write, int], Awaitable[None]]]] = [
            (500, self._idle),
            (50, self._trickled_body),
            (20, self._trickled_photo),
            (20, self._endless_head),
            (5, self._endless_upload),
            (5, self._endless_body),
        ]
        for amount, kind in kinds:
            self._people += [asyncio.create_task(self._stay(kind, n)) for n in range(amount)]

    async def leave(self) -> None:
        """Send all home."""
        for one in self._people:
            one.cancel()
        await asyncio.gather(*self._people, return_exceptions=True)

    async def _stay(self, kind: Callable[[Write, int], Awaitable[None]], number: int) -> None:
        while True:
            back, to = await asyncio.open_connection(*self._door)
            listening = asyncio.create_task(back.read())
            acting = asyncio.ensure_future(kind(to, number))
            try:
                both = (listening, acting)
                await asyncio.wait(both, return_when=asyncio.FIRST_COMPLETED)
            finally:
                for task in (listening, acting):
                    task.cancel()
                    with suppress(OSError, asyncio.CancelledError):
                        await task
                to.close()
            self.thrown_out[kind.__name__.strip("_")] += 1
            await asyncio.sleep(TRICKLE_S)

    async def _idle(self, _: Write, __: int) -> None:
        await asyncio.Event().wait()

    async def _trickled_body(self, to: Write, number: int) -> None:
        to.write(head("/v1/reports", self._token(number), "Content-Length: 60000"))
        await _trickle(to)

    async def _trickled_photo(self, to: Write, number: int) -> None:
        told = "Content-Length: 5000000"
        to.write(head("/v1/photos", self._token(number), told, kind="image/jpeg"))
        await _trickle(to)

    async def _endless_head(self, to: Write, _: int) -> None:
        to.write(b"POST /v1/reports HTTP/1.1\r\nHost: city\r\nX: ")
        while True:
            to.write(b"x" * 4096)
            await to.drain()
            await asyncio.sleep(TRICKLE_S / 10)

    async def _endless_upload(self, to: Write, number: int) -> None:
        told = "Transfer-Encoding: chunked"
        to.write(head("/v1/photos", self._token(number), told, kind="image/jpeg"))
        await _pour(to)

    async def _endless_body(self, to: Write, number: int) -> None:
        to.write(head("/v1/reports", self._token(number), "Transfer-Encoding: chunked"))
        await _pour(to)

    def _token(self, number: int) -> str:
        return self._city.tokens[f"rider{100 + number % 100}"]


async def _trickle(to: Write) -> None:
    while True:
        to.write(b" ")
        await to.drain()
        await asyncio.sleep(TRICKLE_S)


async def _pour(to: Write) -> None:
    while True:
        to.write(CHUNK)
        await to.drain()
        await asyncio.sleep(TRICKLE_S / 50)

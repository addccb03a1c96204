"""Tools for looking: views brought up to date, points awarded, streams listened to."""

import asyncio
import time
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass, field
from math import asinh, pi, radians, tan
from typing import Any, NamedTuple

import msgspec

from tests.api.town import Person, Town, done
from workers.award import awarder

PATIENCE = 10.0


def look(town: Town, path: str, login: str | None = None) -> dict[str, Any]:
    """Ask after every view has read the whole log."""
    town.house.projections.catch_up()
    person = town[login] if login else town.nobody
    return done(person.get(path))


def award(town: Town) -> None:
    """Let everybody have the points that are due."""
    house = town.house
    worker = awarder(house.wiring.desk, house.projections.engine)
    assert town.client.portal
    town.client.portal.call(worker.catch_up)


def tile(lon: float, lat: float, zoom: int) -> tuple[int, int]:
    """Name the column and row of the map's tile that holds a place (Web Mercator)."""
    across, north = (lon + 180) / 360, asinh(tan(radians(lat)))
    return int(across * 2**zoom), int((1 - north / pi) / 2 * 2**zoom)


class Told(NamedTuple):
    """A server-sent event."""

    id: int
    event: str
    data: dict[str, Any]


def told(text: str) -> list[Told]:
    """Read the events of a stream, comments left out."""
    found = []
    for block in text.split("\n\n"):
        fields = dict(line.partition(": ")[::2] for line in block.split("\n") if line[:1] != ":")
        if "data" in fields:
            data = msgspec.json.decode(fields["data"])
            found.append(Told(int(fields.get("id", 0)), fields["event"], data))
    return found


@dataclass
class Hearing:
    """A stream that is listened to: its pieces so far, and its end."""

    pieces: list[bytes] = field(default_factory=list)
    end: "Future[None]" = field(default_factory=Future)

    @property
    def text(self) -> str:
        """What has come so far."""
        return b"".join(self.pieces).decode()

    def until(self, heard: Callable[[str], bool]) -> str:
        """Wait until that has come."""
        last = time.monotonic() + PATIENCE
        while not heard(self.text):
            assert time.monotonic() < last, self.text
            time.sleep(0.01)
        return self.text

    def whole(self) -> str:
        """Wait for the end, and answer with all that came."""
        self.end.result(PATIENCE)
        return self.text


def never(_: str) -> bool:
    """Go on listening until somebody else ends it."""
    return False


def events(count: int) -> Callable[[str], bool]:
    """Say when so many events have come."""
    return lambda text: len(told(text)) >= count


def listen(
    town: Town, person: Person, path: str, enough: Callable[[str], bool] = never, **headers: str
) -> Hearing:
    """Hold a stream open until `enough` of it has come."""
    assert town.client.portal
    given = {**person.headers, **{name.replace("_", "-"): it for name, it in headers.items()}}
    hearing = Hearing()
    start = town.client.portal.start_task_soon
    hearing.end = start(_listen, town.client.app, path, given, enough, hearing.pieces)
    return hearing


async def _listen(
    app: Any,
    path: str,
    headers: dict[str, str],
    enough: Callable[[str], bool],
    pieces: list[bytes],
) -> None:
    gone, asked = asyncio.Event(), False

    async def receive() -> dict[str, Any]:
        nonlocal asked
        if not asked:
            asked = True
            return {"type": "http.request", "body": b"", "more_body": False}
        await gone.wait()
        return {"type": "http.disconnect"}

    async def send(message: dict[str, Any]) -> None:
        if piece := message.get("body"):
            pieces.append(piece)
        if enough(b"".join(pieces).decode()):
            gone.set()

    where, _, query = path.partition("?")
    scope = {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": "GET",
        "scheme": "http",
        "path": where,
        "raw_path": where.encode(),
        "query_string": query.encode(),
        "root_path": "",
        "headers": [(name.lower().encode(), it.encode()) for name, it in headers.items()],
        "client": ("127.0.0.1", 50000),
        "server": ("testserver", 80),
    }
    async with asyncio.timeout(PATIENCE):
        await app(scope, receive, send)

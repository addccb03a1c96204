"""Tools for looking: views brought up to date, points awarded, streams listened to."""

import asyncio
from collections.abc import Callable
from concurrent.futures import Future
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


def listen(
    town: Town, person: Person, path: str, enough: Callable[[str], bool], **headers: str
) -> "Future[list[bytes]]":
    """Hold a stream open until `enough` of it has come; answer with its pieces."""
    assert town.client.portal
    given = {**person.headers, **{name.replace("_", "-"): it for name, it in headers.items()}}
    return town.client.portal.start_task_soon(_listen, town.client.app, path, given, enough)


async def _listen(
    app: Any, path: str, headers: dict[str, str], enough: Callable[[str], bool]
) -> list[bytes]:
    pieces: list[bytes] = []
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
    return pieces

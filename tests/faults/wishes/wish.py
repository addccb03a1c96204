"""One wish of one person, ready to be asked for as often as it takes."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field

import httpx2

from services.commands import Command
from tests.faults.wishes.stage import Stage


@dataclass(frozen=True)
class Wish:
    """What is asked for; everything it needs has happened."""

    route: str  # as the table of authority names it
    path: str
    key: str
    headers: Mapping[str, str] = field(repr=False)
    person: str  # the pseudonym, or "" where nobody is signed in
    body: object  # bytes are sent as they are
    done_before: tuple[str, ...] = ()  # what a repetition without a key is told, once it is done
    written: int = 0  # events of a wish that is no command of the log

    @property
    def command(self) -> bytes:
        """Name the command as the log does."""
        return Command.of(self.person, self.route, self.key, b"").id

    async def ask(self, client: httpx2.AsyncClient) -> httpx2.Response:
        """Ask for it; the same wish again is the same wish."""
        method = self.route.partition(" ")[0]
        if isinstance(self.body, bytes):
            headers = {**self.headers, "Content-Type": "image/jpeg"}
            return await client.request(method, self.path, content=self.body, headers=headers)
        return await client.request(method, self.path, json=self.body, headers=dict(self.headers))


Prepare = Callable[[Stage], Awaitable[Wish]]
WISHES: dict[str, Prepare] = {}
"""How to bring a city to where each route can be asked; a route may have several."""


def wish(
    stage: Stage,
    who: str,
    route: str,
    body: object = None,
    *,
    done_before: tuple[str, ...] = (),
    written: int = 0,
    **named: str,
) -> Wish:
    """Word a wish of somebody, under a key of its own."""
    key = stage.key()
    path = route.partition(" ")[2].format(**named)
    headers = stage.city.headers(who, key) if who else {}
    person = stage.city.people.get(who, "")
    return Wish(route, path, key, headers, person, body or {}, done_before, written)


def can_be_wished(name: str) -> Callable[[Prepare], Prepare]:
    """Enter a preparation under its route, and a word where a route has several."""

    def enter(prepare: Prepare) -> Prepare:
        if name in WISHES:
            raise ValueError(f"{name} is prepared twice")
        WISHES[name] = prepare
        return prepare

    return enter

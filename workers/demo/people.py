"""Who plays in the demo city, besides those its files name: crews of all offices, riders."""

import asyncio
from collections.abc import Iterable
from typing import Final
from uuid import UUID

from domain.actor import Actor, rider
from domain.people import Post, Staff
from domain.streams import staff_stream
from domain.values import Role
from services.city.book import CityBook
from services.commands import Command
from services.identity.consent import CONSENT_TEXT
from services.identity.identity import Identity
from services.suishoupai import NOTHING
from services.wiring import Wiring
from workers.demo.accounts import BY, PASSWORD, RIDERS, found_demo
from workers.demo.places import BEISHAN, TIANSHUI
from workers.demo.plan import Crew

MORE_RIDERS: Final = {
    f"rider{number}": f"169000000{number:02}" for number in range(len(RIDERS) + 1, 28)
}
"""Phone numbers of a range that no operator was ever given."""
_NAMED: Final = {
    BEISHAN: Crew(("dispatcher1", "dispatcher2"), "supervisor1"),
    TIANSHUI: Crew(("dispatcher3",), "supervisor2"),
}
_AT_ONCE: Final = 10  # passwords hashed at a time; more than 20 would be refused


class Troupe:
    """Everybody by the name they have in the plan."""

    def __init__(self, book: CityBook, staff: dict[str, str], riders: dict[str, str]) -> None:
        self._book = book
        self._staff = staff
        self._riders = riders

    @property
    def riders(self) -> list[str]:
        """The riders' names."""
        return list(self._riders)

    def pseudonym(self, name: str) -> str:
        """Answer under which name the log knows somebody."""
        return self._riders.get(name) or self._staff[name]

    def actor(self, name: str) -> tuple[Actor, dict[UUID, int]]:
        """Answer with somebody and their posts, and the guard that they still hold them."""
        if name in self._riders:
            return rider(self._riders[name]), dict(NOTHING)
        pseudonym = self._staff[name]
        posts, version = self._book.posts(pseudonym)
        return Actor(pseudonym, posts), {staff_stream(pseudonym): version}


def crews(offices: Iterable[str]) -> dict[str, Crew]:
    """Say who works where: each office has a dispatcher, each district a supervisor."""
    others = {code: Crew((f"dispatcher-{code}",), f"supervisor-{code[:6]}") for code in offices}
    return others | _NAMED


async def gather(wiring: Wiring) -> Troupe:
    """Found the demo city where it is not, and let everybody in. Again changes nothing."""
    cast = await found_demo(wiring)
    working = crews(wiring.book.offices)
    posts = _posts(working)
    names = sorted(posts)
    staff = {
        one.login: await asyncio.to_thread(_known, wiring.identity, one.login) for one in cast.staff
    }
    for first in range(0, len(names), _AT_ONCE):
        some = names[first : first + _AT_ONCE]
        hired = await asyncio.gather(*(_hired(wiring, name, posts[name]) for name in some))
        staff |= dict(zip(some, hired, strict=True))
    riders = {
        name: await wiring.identity.riders.enrol(phone, CONSENT_TEXT, "zh", name)
        for name, phone in (RIDERS | MORE_RIDERS).items()
    }
    await asyncio.to_thread(wiring.book.refresh)
    return Troupe(wiring.book, staff, riders)


def _posts(working: dict[str, Crew]) -> dict[str, list[Post]]:
    posts: dict[str, list[Post]] = {}
    for office, crew in working.items():
        if office in _NAMED:
            continue  # theirs are in the city's files
        supervisor = Post(role=Role.SUPERVISOR, office=office)
        posts.setdefault(crew.supervisor, []).append(supervisor)
        for login in crew.dispatchers:
            posts[login] = [Post(role=Role.DISPATCHER, office=office)]
    return posts


async def _hired(wiring: Wiring, login: str, posts: list[Post]) -> str:
    known = await asyncio.to_thread(wiring.identity.accounts.by_login, login)
    pseudonym = (
        known.pseudonym if known else (await wiring.identity.staff.add(login, PASSWORD)).pseudonym
    )

    def grant(staff: Staff) -> None:
        for post in posts:
            staff.grant(pseudonym, post, BY, wiring.clock())

    command = Command.worker("demo", "grant", login)
    await wiring.app.change([(Staff, staff_stream(pseudonym))], grant, command)
    return pseudonym


def _known(identity: Identity, login: str) -> str:
    found = identity.accounts.by_login(login)
    if found is None:
        raise KeyError(login)
    return found.pseudonym

"""Loads a city from its folder: everything is checked first, then what changed is appended."""

import asyncio
from collections import Counter
from collections.abc import Callable, Collection
from contextlib import AbstractAsyncContextManager
from datetime import date, timedelta
from pathlib import Path
from typing import Any, NamedTuple, Protocol

from domain.kernel import Aggregate
from domain.people import Staff
from services.city.book import CityBook
from services.city.checks import check_city
from services.city.comparing import wishes
from services.city.employees import Employee
from services.city.files import CityFiles, read_city
from services.city.findings import Findings
from services.city.reach import outgrows
from services.city.wishes import Desk, Order, Wish
from services.commands import Command
from services.eventlog.request import Receipt
from services.suishoupai import Suishoupai

__all__ = ["Loaded", "Logins", "Order", "Progress", "load_city"]

Progress = Callable[[str, int, int], None]
"""Told the step ("reading", "comparing", "appending"), how much is done, and of how much."""
CHINA = timedelta(hours=8)


class Logins(Protocol):
    """The accounts of those whom the files name as staff."""

    def pseudonym(self, login: str) -> str:
        """Answer the pseudonym behind a login."""

    def renewing(self, pseudonyms: Collection[str]) -> AbstractAsyncContextManager[None]:
        """Void these passwords and end the sessions; after the block, give out new ones."""


class Loaded(NamedTuple):
    """What came of it."""

    receipt: Receipt | None  # None when the log said all of this already
    changed: dict[str, int]  # how many offices, categories ... changed
    staff: list[Employee]  # who shall be able to log in


def quiet(step: str, done: int, of: int) -> None:
    """Show no progress."""


async def load_city(
    app: Suishoupai,
    book: CityBook,
    folder: Path,
    order: Order,
    logins: Logins,
    progress: Progress = quiet,
) -> Loaded:
    """Make the log say what the files in `folder` say; the same folder again is no news.

    All in one append, or nothing. `logins` resolves a login to its pseudonym, and may
    make one; it is asked only when the files are without a flaw, in another thread.
    Raises BadCityFiles with every flaw, and ChangedMeanwhile when somebody else set up
    the city at the same moment. Shapes are stored before the append; if that fails they
    lie unused until the next attempt.
    """
    now = app.clock()
    today = (now + CHINA).date()
    files = await asyncio.to_thread(_checked, folder, today, book, order, progress)
    desk = Desk(order, now, app.event_log.tenant, app.event_log.blobs.put)
    wished = await asyncio.to_thread(lambda: list(wishes(desk, files, book, logins.pseudonym)))
    changed, outgrown = await asyncio.to_thread(_decided, app, wished, progress)
    versions = (f"{thing.id} {thing.version}" for thing in changed)
    command = Command.worker("city", order.by, order.prune, files.digest, *versions)
    progress("appending", 0, 1)
    async with logins.renewing(outgrown):
        receipt = await app.record(*changed, command=command)
    await asyncio.to_thread(book.refresh)
    progress("appending", 1, 1)
    kinds = Counter(type(thing).__name__.lower() for thing in changed)
    return Loaded(receipt, dict(kinds), files.staff or [])


def _checked(
    folder: Path, today: date, book: CityBook, order: Order, progress: Progress
) -> CityFiles:
    progress("reading", 0, 1)
    book.refresh()
    findings = Findings()
    files = read_city(folder, today, findings)
    check_city(files, book, prune=order.prune)
    findings.settle()
    progress("reading", 1, 1)
    return files


def _decided(
    app: Suishoupai, wished: list[Wish], progress: Progress
) -> tuple[list[Aggregate[Any]], list[str]]:
    """Decide every wish on the newest state; answer with the things that changed.

    And with those, by pseudonym, whose password is not good enough for their new posts.
    """
    changed, outgrown = [], []
    for number, wish in enumerate(wished, start=1):
        thing = app.load(wish.kind, wish.stream)
        before = thing.version
        posts = thing.posts if isinstance(thing, Staff) else frozenset()
        wish.decide(thing)
        if thing.version > before:
            changed.append(thing)
        if isinstance(thing, Staff) and outgrows(posts, thing.posts):
            outgrown.append(wish.who)
        progress("comparing", number, len(wished))
    return changed, outgrown

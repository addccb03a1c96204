"""What views and workers gave up, and what an administrator says about it."""

import secrets
from datetime import datetime
from typing import Final, NamedTuple
from uuid import UUID

from domain.actor import Actor
from domain.parking import Stop
from domain.streams import staff_stream
from projections.house import House
from projections.marks import given_up
from services import parking
from services.commands import Command
from services.eventlog.instants import from_micros
from services.identity.accounts import Kind, spelled
from services.parking import Wish
from services.reporting.context import Asked
from services.suishoupai import Change
from services.wiring import Wiring
from workers.telling import Declined

LONGEST_REASON: Final = 500
VIEW: Final = "view"
WORKER: Final = "worker"
BOOK: Final = "city"  # what was set up, as every process keeps it in memory


class NotParked(Declined):
    """Nobody of this name gave up this event, or it was taken up again meanwhile."""

    def __init__(self, follower: str, position: int) -> None:
        super().__init__(f"{follower} has nothing parked at position {position}")


class NotToBeSkipped(Declined):
    """Nobody decides on half a history."""

    def __init__(self) -> None:
        super().__init__(
            "what the city was set up with is read again by each new process;"
            " only one that can read the event goes on from there"
        )


class NoAdministrator(Declined):
    """What is left out of the city's views is for its administrators to say."""

    def __init__(self, login: str) -> None:
        super().__init__(f"{login} is no administrator of this city")


class ReasonNeeded(Declined):
    """An auditor will ask why."""

    def __init__(self) -> None:
        super().__init__(f"say why, in 1 to {LONGEST_REASON} characters on one line")


class Given(NamedTuple):
    """Something given up: by a view, its whole stream from there on; by a worker, one event."""

    by: str  # view, worker or city
    name: str
    stream: UUID
    position: int
    topic: str
    cause: str  # the class of the error
    since: datetime  # when the event was recorded


def listed(house: House) -> list[Given]:
    """List all that is given up now, in the order of the log."""
    log = house.wiring.log
    house.wiring.book.refresh()
    views = [(VIEW, one.view, one.position, one.error) for one in house.projections.parked()]
    book = [(BOOK, BOOK, one.position, one.cause) for one in house.wiring.book.stopped.values()]
    workers = [
        (WORKER, one.worker, one.position, one.error) for one in given_up(house.wiring.views_engine)
    ]
    found = []
    for by, name, position, cause in sorted(
        views + workers + book, key=lambda one: (one[2], one[1])
    ):
        for line in log.lines(position - 1, 1):
            stream, since = UUID(str(line.originator_id)), from_micros(line.recorded_at)
            found.append(Given(by, name, stream, position, line.topic, cause, since))
    return found


async def say(
    house: House, name: str, position: int, login: str, reason: str, *, skip: bool
) -> tuple[Given, Change]:
    """Record what becomes of something that is given up.

    Raises NotParked, NoAdministrator, ReasonNeeded, and what an append raises.
    """
    if not 0 < len(reason.strip()) <= LONGEST_REASON or not reason.strip().isprintable():
        raise ReasonNeeded
    asked = _asked(house.wiring, login)
    given = next((it for it in listed(house) if (it.name, it.position) == (name, position)), None)
    if given is None:
        raise NotParked(name, position)
    if given.by == BOOK:
        raise NotToBeSkipped
    stop = Stop(name, given.stream.hex, position, given.topic, given.cause)
    wish = Wish(stop, reason.strip(), skip)
    return given, await parking.say(house.wiring.app, wish, asked)


def take_up(house: House, given: Given) -> bool:
    """Let a view do now what was said of it; say whether nothing is left of it to do.

    A worker finds the word in the log by itself. A stream that holds rules of the city
    concerns all others, so that its view is rebuilt.
    """
    if given.by == WORKER:
        return True
    views = house.projections
    views.catch_up()
    if not _stands(house, given):
        return True
    if views.concerns_all(given.name, given.stream):
        views.rebuild(given.name)
    return not _stands(house, given)


def _stands(house: House, given: Given) -> bool:
    return any(
        (one.view, one.stream) == (given.name, given.stream) for one in house.projections.parked()
    )


def _asked(wiring: Wiring, login: str) -> Asked:
    """Find the administrator who speaks; the append is guarded by that post."""
    account = wiring.identity.accounts.by_login(spelled(login))
    if account is None or account.disabled or account.kind is not Kind.STAFF:
        raise NoAdministrator(login)
    wiring.book.refresh()
    posts, version = wiring.book.posts(account.pseudonym)
    actor = Actor(account.pseudonym, posts)
    if not parking.may_speak(actor):
        raise NoAdministrator(login)
    command = Command.of(actor.id, "suishoupai parked", secrets.token_hex(16), b"")
    return Asked(actor, command, {staff_stream(actor.id): version})

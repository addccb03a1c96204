"""Decisions for the tests of the application."""

from collections.abc import Callable
from datetime import timedelta
from itertools import count
from typing import Any
from uuid import UUID

from domain.actor import Actor
from domain.points import Deed
from domain.report import handling
from domain.report.state import Report
from domain.reward import Reward
from domain.wallet import Cause, Wallet
from services.commands import Command
from tests import examples as ex
from tests.houses import Home

_names = count(1)


def named() -> Command:
    """Name a command that was never asked before."""
    return Command.worker("test", next(_names))


async def change(home: Home, report: UUID, decide: Callable[..., None], name: Command) -> Any:
    return await home.app.change([(Report, report)], decide, name)


def claim(home: Home, who: Actor = ex.DISPATCHER) -> Callable[[Report], None]:
    return lambda it: handling.claim(it, who.id, home.desk.rules(it.category), who, home.now())


def release(home: Home) -> Callable[[Report], None]:
    return lambda it: handling.release(it, ex.DISPATCHER, home.now())


def notes(home: Home) -> Callable[[Report], None]:
    def decide(it: Report) -> None:
        handling.note(it, "seen", home.desk.rules(it.category), ex.DISPATCHER, home.now())

    return decide


def together(
    home: Home, name: str = "d1", earned: str = "r1", *, only_purse: bool = False
) -> Callable[..., None]:
    """Earn ten points, and pay eight of them for water."""

    def decide(purse: Wallet, shelf: Reward | None = None) -> None:
        now, cause = home.now(), Cause(stream=ex.REPORT.hex, version=2, position=1)
        day, rider = now.date(), purse.id.hex
        if earned not in purse.lines:
            purse.credit(earned, Deed.FINDER, ex.AWARD, 60, cause, day, "x", now)
            purse.vest(earned, cause, "x", now)
        if not only_purse and shelf is not None:
            price = shelf.reserve(name, rider, day, rider, now)
            purse.redeem(name, "water", price, now + timedelta(days=7), rider, now)

    return decide


def pending(home: Home, earned: str, position: int) -> Callable[[Wallet], None]:
    """Let points be on their way, by an event at this position of the log."""
    cause = Cause(stream=ex.REPORT.hex, version=2, position=position)

    def decide(purse: Wallet) -> None:
        now = home.now()
        purse.credit(earned, Deed.FINDER, ex.AWARD, 60, cause, now.date(), "x", now)

    return decide

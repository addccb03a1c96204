"""Points and rewards: what is credited, taken back, redeemed and handed over."""

import asyncio
import hashlib
import hmac
from collections.abc import Callable
from datetime import date, datetime, timedelta, timezone
from typing import NamedTuple

from domain import points, wallet
from domain.category import AwardRule
from domain.errors import Refused
from domain.reward import ReturnCause, Reward, UnknownRedemption
from domain.streams import reward_stream, wallet_stream
from domain.wallet import Redeemed, Wallet
from services.commands import Command
from services.reporting.context import Asked, Reporting
from services.rounds import Wish
from services.suishoupai import Change

CHINA = timezone(timedelta(hours=8))
CODE_DIGITS = 6


class WrongCode(Refused):
    """The code shown is not that of the redemption."""

    code = "wrong-code"


class Earned(NamedTuple):
    """A deed that earns points, and the event that shows it."""

    rider: str
    report: str
    deed: points.Deed
    rule: AwardRule
    cause: wallet.Cause


class Redemption(NamedTuple):
    """One exchange of points for a reward."""

    id: str
    rider: str
    reward: str
    points: int
    until: datetime


def china_day(moment: datetime) -> date:
    """Name the day in China on which `moment` falls."""
    return moment.astimezone(CHINA).date()


def credit(desk: Reporting, earned: Earned, day: date, by: str, command: Command) -> Wish:
    """Let points be on their way to a rider."""

    def decide(purse: Wallet) -> None:
        now, daily = desk.now(), desk.book.policy.daily_points
        purse.credit(earned.report, earned.deed, earned.rule, daily, earned.cause, day, by, now)

    return _purse(earned.rider, decide, command)


def hold(
    desk: Reporting,
    rider: str,
    report: str,
    flags: list[str],
    cause: wallet.Cause,
    by: str,
    command: Command,
) -> Wish:
    """Let points wait for a person."""
    return _purse(rider, lambda purse: purse.hold(report, flags, cause, by, desk.now()), command)


def vest(
    desk: Reporting, rider: str, report: str, cause: wallet.Cause, by: str, command: Command
) -> Wish:
    """Make pending points spendable."""
    return _purse(rider, lambda purse: purse.vest(report, cause, by, desk.now()), command)


def claw_back(
    desk: Reporting,
    rider: str,
    report: str,
    reason: wallet.ClawCause,
    cause: wallet.Cause,
    by: str,
    command: Command,
) -> Wish:
    """Take back what a report brought."""
    return _purse(
        rider, lambda purse: purse.claw_back(report, reason, cause, by, desk.now()), command
    )


async def redeem(desk: Reporting, reward: str, asked: Asked) -> tuple[Redemption, Change]:
    """Exchange points for a reward: both are written, or neither.

    The redemption is named after the command, so asking again finds it.
    """
    await asyncio.to_thread(desk.book.refresh)
    rider, now = asked.actor.id, desk.now()
    name = asked.command.id.hex()
    until = now + timedelta(days=desk.book.policy.hand_over_days)

    def decide(purse: Wallet, shelf: Reward) -> None:
        price = shelf.reserve(name, rider, china_day(now), rider, now)
        purse.redeem(name, reward, price, until, rider, now)

    things = [(Wallet, wallet_stream(rider)), (Reward, reward_stream(reward))]
    change = await desk.app.change(things, decide, asked.command, asked.guards, shown=False)
    return await asyncio.to_thread(redemption, desk, name), change


def redemption(desk: Reporting, name: str) -> Redemption:
    """Find a redemption by its name; UnknownRedemption where there is none."""
    try:
        command = bytes.fromhex(name)
    except ValueError:
        command = b""
    known = desk.app.event_log.command(command) if command.hex() == name else None
    lines = desk.app.event_log.lines(known.first_position - 1, known.count) if known else ()
    for line in lines:
        step = desk.app.codec.to_domain_event(line)
        if isinstance(step.event, Redeemed):
            event = step.event
            rider = step.originator_id.hex
            return Redemption(name, rider, event.reward, event.points, event.until)
    raise UnknownRedemption


def hand_over_code(desk: Reporting, name: str) -> str:
    """Make the code a rider shows at the station; nobody can guess it from the name.

    Waits for the keys' database.
    """
    secret = desk.keyring.secret("redemption-code")
    digest = hmac.digest(secret, name.encode(), hashlib.sha256)
    number = int.from_bytes(digest[:8], "big") % 10**CODE_DIGITS
    return f"{number:0{CODE_DIGITS}d}"


async def hand_over(desk: Reporting, name: str, code: str, asked: Asked) -> Change:
    """Give the reward to the rider who shows the code."""
    found = await asyncio.to_thread(redemption, desk, name)
    shown = code.strip().encode()  # as bytes: it may be any text at all
    right = await asyncio.to_thread(hand_over_code, desk, name)
    if not hmac.compare_digest(right.encode(), shown):
        raise WrongCode

    def decide(shelf: Reward) -> None:
        shelf.hand_over(name, asked.actor.id, desk.now())

    things = [(Reward, reward_stream(found.reward))]
    return await desk.app.change(things, decide, asked.command, asked.guards, shown=False)


async def refund(desk: Reporting, name: str, cause: ReturnCause, asked: Asked) -> Change:
    """Put the reward back and give the points back: both, or neither."""
    found = await asyncio.to_thread(redemption, desk, name)

    def decide(purse: Wallet, shelf: Reward) -> None:
        shelf.put_back(name, cause, asked.actor.id, desk.now())
        purse.refund(name, cause, asked.actor.id, desk.now())

    things = [(Wallet, wallet_stream(found.rider)), (Reward, reward_stream(found.reward))]
    return await desk.app.change(things, decide, asked.command, asked.guards, shown=False)


def _purse(rider: str, decide: Callable[[Wallet], None], command: Command) -> Wish:
    return Wish(Wallet, wallet_stream(rider), decide, command)

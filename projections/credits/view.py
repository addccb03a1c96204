"""The view `credits`: what each event of a wallet did to its lines and its balance."""

from typing import Any, NamedTuple, assert_never, cast

from msgspec import Struct
from msgspec.structs import replace

from domain.kernel import Event, Step
from domain.wallet import (
    Cause,
    ClawedBack,
    Credited,
    Held,
    Redeemed,
    Refunded,
    Vested,
    WalletEvent,
)
from projections.bulk import Values
from projections.credits.table import balance, line, status
from projections.sheet import Sheet
from projections.view import Settings, View
from services.eventlog.instants import to_micros


class Pending(NamedTuple):
    """Points on their way; `held` while a person has to look first."""

    points: int
    held: bool


class Purse(Struct, omit_defaults=True):
    """A wallet's sums, and the credits that are still on their way."""

    balance: int = 0
    pending: int = 0
    held: int = 0  # the part of `pending` that waits for a person
    earned: int = 0
    spent: int = 0
    lines: dict[str, Pending] = {}  # by report


class Credits(View[Purse]):
    """Keeps a line for each event, what became of it over time, and the balance over time."""

    name = "credits"
    edition = 2  # 2: balances are indexed while they hold
    kinds = frozenset({"wallet"})
    tables = (line, status, balance)
    state = Purse

    def fold(self, state: Purse | None, step: Step[Event], settings: Settings) -> Purse:  # noqa: ARG002, PLR0911 - no rule of the city is needed; one answer an event
        """Follow one wallet."""
        purse = state or Purse()
        event = cast("WalletEvent", step.event)
        match event:
            case Credited():
                return _pend(purse, event.report, Pending(event.points, held=False))
            case Held():
                pending = purse.lines[event.report]
                return _pend(
                    _unpend(purse, event.report), event.report, pending._replace(held=True)
                )
            case Vested():
                rest, points = _unpend(purse, event.report), event.points
                sums = {"balance": purse.balance + points, "earned": purse.earned + points}
                return replace(rest, **sums)
            case ClawedBack(vested=True):
                left, earned = purse.balance - event.points, purse.earned - event.points
                return replace(purse, balance=left, earned=earned)
            case ClawedBack():
                return _unpend(purse, event.report)
            case Redeemed():
                left, spent = purse.balance - event.points, purse.spent + event.points
                return replace(purse, balance=left, spent=spent)
            case Refunded():
                left, spent = purse.balance + event.points, purse.spent - event.points
                return replace(purse, balance=left, spent=spent)
            case _:
                assert_never(event)

    def write(self, before: Purse | None, after: Purse, step: Step[Event], sheet: Sheet) -> None:
        """Put the line down, say what became of older ones, move the balance."""
        wallet, position = step.originator_id.hex, step.position
        sheet.insert(line, wallet, position, *_line(step))
        subject, became = _became(cast("WalletEvent", step.event))
        key = wallet, subject
        sheet.close(status, key, position)
        sheet.open(status, key, (became,), position)
        if before is None or _sums(before) != _sums(after):
            if before is not None:
                sheet.close(balance, (wallet,), position)
            sheet.open(balance, (wallet,), _sums(after), position)


def _pend(purse: Purse, report: str, line: Pending) -> Purse:
    held = purse.held + (line.points if line.held else 0)
    lines = {**purse.lines, report: line}
    return replace(purse, lines=lines, pending=purse.pending + line.points, held=held)


def _unpend(purse: Purse, report: str) -> Purse:
    gone = purse.lines[report]
    held = purse.held - (gone.points if gone.held else 0)
    lines = {name: line for name, line in purse.lines.items() if name != report}
    return replace(purse, lines=lines, pending=purse.pending - gone.points, held=held)


def _became(event: WalletEvent) -> tuple[str, str]:
    """Say of which report or redemption the status changes, and to what."""
    match event:
        case Credited():
            return event.report, "pending"
        case Held():
            return event.report, "held"
        case Vested():
            return event.report, "vested"
        case ClawedBack():
            return event.report, "taken_back"
        case Redeemed():
            return event.redemption, "redeemed"
        case Refunded():
            return event.redemption, "refunded"
        case _:
            assert_never(event)


def _sums(purse: Purse) -> Values:
    return purse.balance, purse.pending, purse.held, purse.earned, purse.spent


def _line(step: Step[Event]) -> Values:
    """Write down what an event says, in the table's order; what it does not say is None."""
    event = step.event
    said: Any = lambda name: getattr(event, name, None)  # noqa: E731 - one reader for many fields
    cause: Cause | None = said("cause") if isinstance(said("cause"), Cause) else None
    reason = said("reason") or (None if cause else said("cause"))
    follows = isinstance(event, Credited | Redeemed)
    return (
        to_micros(step.at),
        event.TOPIC.partition(".")[2],
        said("points") or 0,
        int(said("vested") is not False),
        (said("report") or said("redemption")) if follows else None,
        said("report"),
        said("deed") and said("deed").value,
        said("rule"),
        said("rule_version"),
        said("before_cap"),
        reason and reason.value,
        said("redemption"),
        said("reward"),
        cause and cause.stream,
        cause and cause.version,
        cause and cause.position,
    )

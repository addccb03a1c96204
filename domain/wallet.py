"""A rider's points: each with the event that earned it and the rule that said so."""

from datetime import date, datetime
from enum import StrEnum
from typing import NamedTuple, assert_never
from uuid import UUID

from domain.category import AwardRule
from domain.errors import Refused
from domain.kernel import Aggregate, Event
from domain.points import Deed, award
from domain.reward import ReturnCause
from domain.values import Value


class Cause(Value, frozen=True):
    """The event that led to a change of points."""

    stream: str  # 32 hex digits
    version: int
    position: int


class Credited(Event, frozen=True):
    """Points are on their way: pending until the report is verified (待入账)."""

    TOPIC = "wallet.credited"
    report: str
    deed: Deed
    cause: Cause
    rule: str
    rule_version: int
    points: int
    before_cap: int
    day: date  # in China


class Held(Event, frozen=True):
    """The points wait for a person to look at the evidence."""

    TOPIC = "wallet.held"
    report: str
    cause: Cause
    flags: list[str]


class Vested(Event, frozen=True):
    """Pending points became points to spend (已入账)."""

    TOPIC = "wallet.vested"
    report: str
    cause: Cause
    points: int


class ClawCause(StrEnum):
    """Why points were taken back (扣回)."""

    REJECTED = "rejected"
    DUPLICATE = "duplicate"
    REOPENED = "reopened"
    WITHDRAWN = "withdrawn"
    REUSED_PHOTO = "reused_photo"


class ClawedBack(Event, frozen=True):
    """Points were taken back."""

    TOPIC = "wallet.clawed_back"
    report: str
    cause: Cause
    reason: ClawCause
    points: int
    vested: bool  # taken from the balance; else from what was pending


class Redeemed(Event, frozen=True):
    """Points were exchanged for a reward, in the same breath as it was set aside."""

    TOPIC = "wallet.redeemed"
    redemption: str
    reward: str
    points: int
    until: datetime  # refunded when not handed over by then


class Refunded(Event, frozen=True):
    """The points of a redemption came back."""

    TOPIC = "wallet.refunded"
    redemption: str
    points: int
    cause: ReturnCause


WalletEvent = Credited | Held | Vested | ClawedBack | Redeemed | Refunded


class NotEnoughPoints(Refused):
    """The balance does not reach; a debt locks redeeming."""

    code = "not-enough-points"

    def __init__(self, balance: int, price: int) -> None:
        super().__init__(f"The balance is {balance}, the price is {price}")
        self.balance = balance
        self.price = price


class Line(NamedTuple):
    """What one report has brought this rider so far."""

    points: int
    day: date  # whose cap it counts against
    since: int  # the log position of what credited it
    vested: bool = False
    held: bool = False


class Wallet(Aggregate[WalletEvent]):
    """Balance, pending points, and the lines they come from.

    Causes count in the order of the log: one that comes again after a later one is no news.
    """

    def __init__(self, identity: UUID) -> None:
        super().__init__(identity)
        self.balance = 0
        self.lines: dict[str, Line] = {}  # report -> its live line
        self.earned: dict[date, int] = {}  # and kept, on each day
        self.redeemed: dict[str, int] = {}  # open redemption -> points
        self.heard: dict[str, int] = {}  # report -> position of the last cause that counted

    @property
    def pending(self) -> int:
        """Points on their way."""
        return sum(line.points for line in self.lines.values() if not line.vested)

    def credit(
        self,
        report: str,
        deed: Deed,
        rule: AwardRule,
        daily_points: int,
        cause: Cause,
        day: date,
        by: str,
        now: datetime,
    ) -> None:
        """Let points be on their way. A report is credited once at a time."""
        if report in self.lines or self._outdated(report, cause):
            return
        given = award(rule, deed, self.earned.get(day, 0), daily_points)
        event = Credited(
            by=by,
            report=report,
            deed=deed,
            cause=cause,
            rule=rule.code,
            rule_version=rule.version,
            points=given.points,
            before_cap=given.before_cap,
            day=day,
        )
        self.record(event, now)

    def hold(self, report: str, flags: list[str], cause: Cause, by: str, now: datetime) -> None:
        """Let the points wait for a person. Holding again changes nothing."""
        line = self.lines.get(report)
        if line and not line.held and not line.vested and not self._outdated(report, cause):
            self.record(Held(by=by, report=report, cause=cause, flags=flags), now)

    def vest(self, report: str, cause: Cause, by: str, now: datetime) -> None:
        """Make pending points spendable. Vesting again changes nothing."""
        line = self.lines.get(report)
        if line and not line.vested and not self._outdated(report, cause):
            event = Vested(by=by, report=report, cause=cause, points=line.points)
            self.record(event, now)

    def claw_back(
        self, report: str, reason: ClawCause, cause: Cause, by: str, now: datetime
    ) -> None:
        """Take back what was credited by earlier events; the balance may become a debt."""
        line = self.lines.get(report)
        if line and line.since < cause.position and not self._outdated(report, cause):
            event = ClawedBack(
                by=by,
                report=report,
                cause=cause,
                reason=reason,
                points=line.points,
                vested=line.vested,
            )
            self.record(event, now)

    def redeem(
        self, redemption: str, reward: str, points: int, until: datetime, by: str, now: datetime
    ) -> None:
        """Pay `points` for a reward; never below zero. An open redemption is paid once."""
        if redemption in self.redeemed:
            return
        if points < 0 or points > self.balance:
            raise NotEnoughPoints(self.balance, points)
        event = Redeemed(by=by, redemption=redemption, reward=reward, points=points, until=until)
        self.record(event, now)

    def refund(self, redemption: str, cause: ReturnCause, by: str, now: datetime) -> None:
        """Give the points of an open redemption back. Again changes nothing."""
        points = self.redeemed.get(redemption)
        if points is not None:
            event = Refunded(by=by, redemption=redemption, points=points, cause=cause)
            self.record(event, now)

    def _outdated(self, report: str, cause: Cause) -> bool:
        return cause.position < self.heard.get(report, 0)

    def apply(self, event: WalletEvent, at: datetime) -> None:  # noqa: ARG002 - kernel's signature
        """Keep balance and lines."""
        if isinstance(event, Credited | Held | Vested | ClawedBack):
            self.heard[event.report] = max(self.heard.get(event.report, 0), event.cause.position)
        match event:
            case Credited():
                day = event.day
                self.lines[event.report] = Line(event.points, day, event.cause.position)
                self.earned[day] = self.earned.get(day, 0) + event.points
            case Held():
                self.lines[event.report] = self.lines[event.report]._replace(held=True)
            case Vested():
                self.lines[event.report] = self.lines[event.report]._replace(vested=True)
                self.balance += event.points
            case ClawedBack():
                line = self.lines.pop(event.report)
                self.earned[line.day] -= line.points  # what was taken back was not earned
                if event.vested:
                    self.balance -= event.points
            case Redeemed():
                self.balance -= event.points
                self.redeemed[event.redemption] = event.points
            case Refunded():
                del self.redeemed[event.redemption]
                self.balance += event.points
            case _:
                assert_never(event)

"""Points as they are shown: sums, lines, and why each line is there."""

from datetime import datetime
from typing import Final

from pydantic import Field

from api.language import Language
from api.shapes import Answer
from projections.credits.queries import Balance, Line

_KINDS: Final = {
    "credited": ("待入账", "on their way"),
    "held": ("等待核对", "waiting for a person to look"),
    "vested": ("已入账", "yours to spend"),
    "clawed_back": ("已扣回", "taken back"),
    "redeemed": ("兑换", "redeemed"),
    "refunded": ("已退还", "refunded"),
}


class CauseShown(Answer):
    """The event that led to it."""

    stream: str
    version: int
    position: int


class LineShown(Answer):
    """One event of a wallet, and what has become of it."""

    position: int
    at: datetime
    kind: str
    text: str
    points: int = Field(description="Never negative; `kind` says which way they went.")
    status: str
    report: str | None
    deed: str | None
    rule: str | None = Field(description="The published rule the points follow from.")
    rule_version: int | None
    before_cap: int | None = Field(description="What the rule gave before the day's cap.")
    reason: str | None
    redemption: str | None
    reward: str | None
    cause: CauseShown | None


class Sums(Answer):
    """A wallet's sums; a negative balance is a debt, and `held` is a part of `pending`."""

    balance: int
    pending: int
    held: int
    earned: int
    spent: int


class MyCredits(Sums):
    """A rider's points and part of the ledger, newest first."""

    items: list[LineShown]
    next: str | None
    position: int
    incomplete: bool


class Statement(Answer):
    """A month's account (月度对账单), oldest first."""

    month: str
    opening: Sums
    closing: Sums
    moved: dict[str, int] = Field(description="Points by kind of line.")
    items: list[LineShown]
    position: int
    incomplete: bool


def sums(found: Balance) -> Sums:
    """Show a wallet's sums."""
    return Sums(
        balance=found.balance,
        pending=found.pending,
        held=found.held,
        earned=found.earned,
        spent=found.spent,
    )


def line(one: Line, language: Language) -> LineShown:
    """Show one line."""
    zh, en = _KINDS[one.kind]
    cause = one.cause
    return LineShown(
        position=one.position,
        at=one.at,
        kind=one.kind,
        text=zh if language == "zh" else en,
        points=one.points,
        status=one.status,
        report=str(one.report) if one.report else None,
        deed=one.deed,
        rule=one.rule,
        rule_version=one.rule_version,
        before_cap=one.before_cap,
        reason=one.reason,
        redemption=one.redemption,
        reward=one.reward,
        cause=cause
        and CauseShown(stream=str(cause.stream), version=cause.version, position=cause.position),
    )

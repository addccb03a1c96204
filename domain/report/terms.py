"""What a dispatch rests on: where to, by which rule, how long, until when."""

from datetime import datetime

from domain.clock import Limit
from domain.values import Value


class Routing(Value, frozen=True):
    """Why the report went to this office."""

    rule: str  # inside, edge, overlap, outside (by boundary); operator, transfer
    rule_version: int
    matched: list[str] = []  # every office whose boundary matched
    boundary: int | None = None  # version of the boundary that decided


class Terms(Value, frozen=True):
    """The limit a leg runs under, and every version that led to its deadline."""

    category: str
    category_version: int
    condition: str
    limit: Limit
    left: int  # seconds on the limit's own clock at this moment
    due_at: datetime
    provisional: bool  # the deadline reaches a year whose calendar is not published
    calendars: list[str]  # year.version of every calendar that was used
    policy_version: int

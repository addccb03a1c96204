"""What time it is, for those who must know: always asked, never assumed."""

from collections.abc import Callable
from datetime import UTC, datetime

Clock = Callable[[], datetime]


def system_clock() -> datetime:
    """Answer with this machine's time, in UTC."""
    return datetime.now(UTC)

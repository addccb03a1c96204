"""How long a report waited for a person outside the office: at the desk, and to be checked."""

from enum import StrEnum
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

AT_DESK: Final = ("submitted", "returned")
IN_CHECK: Final = "resolved"
_PLACED: Final = ("dispatched", "rejected", "duplicate")


class Awaited(StrEnum):
    """Whom it waited for."""

    DESK = "desk"  # the operator, to be placed
    VERIFICATION = "verification"  # whoever checks what is resolved, or the lapse of time


class Wait(Struct, kw_only=True, omit_defaults=True):
    """One stay, from its beginning; a stay that is over is never changed again."""

    whom: Awaited
    began: int
    office: str  # who had it resolved, or whom the desk gave it to; else empty
    ended: int | None = None
    led_to: str = ""  # the state after it
    counts: bool = True


def waiting(
    waits: list[Wait], former: str, state: str, at: int, office: str, by: str
) -> list[Wait]:
    """Follow the stays of a report that went from state to state; the same state is no news.

    What one of our own workers places never lay at the desk, and what its reporter
    withdraws was never placed: such stays do not count.
    """
    if (former in AT_DESK) == (state in AT_DESK) and (former == IN_CHECK) == (state == IN_CHECK):
        return waits
    found = waits
    if waits and waits[-1].ended is None:
        found = [*waits[:-1], _ended(waits[-1], state, at, office, by)]
    if state in AT_DESK:
        return [*found, Wait(whom=Awaited.DESK, began=at, office="")]
    if state == IN_CHECK:
        return [*found, Wait(whom=Awaited.VERIFICATION, began=at, office=office)]
    return found


def _ended(wait: Wait, state: str, at: int, office: str, by: str) -> Wait:
    over = replace(wait, ended=at, led_to=state)
    if wait.whom is Awaited.VERIFICATION:
        return over
    return replace(over, office=office, counts=state in _PLACED and not by.startswith("system:"))

"""Many decisions in one round: one question for all they rest on, one turn of the log's writer."""

import asyncio
from collections import defaultdict
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple
from uuid import UUID

from domain.errors import Refused
from domain.kernel import Aggregate
from services.change import NOTHING, Decide
from services.commands import Command
from services.eventlog.errors import ChangedMeanwhile, CommandReused, LogBusy, LogUnavailable
from services.eventlog.request import Append, Receipt
from services.suishoupai import Suishoupai

MOST = 512  # wishes in one round: more would fill the line before the log
Outcome = Receipt | Refused | None
"""What a decision led to; None where nothing changed."""


class Wish(NamedTuple):
    """One command on one aggregate."""

    kind: type[Aggregate[Any]]
    stream: UUID
    decide: Decide
    command: Command


class _Decided(NamedTuple):
    """What the wishes came to at first; `alone` are those that one thing or another befell."""

    appends: dict[int, Append]
    alone: list[int]


async def decide_all(
    app: Suishoupai, wishes: Sequence[Wish], ready: Callable[[], object]
) -> list[Outcome]:
    """Carry out commands that nobody waits for one by one; answer each in its place.

    Alone, each would cost a thread, a question and a commit. It is decided on what the ones
    before it leave, and shares no fate with them otherwise. What somebody else was faster with
    is decided anew by itself, as is all that failed: it then fails as `change` does. `ready`
    brings up to date what decisions rest on besides. Raises what `change` raises, but for what
    the domain refuses.
    """
    outcomes: list[Outcome] = []
    for begin in range(0, len(wishes), MOST):
        outcomes += await _round(app, wishes[begin : begin + MOST], ready)
    return outcomes


async def _round(
    app: Suishoupai, wishes: Sequence[Wish], ready: Callable[[], object]
) -> list[Outcome]:
    decided = await asyncio.to_thread(_decided, app, wishes, ready)
    lines: defaultdict[UUID, list[int]] = defaultdict(list)
    for number in decided.appends:
        lines[wishes[number].stream].append(number)
    asked = [_in_turn(app, decided.appends, numbers) for numbers in lines.values()]
    outcomes: dict[int, Outcome] = {}
    raced: dict[UUID, int] = {}  # from which wish on a stream was not what it was taken for
    for (stream, numbers), receipts in zip(
        lines.items(), await asyncio.gather(*asked, return_exceptions=True), strict=True
    ):
        if isinstance(receipts, BaseException):
            raise receipts
        outcomes.update(zip(numbers, receipts, strict=False))
        if len(receipts) < len(numbers):
            raced[stream] = numbers[len(receipts)]
    anew = set(decided.alone)
    for number, wish in enumerate(wishes):
        if number not in outcomes and number >= raced.get(wish.stream, len(wishes)):
            anew.add(number)
    for number in sorted(anew):
        outcomes[number] = await _alone(app, wishes[number], ready)
    return [outcomes.get(number) for number in range(len(wishes))]


async def _in_turn(
    app: Suishoupai, appends: dict[int, Append], numbers: Sequence[int]
) -> list[Receipt]:
    """Append what rests on one stream, each after the one before it is written.

    Where somebody else was faster, or this was written before, the next ones were decided on
    what never was. Asked for at once, one of them would fit again behind a single stranger.
    """
    written: list[Receipt] = []
    for number in numbers:
        try:
            written.append(await app.event_log.append(appends[number]))
        except (ChangedMeanwhile, CommandReused):
            break
        if written[-1].repeated:
            break
    return written


def _decided(app: Suishoupai, wishes: Sequence[Wish], ready: Callable[[], object]) -> _Decided:
    """Decide in turn; what fails is told where the decision is taken by itself."""
    ready()
    appends: dict[int, Append] = {}
    alone: list[int] = []
    lives = app.lives((wish.kind, wish.stream) for wish in wishes)
    for number, wish in enumerate(wishes):
        it = lives.get(wish.stream)
        if it is None:
            alone.append(number)
            continue
        try:
            rests = wish.decide(it) or NOTHING
            if stored := app.written(it):
                appends[number] = Append(stored, wish.command.id, wish.command.digest, rests)
        except Exception:  # noqa: BLE001 - it is told where the decision is taken by itself
            lives.pop(wish.stream)  # it may have been changed half-way
            alone.append(number)
            continue
    return _Decided(appends, alone)


async def _alone(app: Suishoupai, wish: Wish, ready: Callable[[], object]) -> Outcome:
    def decide(it: Aggregate[Any]) -> Any:  # noqa: ANN401 - as Decide has it
        ready()
        return wish.decide(it)

    try:
        return (await app.change([(wish.kind, wish.stream)], decide, wish.command)).receipt
    except (LogBusy, LogUnavailable, ChangedMeanwhile):
        raise
    except Refused as refusal:
        return refusal

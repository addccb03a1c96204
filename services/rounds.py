"""Many decisions in one round: one question for all they rest on, one turn of the log's writer."""

import asyncio
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple
from uuid import UUID

from domain.errors import Refused
from domain.kernel import Aggregate
from services.change import NOTHING, Decide
from services.commands import Command
from services.eventlog.errors import ChangedMeanwhile, LogBusy, LogUnavailable
from services.eventlog.request import Append, Receipt
from services.suishoupai import Suishoupai

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
    decided = await asyncio.to_thread(_decided, app, wishes, ready)
    asked = [app.event_log.append(one) for one in decided.appends.values()]
    answers = await asyncio.gather(*asked, return_exceptions=True)
    outcomes: dict[int, Outcome] = {}
    for number, answer in zip(decided.appends, answers, strict=True):
        if isinstance(answer, ChangedMeanwhile):
            decided.alone.append(number)
        elif isinstance(answer, BaseException):
            raise answer
        else:
            outcomes[number] = answer
    for number in sorted(decided.alone):
        outcomes[number] = await _alone(app, wishes[number], ready)
    return [outcomes.get(number) for number in range(len(wishes))]


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
            stored = app.written(it)
        except Exception:  # noqa: BLE001 - it is told where the decision is taken by itself
            lives.pop(wish.stream)  # it may have been changed half-way
            alone.append(number)
            continue
        if stored:
            appends[number] = Append(stored, wish.command.id, wish.command.digest, rests)
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

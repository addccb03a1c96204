"""Many callers' questions in one journey: who comes while others are answered shares the next."""

import asyncio
from collections.abc import Callable, Sequence
from typing import Final, Generic, NamedTuple, TypeVar

Q = TypeVar("Q")
A = TypeVar("A")
MOST: Final = 512  # questions of a round: databases bound how much a statement may name


class Spoiled(NamedTuple):
    """An answer that is none: whoever asked is told why, and nobody else of the round."""

    error: Exception


class Together(Generic[Q, A]):
    """Has a thread answer questions in rounds, one round after the other.

    A thread for each request would cost 0.1 ms and, worse, its turns at the interpreter's
    lock; with 32 callers a round answers about ten. `answer` gives one answer for each
    question, in their order; what it raises, all of the round are told.
    """

    def __init__(self, answer: Callable[[Sequence[Q]], Sequence[A | Spoiled]]) -> None:
        self._answer = answer
        self._waiting: list[tuple[Q, asyncio.Future[A]]] = []
        self._under_way = False

    async def ask(self, question: Q) -> A:
        """Answer a question, which others may share the way with."""
        loop = asyncio.get_running_loop()
        mine: asyncio.Future[A] = loop.create_future()
        self._waiting.append((question, mine))
        if not self._under_way:
            self._under_way = True
            loop.call_soon(self._set_out, loop)  # whoever asks in this very moment comes along
        return await mine

    def _set_out(self, loop: asyncio.AbstractEventLoop) -> None:
        party, self._waiting = self._waiting[:MOST], self._waiting[MOST:]
        self._under_way = bool(party)
        if party:
            questions = [question for question, _ in party]
            answering = loop.run_in_executor(None, self._answer, questions)
            answering.add_done_callback(lambda done: self._come_home(loop, party, done))

    def _come_home(
        self,
        loop: asyncio.AbstractEventLoop,
        party: Sequence[tuple[Q, asyncio.Future[A]]],
        done: asyncio.Future[Sequence[A | Spoiled]],
    ) -> None:
        error = done.exception()
        answers = () if error else done.result()
        for number, (_, mine) in enumerate(party):
            if mine.done():  # whoever asked is gone
                continue
            if error:
                mine.set_exception(error)
            elif isinstance(answer := answers[number], Spoiled):
                mine.set_exception(answer.error)
            else:
                mine.set_result(answer)
        self._set_out(loop)

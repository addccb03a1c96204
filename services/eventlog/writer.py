"""The one thread of a process that writes: many commands, one transaction."""

from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import replace
from threading import Condition, Event, Thread
from time import monotonic

import structlog

from services.clock import Clock, DatabaseClock
from services.eventlog.conversation import Conversation, Trouble
from services.eventlog.decide import Answer, decide
from services.eventlog.errors import LogBusy, LogClosed, LogDamaged, LogUnavailable
from services.eventlog.instants import from_micros, to_micros
from services.eventlog.request import Append, Receipt
from services.eventlog.telling import Waiting, begun, tell

BATCH = 512  # requests in one transaction
BATCH_EVENTS = 4096  # and events, unless one request alone has more
# Seconds between attempts after a lost connection: about half a minute in all.
PATIENCE = (0.0, 0.05, 0.1, 0.2, 0.4, 0.8, *[1.0] * 28)
GRACE = 5.0  # seconds for the attempts themselves, of which each may wait long for a silent host

Asked = tuple[Append, Waiting]
Tried = set[tuple[int, Answer]]
_log = structlog.get_logger()


class Writer:
    """Takes whatever waits, writes it at once, and gives everyone their own answer."""

    def __init__(
        self,
        conversation: Conversation,
        clock: Clock,
        grown: Callable[[int], None],
        most_waiting: int,
        patience: Sequence[float],
    ) -> None:
        self._conversation = conversation
        self._clock = clock
        self._grown = grown
        self._most_waiting = most_waiting
        self._patience = patience
        self._queue: deque[Asked] = deque()
        self._changed = Condition()
        self._closing = Event()
        self._closed = 0.0
        self._thread: Thread | None = None

    def submit(self, request: Append, answer: Waiting) -> None:
        """Put a request in the line; `answer` gets its receipt or its refusal.

        Requests are judged in the order they came, so a second one may build on a
        first that is still waiting; but where a single stranger's event refuses the first, the
        second fits again, on a state it never saw. Raises `LogBusy` and `LogClosed` at once.
        """
        with self._changed:
            if self._closing.is_set():
                raise LogClosed
            if len(self._queue) >= self._most_waiting:
                raise LogBusy(len(self._queue))
            self._queue.append((request, answer))
            self._begin()
            self._changed.notify()

    @property
    def waiting(self) -> int:
        """How many requests nobody has begun to write."""
        return len(self._queue)

    def close(self) -> None:
        """Take no more, write what waits, and end the thread."""
        with self._changed:
            self._closed = monotonic()
            self._closing.set()
            self._changed.notify()
        if self._thread is not None:
            self._thread.join()

    def _begin(self) -> None:
        """See to it that somebody serves the line."""
        if self._thread is None:
            self._thread = Thread(target=self._run, name="log-writer", daemon=True)
            self._thread.start()

    def _run(self) -> None:
        while batch := self._take():
            self._serve(batch)
        self._conversation.abandon()

    def _take(self) -> list[Asked]:
        """Wait for requests; none means that the end has come."""
        batch: list[Asked] = []
        with self._changed:
            while not batch:
                self._changed.wait_for(lambda: self._queue or self._closing.is_set())
                if not self._queue:
                    break
                self._fill(batch)
        return batch

    def _fill(self, batch: list[Asked]) -> None:
        """Move into the batch what waits, as far as there is room."""
        events = sum(len(request.events) for request, _ in batch)
        while self._queue and len(batch) < BATCH:
            events += len(self._queue[0][0].events)
            if batch and events > BATCH_EVENTS:
                break
            request, answer = self._queue.popleft()
            # Who was cancelled while waiting is not written at all.
            if begun(answer):
                batch.append((request, answer))

    def _serve(self, batch: list[Asked], *, alone: bool = False) -> None:
        try:
            answers = self._write(batch, alone=alone)
        except Exception as error:  # noqa: BLE001 - nobody may wait for ever
            if len(batch) > 1 and not isinstance(error, LogUnavailable):
                for one in batch:  # what cannot be written must fail alone
                    self._serve([one], alone=True)
                return
            tell((waiting, error) for _, waiting in batch)
            return
        tell((waiting, answer) for (_, waiting), answer in zip(batch, answers, strict=True))

    def _write(self, batch: list[Asked], *, alone: bool) -> Sequence[Answer]:
        """Commit the batch, again and again if the connection breaks."""
        tried: Tried = set()
        end = monotonic() + sum(self._patience) + GRACE
        for pause in (*self._patience, None):  # None: this was the last attempt
            try:
                return self._attempt(batch, tried, alone=alone or bool(tried))
            except Exception as error:
                trouble = self._conversation.trouble(error)
                self._conversation.abandon()
                if trouble is Trouble.POISON:
                    raise
                reason = str(error).strip()
                _log.warning("log.write_failed", trouble=trouble.name, reason=reason)
                if trouble is Trouble.DAMAGED:
                    _log.error("database damaged", error=type(error).__name__)
                    raise LogDamaged(reason) from error
                if trouble is Trouble.UNAVAILABLE or pause is None or self._over(end):
                    raise LogUnavailable(reason) from error
                # On closing the tries go on without a pause, and soon come to an end.
                self._closing.wait(pause)
        raise LogUnavailable("it does not come back")

    def _over(self, end: float) -> bool:
        """Say whether nobody should wait any longer, least of all who ends the process."""
        if self._closing.is_set():
            end = min(end, self._closed + GRACE)
        return monotonic() > end

    def _attempt(self, batch: list[Asked], tried: Tried, *, alone: bool) -> Sequence[Answer]:
        """Commit the batch; `tried` are answers that may have been committed before.

        While another process held the lock, many may have come. They are taken along, which
        makes 1.04 times as many reports a second.
        """
        known = self._conversation.load([request for request, _ in batch])
        if not alone and 2 * self.waiting > len(batch):
            there = len(batch)
            with self._changed:
                self._fill(batch)
            if late := [request for request, _ in batch[there:]]:
                self._conversation.learn(known, late)
        requests = [request for request, _ in batch]
        if known.now is not None and isinstance(self._clock, DatabaseClock):
            self._clock.hear(from_micros(known.now))
        decision = decide(requests, known, to_micros(self._clock()))
        answers = [
            _as_made(number, answer, tried) for number, answer in enumerate(decision.answers)
        ]
        tried.update(enumerate(decision.answers))
        self._conversation.store(decision)
        if decision.events:
            self._grown(decision.frontier.size)
        return answers


def _as_made(number: int, answer: Answer, tried: Tried) -> Answer:
    """Tell our own write, found after a lost connection, from an older repetition."""
    if isinstance(answer, Receipt) and answer.repeated:
        first = replace(answer, repeated=False)
        return first if (number, first) in tried else answer
    return answer

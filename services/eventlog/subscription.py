"""The library's kind of subscription, so that its own runners can follow our log."""

from abc import abstractmethod
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager

from eventsourcing.persistence import (
    ApplicationRecorder,
    ListenNotifySubscription,
    ShutDown,
)
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from services.eventlog.request import Line

RETRY_SECONDS = 0.5


class Followed(ApplicationRecorder):
    """What a subscription needs of a recorder besides the library's interface."""

    @abstractmethod
    def lines(
        self,
        after: int,
        limit: int,
        topics: Sequence[str] = (),
        upto: int | None = None,
    ) -> list[Line]:
        """Read at most `limit` lines with positions in (after, upto], in order."""

    @abstractmethod
    def watched(self, wake: Callable[[], None]) -> AbstractContextManager[None]:
        """Have `wake` called, from any thread, whenever the log has grown."""


class LogSubscription(ListenNotifySubscription[Followed]):
    """Follows the log from a position on; passes over what it was not asked for.

    The library's own would read the whole log again at each wake-up while no event
    has one of its topics, and end for good when the database restarts.
    """

    def _loop_on_pull(self) -> None:
        with self._recorder.watched(self._has_been_notified.set):
            super()._loop_on_pull()

    def _pull(self) -> None:
        while not self._has_been_stopped:
            self._has_been_notified.clear()
            try:
                if not self._take_page():
                    break
            except (DBAPIError, PoolTimeout):
                self._has_been_notified.wait(RETRY_SECONDS)
            except ShutDown:
                break

    def _take_page(self) -> bool:
        """Hand over one page; False when the log's end was reached."""
        after = self._last_notification_id or 0
        end = self._recorder.max_notification_id() or 0
        page = self._recorder.lines(after, self._select_limit, self._topics, end)
        if page:
            self._notifications_queue.put(page)
        full = len(page) == self._select_limit
        self._last_notification_id = page[-1].id if full else max(after, end)
        return full

"""What a view is: a memory of each stream, a pure fold, and the rows it leaves behind."""

from abc import ABC, abstractmethod
from bisect import bisect_right
from typing import ClassVar, Generic, TypeVar

from msgspec import Struct
from sqlalchemy import Table

from domain.calendar import CalendarPublished
from domain.city import PolicySet
from domain.clock import PublishedYear, WorkingCalendar
from domain.kernel import Event, Step
from projections.sheet import Sheet
from services.migrations import NewerSchema

S = TypeVar("S", bound=Struct)


_UNTOLD = WorkingCalendar()  # made once: to check its hours took 2 us an event


class Settings:
    """The rules of the city as they stood at each position of the log."""

    def __init__(self) -> None:
        self._positions: list[int] = []
        self._calendars: list[WorkingCalendar] = []

    def learn(self, position: int, event: Event) -> None:
        """Take note of a published calendar or of new working hours, in the log's order."""
        now = self.calendar_at(position)
        match event:
            case CalendarPublished():
                version = f"{event.year}.{event.version}"
                days = frozenset(event.holidays), frozenset(event.make_up_days)
                years = {**now.years, event.year: PublishedYear(version, *days)}
                calendar = WorkingCalendar(years, now.slots)
            case PolicySet():
                calendar = WorkingCalendar(now.years, event.policy.slots)
            case _:
                return
        self._positions.append(position)
        self._calendars.append(calendar)

    def calendar_at(self, position: int) -> WorkingCalendar:
        """Answer with the calendar that was known at `position`."""
        index = bisect_right(self._positions, position)
        return self._calendars[index - 1] if index else _UNTOLD


class View(ABC, Generic[S]):
    """Tables that answer a kind of question, and the rule that keeps them true.

    Everything a view writes follows from one stream alone (and the settings), each
    row at the position of the event that made it. That is why streams may be folded
    in any interleaving, and a late stream still leaves exactly the same rows.
    """

    name: ClassVar[str]
    edition: ClassVar[int]  # raised when tables or rules change: the view starts anew
    kinds: ClassVar[frozenset[str]]  # first words of the topics it follows
    settings: ClassVar[frozenset[str]] = frozenset()  # topics of the rules it needs
    tables: ClassVar[tuple[Table, ...]]  # each with a column `generation`
    state: type[S]  # what is remembered of a stream: JSON-able, public facts only

    @abstractmethod
    def fold(self, state: S | None, step: Step[Event], settings: Settings) -> S:
        """Return what is remembered after one event; never change `state` itself."""

    @abstractmethod
    def write(self, before: S | None, after: S, step: Step[Event], sheet: Sheet) -> None:
        """Put down the rows that this event opens, closes or adds to."""

    def check(self, edition: int) -> None:
        """Raise NewerSchema where a later program has begun this view anew, by other rules."""
        if edition > self.edition:
            raise NewerSchema(f"view {self.name}", str(edition), str(self.edition))

    def finish(self, sheet: Sheet) -> None:
        """Put down what follows from all that a page wrote; most views have nothing to add."""

    def wants(self, topic: str) -> bool:
        """Whether events of this topic concern the view."""
        return topic.partition(".")[0] in self.kinds or topic in self.settings

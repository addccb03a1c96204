"""What an event is, and what an aggregate is."""

from abc import ABC, abstractmethod
from collections.abc import Iterable
from datetime import datetime
from enum import StrEnum
from typing import Any, ClassVar, Generic, Self, TypeVar
from uuid import UUID

from msgspec import Struct

T = TypeVar("T")


class Subject(StrEnum):
    """Under whose key a personal field is sealed."""

    RIDER = "rider"  # the person named in the event's field `rider`
    REPORT = "report"  # the report itself: its stream's id


class Personal(Struct, Generic[T], frozen=True):
    """Words or facts about a person: sealed in the log, open only for those entitled.

    `value` is None while the field is sealed, and for ever once it is erased.
    """

    value: T | None = None
    erased: bool = False


class Event(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Something that happened, named in the past tense."""

    TOPIC: ClassVar[str]  # the stored name: never changed, never used again
    SEALED: ClassVar[dict[str, Subject]] = {}  # personal fields and whose key seals them
    by: str  # who did it: a pseudonym (32 hex digits) or system:<worker>, never a name


E = TypeVar("E", bound=Event)


class Step(Struct, Generic[E], frozen=True):
    """An event and its place: in the life of one aggregate, in time, in the log.

    `at` is the log's own recorded time; before the append it is the moment of the
    decision. `position` is 0 until the log has given one.
    """

    originator_id: UUID
    originator_version: int
    event: E
    at: datetime
    position: int = 0


class Aggregate(ABC, Generic[E]):
    """A thing with a life: asked to change, it answers with events or a refusal."""

    def __init__(self, identity: UUID) -> None:
        self.id = identity
        self.version = 0
        self.position = 0
        self._news: list[Step[E]] = []

    def __deepcopy__(self, memo: dict[int, Any]) -> Self:
        """Copy what events change: collections of facts, which are frozen, and shared.

        A reward with 5,000 open redemptions takes 0.03 ms; fact by fact it took 38.
        """
        twin = self.__new__(type(self))
        for name, value in vars(self).items():
            twin.__dict__[name] = value.copy() if isinstance(value, list | set | dict) else value
        return twin

    @abstractmethod
    def apply(self, event: E, at: datetime) -> None:
        """Change state; never refuse, never look outside: it has happened."""

    def record(self, event: E, at: datetime) -> None:
        """State that `event` happens, here and at this moment."""
        self.apply(event, at)
        self.version += 1
        self._news.append(Step(self.id, self.version, event, at))

    def collect_events(self) -> list[Step[E]]:
        """Hand over the news, once."""
        news, self._news = self._news, []
        return news

    @classmethod
    def replay(cls, life: Self | None, history: Iterable[Step[E]]) -> Self | None:
        """Live through `history` again; without history there is no life."""
        for past in history:
            life = life or cls(past.originator_id)
            life.apply(past.event, past.at)
            life.version = past.originator_version
            life.position = past.position
        return life

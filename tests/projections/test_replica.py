"""What a replica must show before anybody is sent there, and when it is left alone."""

from dataclasses import dataclass, field
from typing import Any

import pytest
from sqlalchemy.exc import OperationalError
from structlog.testing import capture_logs

from projections import replica as replicas
from projections.replica import DOWN_S, GLANCE_S, Replica


@dataclass
class Views:
    """Views of which only the position is asked."""

    at: int = 0
    broken: bool = False
    asked: int = field(default=0)

    def position(self, _: str) -> int:
        self.asked += 1
        if self.broken:
            raise OperationalError("", None, Exception())
        return self.at


@dataclass
class World:
    copy: Any = field(default_factory=Views)
    primary: Any = field(default_factory=Views)
    seconds: float = 100.0

    def __post_init__(self) -> None:
        self.replica = Replica(self.copy, self.primary, lambda: self.seconds)


def test_it_must_show_what_is_named_what_was_written_and_what_the_primary_showed() -> None:
    world = World()
    world.primary.at = 5
    world.replica.wrote("li", 9)
    world.replica.wrote("li", 7)
    assert world.replica.needed("queues", 3, "wang") == 5
    assert world.replica.needed("queues", 8, "wang") == 8
    assert world.replica.needed("queues", 3, "li") == 9
    assert world.replica.needed("queues", 3, None) == 5


def test_the_primary_is_asked_once_a_second() -> None:
    world = World()
    for _ in range(3):
        world.replica.needed("queues", 0, None)
    assert world.primary.asked == 1
    world.primary.at = 8
    world.seconds += GLANCE_S + 0.1
    assert world.replica.needed("queues", 0, None) == 8


def test_where_nobody_knows_what_the_primary_shows_it_answers_itself() -> None:
    world = World()
    world.primary.broken = True
    assert world.replica.needed("queues", 0, None) is None


def test_it_is_asked_as_far_as_it_has_come() -> None:
    world = World()
    world.copy.at = 5
    assert world.replica.shows("queues", 5)
    assert not world.replica.shows("queues", 6)


def test_one_that_fails_is_left_alone_for_a_while() -> None:
    world = World()
    world.copy.broken = True
    with capture_logs() as told:
        assert not world.replica.shows("queues", 0)
    assert [one["event"] for one in told] == ["replica failed"]
    assert not world.replica.up
    assert not world.replica.shows("queues", 0)
    assert world.copy.asked == 1
    world.copy.broken = False
    world.seconds += DOWN_S
    assert world.replica.shows("queues", 0)


def test_it_forgets_who_wrote_longest_ago(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(replicas, "PEOPLE", 2)
    world = World()
    for who in ("a", "b", "c"):
        world.replica.wrote(who, 4)
    assert [world.replica.needed("queues", 0, who) for who in ("a", "b", "c")] == [0, 4, 4]

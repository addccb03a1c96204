"""The engine's laws, tried on the queues: pages, fences, parking, rebuilding."""

from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from projections.errors import BrokenLog, MissedEvent, Overtaken, Poisoned, UnknownView
from projections.keeper import Projections
from projections.queues.table import queue
from projections.queues.view import Queues
from projections.source import Page
from projections.stops import Parked
from tests.projections import happenings as x
from tests.projections.histories import tell
from tests.projections.houses import ViewsOn, rows
from tests.projections.memory import MemoryLog, Pages, moved, spoiled

few = settings(
    max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


class Houses:
    """Queues over any log, each in a new file."""

    def __init__(self, folder: Path, views_on: ViewsOn) -> None:
        self._folder = folder
        self._views_on = views_on
        self._made = 0

    def on(self, log: MemoryLog | Pages) -> Projections:
        self._made += 1
        return self._views_on(f"sqlite:///{self._folder / f'{self._made}.db'}", log, [Queues()])

    def digest(self, log: MemoryLog) -> str:
        whole = self.on(log)
        whole.catch_up()
        return whole.digest("queues")


@pytest.fixture
def houses(tmp_path: Path, views_on: ViewsOn) -> Houses:
    return Houses(tmp_path, views_on)


@few
@given(seed=st.integers(0, 10**6), sizes=st.lists(st.integers(1, 9), min_size=1, max_size=5))
def test_pages_may_be_cut_anywhere(houses: Houses, seed: int, sizes: list[int]) -> None:
    log = tell(seed)
    cut = houses.on(Pages(log, sizes))

    assert cut.catch_up() == len(log.entries)

    assert cut.digest("queues") == houses.digest(log)


@few
@given(seed=st.integers(0, 10**6))
def test_streams_may_come_in_any_interleaving(houses: Houses, seed: int) -> None:
    log = tell(seed)
    whole = houses.on(log)
    whole.catch_up()
    shown = {
        (row["report"], row["version"]): {**row, "valid_from": 0, "valid_to": 0, "node": 0}
        for row in rows(whole.engine, queue)
    }
    apart = MemoryLog()
    ordered = sorted(log.entries, key=lambda one: one.originator_id)
    apart.entries = [moved(entry, position) for position, entry in enumerate(ordered, 1)]
    other = houses.on(apart)
    other.catch_up()

    assert {
        (row["report"], row["version"]): {**row, "valid_from": 0, "valid_to": 0, "node": 0}
        for row in rows(other.engine, queue)
    } == shown


@few
@given(seed=st.integers(0, 10**6), luck=st.randoms(use_true_random=False))
def test_a_parked_stream_that_is_retried_was_never_parked(
    houses: Houses, seed: int, luck: Random
) -> None:
    log = tell(seed)
    position = luck.randint(1, len(log.entries))
    broken = log.until(len(log.entries))
    sound = broken.entries[position - 1]
    view = houses.on(broken)
    broken.entries[position - 1] = spoiled(sound)
    view.catch_up()

    (stop,) = view.parked()
    assert (stop.stream, stop.position) == (sound.originator_id, position)
    with pytest.raises(Poisoned):
        view.retry("queues", stop.stream)
    assert view.parked() == [stop]
    broken.entries[position - 1] = sound
    view.retry("queues", stop.stream)

    assert view.parked() == []
    assert view.digest("queues") == houses.digest(log)


def test_a_poisoned_event_stops_its_stream_and_nothing_else(
    database_url: str, views_on: ViewsOn
) -> None:
    log, told = MemoryLog(), list[Parked]()
    log.tell(x.report(1), x.submitted(number="1"))
    log.tell(x.report(2), x.submitted(number="2"))
    log.poison(x.report(1))
    log.tell(x.report(2), x.dispatched(log.now))
    log.tell(x.report(1), x.rejected())
    view = views_on(database_url, log, [Queues()], told.append)

    view.catch_up()

    assert [(stop.stream, stop.position, stop.error) for stop in told] == [
        (x.report(1), 3, "UnreadableEvent")
    ]
    assert view.parked() == told
    assert view.incomplete("queues")
    assert view.position("queues") == 5
    states = {
        row["number"]: row["state"] for row in rows(view.engine, queue) if row["valid_to"] > 9
    }
    assert states == {"1": "submitted", "2": "dispatched"}


def test_an_event_without_the_one_before_it_parks_the_stream(houses: Houses) -> None:
    log = MemoryLog()
    log.tell(x.report(1), x.submitted())
    log.tell(x.report(1), x.dispatched(log.now))
    log.tell(x.report(1), x.claimed(log.now))
    log.entries = [log.entries[0], moved(log.entries[2], 2)]
    view = houses.on(log)

    view.catch_up()

    assert [stop.error for stop in view.parked()] == [MissedEvent.__name__]


def test_a_page_delivered_twice_is_applied_once(database_url: str, views_on: ViewsOn) -> None:
    log = tell(1)
    view = views_on(database_url, log, [Queues()])
    page = log.lines(0, 20)
    projector = view._projectors["queues"]  # noqa: SLF001 - the fence is what is tried
    projector.apply(1, 0, page)
    once = view.digest("queues")

    with pytest.raises(Overtaken):
        projector.apply(1, 0, page)

    assert view.digest("queues") == once
    assert view.catch_up() == len(log.entries) - 20
    assert view.verify() == []


class Rival(MemoryLog):
    """A log that lets another worker project a page before it answers."""

    rival: Projections | None = None

    def lines(self, after: int, limit: int) -> Page:
        if self.rival is not None:
            self.rival.step()
        return super().lines(after, min(limit, 7))


def test_two_workers_on_one_view_apply_each_page_once(database_url: str, views_on: ViewsOn) -> None:
    log, contested = tell(4), Rival()
    contested.entries = log.entries
    slow = views_on(database_url, contested, [Queues()])
    contested.rival = views_on(database_url, Pages(log, [5]), [Queues()])

    while slow.step():
        continue

    assert slow.position("queues") == len(log.entries)
    assert slow.verify(export=log.entries) == []


def test_a_log_with_a_gap_is_not_followed(houses: Houses) -> None:
    log = tell(2)
    del log.entries[4]
    view = houses.on(log)

    with pytest.raises(BrokenLog):
        view.catch_up()


@pytest.mark.parametrize("order", [(0, 2, 1, 3), (0, 1, 1, 3)], ids=["shuffled", "repeated"])
def test_a_page_out_of_order_is_not_followed(houses: Houses, order: tuple[int, ...]) -> None:
    """Its ends look right; folded, it would park sound streams."""
    log = tell(2)
    sound = list(log.entries)
    log.entries[:4] = [sound[one] for one in order]
    view = houses.on(log)

    with pytest.raises(BrokenLog):
        view.catch_up()
    log.entries = sound
    view.catch_up()

    assert not view.parked()
    assert view.verify() == []


def test_waiting_ends_when_the_view_is_there_or_time_is_up(houses: Houses) -> None:
    log = tell(3)
    view = houses.on(log)

    assert not view.wait("queues", 1, timeout=0.01)
    view.catch_up()
    assert view.wait("queues", len(log.entries), timeout=0.01)
    with pytest.raises(UnknownView):
        view.wait("unheard", 1, timeout=0)

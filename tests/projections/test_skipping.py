"""An event that somebody said to leave out is left out by every view, however it came about."""

from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from domain.parking import ParkedRetried, ParkedSkipped, Stop
from domain.streams import parking_stream
from projections.keeper import Projections
from projections.parking import skips
from projections.stops import Parked
from projections.tables import skipped
from projections.views import VIEWS
from tests.projections import happenings as x
from tests.projections.histories import tell
from tests.projections.houses import ViewsOn, rows
from tests.projections.memory import MemoryLog, Pages, spoiled

few = settings(
    max_examples=3, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


class Files:
    """All views over any log, each in a new file."""

    def __init__(self, folder: Path, views_on: ViewsOn) -> None:
        self._folder = folder
        self._views_on = views_on
        self._made = 0

    def on(self, log: MemoryLog | Pages) -> Projections:
        self._made += 1
        return self._views_on(f"sqlite:///{self._folder / f'{self._made}.db'}", log, list(VIEWS))


@pytest.fixture
def files(tmp_path: Path, views_on: ViewsOn) -> Files:
    return Files(tmp_path, views_on)


def word(stop: Parked, kind: type[ParkedRetried | ParkedSkipped]) -> ParkedRetried | ParkedSkipped:
    said = Stop(stop.view, stop.stream.hex, stop.position, stop.topic, stop.error)
    return kind(by=x.OPERATOR, reason="told by a test", **said._asdict())


def skip(log: MemoryLog, stop: Parked) -> int:
    return log.tell(parking_stream(stop.view), word(stop, ParkedSkipped))


def retry(log: MemoryLog, stop: Parked) -> int:
    return log.tell(parking_stream(stop.view), word(stop, ParkedRetried))


def digests(views: Projections) -> dict[str, str]:
    return {name: views.digest(name) for name in views.names}


@few
@given(
    seed=st.integers(0, 10**6),
    sizes=st.lists(st.integers(1, 9), min_size=1, max_size=4),
    luck=st.randoms(use_true_random=False),
)
def test_live_rebuilt_and_derived_views_leave_out_the_same(
    files: Files, seed: int, sizes: list[int], luck: Random
) -> None:
    log = tell(seed, events=24)
    for _ in range(2):
        position = luck.randint(1, len(log.entries))
        log.entries[position - 1] = spoiled(log.entries[position - 1])
    live = files.on(Pages(log, sizes))
    live.catch_up()
    for _ in range(99):  # what lies behind a skipped event may have to be skipped as well
        if not (stops := live.parked()):
            break
        for stop in stops:
            skip(log, stop)
        live.catch_up()

    assert live.parked() == []
    assert live.verify() == []
    assert live.verify(export=iter(log.entries)) == []
    late = files.on(log)
    late.catch_up()
    assert digests(late) == digests(live)
    before = digests(live)
    for name in live.names:
        live.rebuild(name)
    assert digests(live) == before
    assert live.parked() == []


def test_the_stream_goes_on_without_the_event(database_url: str, views_on: ViewsOn) -> None:
    log = MemoryLog()
    report, other = x.report(1), x.report(2)
    for stream in (report, other):
        log.tell(stream, x.submitted())
    sick = log.poison(report, "report.progressed")
    log.tell(report, x.rejected())
    told = list[Parked]()
    view = views_on(database_url, log, list(VIEWS), told.append)
    view.catch_up()
    mine = [stop for stop in told if stop.view == "queues"]
    assert [(stop.stream, stop.position) for stop in mine] == [(report, sick)]
    assert view.incomplete("queues")

    said = skip(log, mine[0])
    view.catch_up()

    assert "queues" not in {stop.view for stop in view.parked()}
    assert not view.incomplete("queues")
    assert [(row["view"], row["position"], row["told"]) for row in rows(view.engine, skipped)] == [
        ("queues", sick, said)
    ]
    # the others have nobody's word yet
    assert {stop.view for stop in view.parked()} == {stop.view for stop in told} - {"queues"}
    assert view.verify() == []


def test_trying_again_is_heard_once_it_helps(files: Files) -> None:
    log = MemoryLog()
    log.tell(x.report(1), x.submitted())
    sound = log.entries[0]
    log.entries[0] = spoiled(sound)
    view = files.on(log)
    view.catch_up()
    stops = view.parked()
    assert stops

    for stop in stops:
        retry(log, stop)
    view.catch_up()
    assert view.parked() == stops

    log.entries[0] = sound
    for stop in stops:
        retry(log, stop)
    view.catch_up()

    assert view.parked() == []
    assert view.verify() == []


def test_a_skip_of_a_rule_of_the_city_takes_a_rebuild(files: Files) -> None:
    log = tell(4)
    position = log.poison(x.report(99), "calendar.published")
    view = files.on(log)
    view.catch_up()
    (stop,) = view.parked()
    assert (stop.view, stop.position) == ("metrics", position)

    skip(log, stop)
    view.catch_up()
    assert view.parked() == [stop]
    assert view.concerns_all("metrics", stop.stream)
    view.rebuild("metrics")

    assert view.parked() == []
    assert view.verify() == []


def test_a_word_that_makes_no_sense_is_none(files: Files) -> None:
    log = MemoryLog()
    log.tell(x.report(1), x.submitted())
    odd = Parked("queues", x.report(1), 1, "report.submitted", "-")
    said = ParkedSkipped(
        by=x.OPERATOR,
        follower="queues",
        stream="no uuid",
        position=1,
        topic="-",
        cause="-",
        reason="-",
    )
    log.tell(parking_stream("queues"), said)
    elsewhere = replace(said, follower="metrics", stream=x.report(1).hex)
    log.tell(parking_stream("queues"), elsewhere)
    log.poison(parking_stream("queues"), "parked.skipped")
    view = files.on(log)
    view.catch_up()

    assert list(skips(log.stream, "queues")) == []
    assert view.parked() == []
    assert rows(view.engine, skipped) == []
    # said of an event that no view gave up, it only counts from the next reading on
    skip(log, odd)
    view.catch_up()
    view.rebuild("queues")
    late = files.on(log)
    late.catch_up()
    assert view.digest("queues") == late.digest("queues")

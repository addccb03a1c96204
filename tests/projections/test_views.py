"""Laws that every view keeps: pages, parking, the past, and any event that may happen."""

from datetime import date, timedelta
from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, literal, select

from domain.calendar import CalendarPublished
from domain.report.intake_events import Submitted
from projections.inbox.queries import inbox_of
from projections.keeper import Projections
from projections.map.queries import tile
from projections.metrics.courses import course, shares
from projections.metrics.distributions import Each, Span, distributions
from projections.metrics.queries import Scope, answers, answers_by_office, stock
from projections.metrics.table import (
    ALL,
    BY_BOTH,
    BY_CATEGORY,
    BY_OFFICE,
    EVERY,
    cell,
    change,
)
from projections.metrics.taking_part import participations
from projections.timelines.queries import timeline_of
from projections.views import VIEWS
from tests.projections import happenings as x
from tests.projections.examples import KINDS, example
from tests.projections.histories import tell
from tests.projections.houses import ViewsOn
from tests.projections.memory import MORNING, MemoryLog, Pages, spoiled

few = settings(
    max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
NOVEMBER = Scope(date(2026, 11, 1), date(2026, 12, 31))
TODAY = date(2026, 12, 1)
REPORTS = range(1, 7)
BOTH = ("office", "category")


class Files:
    """New SQLite files, one after the other."""

    def __init__(self, folder: Any, views_on: ViewsOn) -> None:
        self._folder, self._views_on, self._made = folder, views_on, 0

    def on(self, log: MemoryLog | Pages) -> Projections:
        self._made += 1
        return self._views_on(f"sqlite:///{self._folder / f'{self._made}.db'}", log, VIEWS)


@pytest.fixture
def files(tmp_path: Any, views_on: ViewsOn) -> Files:
    return Files(tmp_path, views_on)


def digests(views: Projections) -> dict[str, str]:
    return {view.name: views.digest(view.name) for view in VIEWS}


@few
@given(
    seed=st.integers(0, 10**6),
    sizes=st.lists(st.integers(1, 9), min_size=1, max_size=5),
    luck=st.randoms(use_true_random=False),
)
def test_pages_and_parking_leave_no_trace(
    files: Files, seed: int, sizes: list[int], luck: Random
) -> None:
    log = tell(seed, events=40)
    whole = files.on(log)
    whole.catch_up()
    sick = log.until(len(log.entries))
    position = luck.randint(1, len(log.entries))
    sick.entries[position - 1] = spoiled(sick.entries[position - 1])
    cut = files.on(Pages(sick, sizes))
    cut.catch_up()
    reports = [view.name for view in VIEWS if "report" in view.kinds]
    assert [stop.view for stop in cut.parked()] == reports

    sick.entries[position - 1] = log.entries[position - 1]
    for stop in cut.parked():
        cut.retry(stop.view, stop.stream)

    assert digests(cut) == digests(whole)
    assert cut.verify() == []


def asked(views: Projections, as_of: int | None) -> dict[str, Any]:
    """Ask all that can be asked of the past; positions aside."""
    engine = views.engine
    return {
        "rates": answers(engine, NOVEMBER, today=TODAY, as_of=as_of)._replace(position=0),
        "offices": {
            office: found._replace(position=0)
            for office, found in answers_by_office(
                engine, NOVEMBER, today=TODAY, as_of=as_of
            ).items()
        },
        "stock": stock(engine, today=TODAY, as_of=as_of),
        "course": course(engine, NOVEMBER, as_of),
        "shares": shares(engine, NOVEMBER, today=TODAY, as_of=as_of),
        "riders": participations(engine, 202610, 202612, as_of=as_of),
        "spans": [
            distributions(engine, span, NOVEMBER, each, as_of=as_of).items
            for span in Span
            for each in Each
        ],
        "stories": [
            timeline_of(engine, x.report(number), internal=True, as_of=as_of).items
            for number in REPORTS
        ],
        "inboxes": [
            inbox_of(engine, rider, 7, limit=200, as_of=as_of)[:3]
            for rider in (x.RIDER, x.OTHER_RIDER)
        ],
        "map": tile(engine, 17, 109277, 53971, now=MORNING, as_of=as_of).spots,
    }


@pytest.mark.parametrize("seed", range(2))
def test_the_past_is_what_a_replay_shows(seed: int, files: Files) -> None:
    log, growing = tell(seed, events=40), MemoryLog()
    whole, replay = files.on(log), files.on(growing)
    whole.catch_up()

    for position in range(0, 41, 4):
        growing.entries = log.entries[:position]
        replay.catch_up()
        assert asked(whole, position) == asked(replay, None)


@pytest.mark.parametrize(
    ("level", "apart"),
    [(ALL, ()), (BY_OFFICE, ("office",)), (BY_CATEGORY, ("category",)), (BY_BOTH, BOTH)],
)
def test_cells_are_the_sum_of_their_changes(
    level: int, apart: tuple[str, ...], database_url: str, views_on: ViewsOn
) -> None:
    view = views_on(database_url, tell(3), VIEWS)
    while view.step():
        continue

    with view.engine.connect() as db:
        names = ("measure", "day", "bucket", *BOTH)
        every = literal(EVERY)
        place = [
            change.c[name] if name not in BOTH or name in apart else every.label(name)
            for name in names
        ]
        kinds = [change.c[name] for name in names if name not in BOTH or name in apart]
        total = func.sum(change.c.amount)
        sums = db.execute(select(*place, total).group_by(*kinds).having(total != 0)).all()
        kept = select(*(cell.c[name] for name in names), cell.c.amount).where(cell.c.level == level)
        cells = db.execute(kept).all()
    assert {tuple(row) for row in sums} == {tuple(row) for row in cells}
    assert min(row[-1] for row in cells) > 0
    assert view.verify() == []


@pytest.mark.parametrize("full", [True, False])
def test_no_event_stops_a_view(full: bool, files: Files) -> None:  # noqa: FBT001 - pytest names it
    log = MemoryLog()
    for number, kind in enumerate(KINDS):
        if kind is not Submitted:
            log.tell(x.report(number), x.submitted())
            log.tell(x.report(number), x.dispatched(MORNING))
            log.tell(x.report(number), x.claimed(MORNING))
            log.tell(x.report(number), x.resolved(MORNING))
        log.tell(x.report(number), example(kind, full=full))
    view = files.on(log)

    view.catch_up()

    assert view.parked() == []


def test_a_parked_calendar_is_taken_up_by_a_rebuild(files: Files) -> None:
    log = tell(4)
    holiday = CalendarPublished(
        by="a", year=2026, version=1, holidays=[date(2026, 11, 17)], make_up_days=[], notice="n"
    )
    position = log.tell(x.report(99), holiday)
    sound = log.entries[position - 1]
    log.entries[position - 1] = spoiled(sound)
    view = files.on(log)
    view.catch_up()
    assert [stop.view for stop in view.parked()] == ["metrics"]

    log.entries[position - 1] = sound
    view.retry("metrics", x.report(99))

    assert view.parked() == []
    assert view.verify() == []


def test_a_moment_is_the_last_position_that_was_recorded_by_then(files: Files) -> None:
    log = MemoryLog()
    for number in range(1, 4):
        log.tell(x.report(number), x.submitted())
        log.pass_time(hours=1)
    view = files.on(log)
    view.catch_up()
    log.tell(x.report(4), x.submitted())

    hour = timedelta(hours=1)
    moments = [MORNING - hour, MORNING, MORNING + hour / 2, MORNING + 9 * hour]
    assert [view.position_at("queues", moment) for moment in moments] == [0, 1, 1, 3]

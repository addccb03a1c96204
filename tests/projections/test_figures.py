"""What the dashboard reads: by office, by day, by category, and how long reports waited."""

from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import Engine, event

from domain.report import closing_events as c
from domain.report import intake_events as i
from projections.keeper import Projections
from projections.metrics.courses import Day, Share, course, shares
from projections.metrics.distributions import Each, Span, distributions
from projections.metrics.queries import Scope, answers, answers_by_office, stock
from projections.metrics.taking_part import participations
from projections.metrics.view import Metrics
from projections.metrics.waits import Awaited
from projections.reading import Snapshot, reading
from tests.projections import happenings as x
from tests.projections.histories import tell
from tests.projections.houses import ViewsOn
from tests.projections.memory import MORNING, MemoryLog

HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
MONDAY = date(2026, 11, 16)
WEEK = Scope(MONDAY, MONDAY + 6 * DAY)
LATER = MONDAY + 20 * DAY
BY_OPERATOR = {"by": x.OPERATOR}


def follow(log: MemoryLog, url: str, views_on: ViewsOn) -> Projections:
    view = views_on(url, log, [Metrics()])
    view.catch_up()
    return view


def placed(log: MemoryLog, number: int, office: str = x.BEISHAN, by: str = x.OPERATOR) -> None:
    sent = x.dispatched(log.now + 4 * HOUR, office)
    log.tell(
        x.report(number),
        i.Dispatched(by=by, office=office, community=None, routing=sent.routing, terms=sent.terms),
    )


@pytest.fixture
def story() -> MemoryLog:
    """One that waits at the desk twice, one placed by a rule, one checked twice, one withdrawn."""
    log = MemoryLog()
    for number in (1, 2, 3, 4):
        log.tell(x.report(number), x.submitted(rider=x.RIDER if number < 4 else x.OTHER_RIDER))
    placed(log, 2, x.XIXI, "system:dispatch")
    log.pass_time(hours=1)
    placed(log, 1)
    placed(log, 3)
    log.tell(x.report(4), i.Withdrawn(by=x.OTHER_RIDER))
    log.tell(x.report(1), x.returned())
    log.pass_time(hours=2)
    placed(log, 1, x.XIXI)
    log.tell(x.report(3), x.claimed(log.now + HOUR))
    log.tell(x.report(3), x.resolved(log.now, drawn=c.Drawn.SAMPLE))
    log.pass_time(hours=4)
    log.tell(x.report(3), x.reopened(log.now + HOUR))
    log.tell(x.report(3), x.claimed(log.now + HOUR))
    log.pass_time(days=1)
    log.tell(x.report(3), x.resolved(log.now, overdue=True))
    log.pass_time(hours=7)
    log.tell(x.report(3), x.verified())
    return log


def test_a_stay_at_the_desk_counts_where_a_person_placed_it(
    story: MemoryLog, database_url: str, views_on: ViewsOn
) -> None:
    view = follow(story, database_url, views_on)

    (desk,) = distributions(view.engine, Span.DESK, WEEK).items
    by_office = distributions(view.engine, Span.DESK, WEEK, Each.OFFICE).items

    assert desk.count == 3  # report 2 was placed by a rule, report 4 never
    assert desk.p50 == pytest.approx(3600, rel=0.04)
    assert desk.p99 == pytest.approx(7200, rel=0.04)
    assert [(one.key, one.count) for one in by_office] == [(x.BEISHAN, 2), (x.XIXI, 1)]
    assert view.verify() == []


def test_every_check_is_counted_on_the_day_it_ended(
    story: MemoryLog, database_url: str, views_on: ViewsOn
) -> None:
    view = follow(story, database_url, views_on)

    by_day = distributions(view.engine, Span.VERIFICATION, WEEK, Each.DAY).items

    assert [(one.key, one.count) for one in by_day] == [("2026-11-16", 1), ("2026-11-17", 1)]
    assert [one.p50 for one in by_day] == [
        pytest.approx(4 * 3600, rel=0.04),
        pytest.approx(7 * 3600, rel=0.04),
    ]
    before = len(story.entries) - 1
    assert len(distributions(view.engine, Span.VERIFICATION, WEEK, as_of=before).items) == 1


def test_the_course_tells_what_happened_on_each_day_and_never_takes_it_back(
    story: MemoryLog, database_url: str, views_on: ViewsOn
) -> None:
    audited = x.reopened(story.now + HOUR, c.ReopenCause.AUDIT, "verified")
    story.tell(x.report(3), audited, story.now + 3 * DAY)
    view = follow(story, database_url, views_on)

    days = course(view.engine, WEEK)

    assert days[:3] == [
        Day(MONDAY, 4, 3, 1, 0),
        Day(MONDAY + DAY, 0, 0, 1, 1),
        Day(MONDAY + 2 * DAY),
    ]
    assert [one.day for one in days] == [MONDAY + number * DAY for number in range(7)]
    assert course(view.engine, WEEK._replace(office=x.XIXI))[0] == Day(MONDAY, 2, 1)
    assert course(view.engine, WEEK, as_of=4)[0] == Day(MONDAY, 4)


def test_offices_are_told_apart_and_add_up(
    story: MemoryLog, database_url: str, views_on: ViewsOn
) -> None:
    view = follow(story, database_url, views_on)

    whole = answers(view.engine, WEEK, today=LATER)
    offices = answers_by_office(view.engine, WEEK, today=LATER)

    assert set(offices) == {x.BEISHAN, x.XIXI}
    for office, found in offices.items():
        assert found == answers(view.engine, WEEK._replace(office=office), today=LATER)
    legs = {name: found.rates["returned"].denominator for name, found in offices.items()}
    assert legs == {x.BEISHAN: 2, x.XIXI: 2}
    assert sum(found.overdue.overdue for found in offices.values()) == whole.overdue.overdue == 3
    assert answers_by_office(view.engine, WEEK._replace(office=x.XIXI), today=LATER) == {
        x.XIXI: offices[x.XIXI]
    }


def test_a_period_is_found_by_its_days_however_long_the_city_lives(
    story: MemoryLog, file_url: str, views_on: ViewsOn
) -> None:
    view = follow(story, file_url, views_on)
    asked: list[tuple[str, Any]] = []
    event.listen(view.engine, "before_cursor_execute", lambda *it: asked.append((it[2], it[3])))

    for moment in (None, 5):
        answers(view.engine, WEEK, today=LATER, as_of=moment)
        answers_by_office(view.engine, WEEK, today=LATER, as_of=moment)

    with view.engine.connect() as db:
        plans = [
            str(db.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", given).all())
            for statement, given in list(asked)
            if "amount" in statement
        ]
    assert len(plans) == 8
    for plan in plans:
        by_level = plan.replace("level=? AND ", "")  # the journal has none
        assert "(generation=? AND measure=? AND day>? AND day<?)" in by_level


def test_a_snapshot_goes_on_from_the_cells_while_the_view_moves_on(
    story: MemoryLog, database_url: str, views_on: ViewsOn
) -> None:
    view = follow(story, database_url, views_on)
    at = len(story.entries)

    def everything(of: Engine | Snapshot) -> list[object]:
        spans = [distributions(of, span, WEEK).items for span in Span]
        made = answers(of, WEEK, today=LATER), answers_by_office(of, WEEK, today=LATER)
        told = course(of, WEEK), shares(of, WEEK, today=LATER), stock(of, today=LATER)
        return [*made, *told, participations(of, 202611, 202611), spans]

    before = everything(view.engine)
    asked: list[str] = []
    with reading(view.engine, "metrics") as now:
        story.tell(x.report(5), x.submitted())
        view.catch_up()
        event.listen(view.engine, "before_cursor_execute", lambda *it: asked.append(str(it[2])))
        assert everything(now) == before
        assert now.position == at
        with pytest.raises(ValueError, match="no other one"):
            stock(now, today=LATER, as_of=at - 1)
    assert len([one for one in asked if "metric_cell" in one]) > 10
    assert not [one for one in asked if "metric_change" in one]
    assert everything(view.engine) != before


def test_categories_count_what_came_in_and_what_is_open(
    story: MemoryLog, database_url: str, views_on: ViewsOn
) -> None:
    story.tell(x.report(5), x.submitted(category=x.ROAD), story.now + 2 * DAY)
    view = follow(story, database_url, views_on)

    assert shares(view.engine, WEEK, today=LATER) == {x.ROAD: Share(1, 1), x.PARKING: Share(4, 2)}
    monday = Scope(MONDAY, MONDAY)
    assert shares(view.engine, monday, today=LATER) == {x.ROAD: Share(0, 1), x.PARKING: Share(4, 2)}
    assert shares(view.engine, monday, today=MONDAY)[x.PARKING].open == 2
    assert shares(view.engine, WEEK, today=LATER, as_of=0) == {}


def test_riders_of_an_office_are_those_whose_reports_came_to_it_first(
    story: MemoryLog, database_url: str, views_on: ViewsOn
) -> None:
    view = follow(story, database_url, views_on)

    assert participations(view.engine, 202610, 202612) == [
        (202611, None, 2, 4),
        (202611, x.BEISHAN, 1, 2),  # report 1 went on to another office
        (202611, x.XIXI, 1, 1),
    ]
    assert participations(view.engine, 202611, 202611, x.XIXI) == [(202611, x.XIXI, 1, 1)]
    assert participations(view.engine, 202611, 202611, as_of=5) == [
        (202611, None, 2, 4),
        (202611, x.XIXI, 1, 1),
    ]
    assert participations(view.engine, 202612, 202701) == []


@pytest.mark.parametrize("seed", [5, 50, 500])
def test_what_is_told_apart_adds_up_again(seed: int, file_url: str, views_on: ViewsOn) -> None:
    view = follow(tell(seed, events=80), file_url, views_on)
    period = Scope(MONDAY, LATER)

    whole = answers(view.engine, period, today=LATER).counts
    days = course(view.engine, period)
    kinds = shares(view.engine, period, today=LATER).values()

    assert sum(one.submitted for one in days) == whole["submitted"]
    assert sum(one.accepted for one in days) == whole.get("first_dispatch", 0)
    assert sum(one.submitted for one in kinds) == whole["submitted"]
    assert sum(one.open for one in kinds) == stock(view.engine, today=LATER).total


def test_every_kind_of_wait_is_a_span() -> None:
    assert {one.value for one in Awaited} <= {one.value for one in Span}


def test_the_log_begins_in_the_week_that_is_asked_about() -> None:
    assert MORNING.date() == MONDAY

"""The metrics: every rate on one small story, as of then and now, with what it leaves out."""

from datetime import date, timedelta

import pytest

from domain.calendar import CalendarPublished
from domain.city import Policy, PolicySet
from domain.clock import Unit
from domain.report import closing_events as c
from domain.report import handling_events as h
from domain.report import intake_events as i
from projections.keeper import Projections
from projections.metrics.distributions import Each, Span, distributions
from projections.metrics.queries import Scope, answers, stock
from projections.metrics.rates import RATES
from projections.metrics.taking_part import participation
from projections.metrics.view import Metrics
from tests.domain.clocks import HOLIDAYS, MAKE_UP_DAYS, china
from tests.projections import happenings as x
from tests.projections.houses import ViewsOn
from tests.projections.memory import MORNING, MemoryLog

HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
MONDAY = date(2026, 11, 16)
ALL = Scope(MONDAY, MONDAY + 30 * DAY)
LATER = MONDAY + 20 * DAY


def follow(log: MemoryLog, url: str, views_on: ViewsOn) -> Projections:
    view = views_on(url, log, [Metrics()])
    view.catch_up()
    return view


@pytest.fixture
def story() -> MemoryLog:
    """Ten reports, one for each way a report may go."""
    log, due = MemoryLog(), MORNING + 4 * HOUR
    for number in range(1, 11):
        rider = x.RIDER if number % 2 else x.OTHER_RIDER
        log.tell(x.report(number), x.submitted(rider=rider))
    log.pass_time(minutes=10)
    for number in range(1, 8):
        log.tell(x.report(number), x.dispatched(due))
    log.tell(x.report(8), x.rejected())
    log.tell(x.report(9), i.Withdrawn(by=x.RIDER))
    log.tell(x.report(10), i.Duplicated(by=x.OPERATOR, original=x.report(1).hex, same_rider=False))
    log.tell(x.report(6), x.suspended(due + DAY))
    log.tell(x.report(7), x.returned())
    for number in (1, 2, 3, 4):
        log.tell(x.report(number), x.claimed(due))
    log.pass_time(hours=2)
    log.tell(x.report(1), x.resolved(due))
    log.tell(x.report(2), x.resolved(due))
    log.tell(x.report(4), x.resolved(due, drawn=c.Drawn.SAMPLE))
    log.tell(x.report(4), x.reopened(due))
    log.pass_time(hours=3)
    log.tell(x.report(3), x.resolved(due, overdue=True))
    log.tell(x.report(1), x.verified())
    log.tell(x.report(3), x.verified(c.Method.LAPSE))
    log.tell(x.report(1), c.Rated(by=x.RIDER, stars=5))
    log.tell(x.report(3), c.Exempted(by=x.OPERATOR, office=x.BEISHAN))
    return log


def test_every_rate_names_what_it_counts_and_leaves_out(
    story: MemoryLog, database_url: str, views_on: ViewsOn
) -> None:
    view = follow(story, database_url, views_on)

    said = answers(view.engine, ALL, today=LATER)

    shares = {name: (rate.numerator, rate.denominator) for name, rate in said.rates.items()}
    assert shares == {
        "filing": (7, 8),
        "timely_handling": (2, 5),  # 1 and 2; 3 late, 4 and 5 still running
        "closing": (2, 7),
        "timely_closing_a": (1, 7),
        "timely_closing_b": (1, 6),
        "timely_closing_c": (1, 6),
        "returned": (1, 7),
        "accurate_dispatch": (6, 7),
        "rework": (1, 4),
        "check_passed": (1, 2),
        "duplicates": (1, 10),
        "valid": (8, 9),
        "satisfaction": (1, 1),
    }
    assert said.rates["filing"].exclusions == {"duplicates": 1, "withdrawn": 1}
    assert said.rates["timely_handling"].exclusions == {
        "suspended": 1,
        "not_due_yet": 0,
        "passed_on_in_time": 1,
        "not_handled": 0,
    }
    assert said.rates["check_passed"].exclusions == {"closed_by_itself": 1}
    assert said.rates["satisfaction"].exclusions == {"not_rated": 1}
    assert said.overdue == (3, 1, 2)
    assert said.rates["filing"].value == pytest.approx(7 / 8)
    assert view.verify() == []


def test_a_leg_is_late_from_the_day_after_it_was_due(
    story: MemoryLog, file_url: str, views_on: ViewsOn
) -> None:
    view = follow(story, file_url, views_on)

    same_day = answers(view.engine, ALL, today=MONDAY)

    assert same_day.rates["timely_handling"].denominator == 3
    assert same_day.rates["timely_handling"].exclusions["not_due_yet"] == 2
    assert same_day.overdue == (1, 1, 0)
    nothing = answers(view.engine, Scope(LATER, LATER), today=LATER)
    assert {rate.value for rate in nothing.rates.values()} == {None}
    assert answers(view.engine, ALL._replace(office=x.XIXI), today=LATER).counts == {
        "leg_overrun": 0,
        "leg_not_due": 0,
    }
    assert answers(view.engine, ALL._replace(category=x.ROAD), today=LATER).overdue.net == 0


def test_what_is_open_is_counted_by_state_and_age(
    story: MemoryLog, database_url: str, views_on: ViewsOn
) -> None:
    view = follow(story, database_url, views_on)

    now = stock(view.engine, today=MONDAY + 2 * DAY)

    assert now.total == 5
    assert now.by_state == {
        "submitted": 0, "dispatched": 2, "claimed": 0, "suspended": 1, "returned": 1, "resolved": 1,
    }  # fmt: skip
    assert now.by_age["under_3_days"] == 5
    assert stock(view.engine, today=MONDAY, as_of=10).by_state["submitted"] == 10
    assert stock(view.engine, today=MONDAY, as_of=0).total == 0


def test_each_rider_of_a_month_is_counted_once(
    story: MemoryLog, database_url: str, views_on: ViewsOn
) -> None:
    view = follow(story, database_url, views_on)

    assert participation(view.engine, 202611) == (202611, 2, 10)
    assert participation(view.engine, 202611, as_of=1) == (202611, 1, 1)
    assert participation(view.engine, 202612) == (202612, 0, 0)


def test_spans_are_told_for_each_office_category_and_day(
    story: MemoryLog, database_url: str, views_on: ViewsOn
) -> None:
    view = follow(story, database_url, views_on)

    (whole,) = distributions(view.engine, Span.WHOLE, ALL).items
    (response,) = distributions(view.engine, Span.RESPONSE, ALL, Each.OFFICE).items
    (by_day,) = distributions(view.engine, Span.HANDLING_WALL, ALL, Each.DAY).items

    assert whole.count == 2
    assert whole.p50 == pytest.approx(5 * 3600 + 600, rel=0.05)
    assert (response.key, response.count) == (x.BEISHAN, 7)
    assert response.p99 == pytest.approx(600, rel=0.05)
    assert (by_day.key, by_day.count) == ("2026-11-16", 3)
    assert by_day.p50 == pytest.approx(2 * 3600, rel=0.05)
    assert by_day.p99 == pytest.approx(5 * 3600, rel=0.05)
    assert distributions(view.engine, Span.WHOLE, ALL, as_of=20).items == []


def test_the_limits_own_clock_stops_at_lunch_at_night_and_while_suspended(
    file_url: str, views_on: ViewsOn
) -> None:
    log = MemoryLog()
    log.now = china("09-18 08:00")
    days = {"holidays": sorted(HOLIDAYS), "make_up_days": sorted(MAKE_UP_DAYS)}
    log.tell(x.report(98), CalendarPublished(by="a", year=2026, version=1, notice="", **days))
    log.tell(x.report(99), PolicySet(by="a", version=1, policy=Policy()))
    log.tell(x.report(1), x.submitted(), china("09-18 16:30"))
    due = china("09-20 10:30")
    terms = x.terms(due, unit=Unit.WORK_HOUR)
    sent = x.dispatched(due)
    log.tell(x.report(1), i.Dispatched(by=sent.by, office=sent.office, community=None,
             routing=sent.routing, terms=terms))  # fmt: skip
    log.tell(x.report(1), x.suspended(due), china("09-18 17:30"))
    log.tell(x.report(1), h.Resumed(by="a", lapsed=True, terms=terms), china("09-20 09:00"))
    log.tell(x.report(1), x.resolved(due), china("09-20 11:00"))
    view = follow(log, file_url, views_on)

    (clock,) = distributions(
        view.engine, Span.HANDLING_CLOCK, Scope(date(2026, 9, 1), ALL.last)
    ).items
    (wall,) = distributions(
        view.engine, Span.HANDLING_WALL, Scope(date(2026, 9, 1), ALL.last)
    ).items

    assert clock.p50 == pytest.approx(3 * 3600, rel=0.04)  # Friday one hour, make-up Sunday two
    assert wall.p50 == pytest.approx(42.5 * 3600, rel=0.04)


def test_a_reopened_report_takes_back_what_it_had_added(file_url: str, views_on: ViewsOn) -> None:
    log = MemoryLog()
    log.tell(x.report(1), x.submitted())
    log.tell(x.report(1), x.dispatched(MORNING + HOUR))
    log.tell(x.report(1), x.claimed(MORNING + HOUR))
    log.tell(x.report(1), x.resolved(MORNING + HOUR))
    log.tell(x.report(1), x.verified())
    log.tell(x.report(1), x.reopened(MORNING + HOUR, c.ReopenCause.AUDIT, "verified"))
    view = follow(log, file_url, views_on)

    assert distributions(view.engine, Span.HANDLING_WALL, ALL).items == []
    assert distributions(view.engine, Span.WHOLE, ALL).items == []
    assert distributions(view.engine, Span.WHOLE, ALL, as_of=5).items[0].count == 1
    said = answers(view.engine, ALL, today=LATER).rates
    assert (said["closing"].numerator, said["rework"].numerator) == (0, 1)


def test_every_rate_is_explained_in_both_languages() -> None:
    for formula in RATES.values():
        assert formula.text_en.isascii()
        assert not formula.text_zh.isascii()
        assert formula.zh != formula.en

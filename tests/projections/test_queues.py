"""The queues: who has what to do, sorted, filtered, page by page, as of any position."""

from datetime import timedelta

import pytest

from domain.report import closing_events as c
from domain.report import intake_events as i
from domain.values import Location, PhotoRole
from projections.errors import BadCursor, BadSort, NotYetShown
from projections.keeper import Projections
from projections.queues.changes import changes
from projections.queues.listed import Listed
from projections.queues.nearby import nearby
from projections.queues.queries import Filter, Whose, counts, find, find_number, page
from projections.queues.view import Queues
from tests.projections import happenings as x
from tests.projections.histories import tell
from tests.projections.houses import ViewsOn
from tests.projections.memory import MORNING, MemoryLog

HOUR = timedelta(hours=1)
BY_DUE = "7531642"


def follow(log: MemoryLog, url: str, views_on: ViewsOn) -> Projections:
    view = views_on(url, log, [Queues()])
    view.catch_up()
    return view


def numbers(items: list[Listed]) -> list[str]:
    return [one.number for one in items]


@pytest.fixture
def busy() -> MemoryLog:
    """Seven reports of an office, with deadlines in another order than they came."""
    log = MemoryLog()
    for number in range(1, 8):
        log.tell(x.report(number), x.submitted(number=str(number)))
        log.tell(x.report(number), x.dispatched(MORNING + (number * 3 % 7) * HOUR))
    return log


def test_an_office_sees_what_is_due_first(
    busy: MemoryLog, database_url: str, views_on: ViewsOn
) -> None:
    view = follow(busy, database_url, views_on)

    assert numbers(page(view.engine, Whose.OFFICE, x.BEISHAN).items) == list(BY_DUE)
    by_time = page(view.engine, Whose.OFFICE, x.BEISHAN, sort="-submitted_at").items
    assert numbers(by_time) == ["7", "6", "5", "4", "3", "2", "1"]
    assert page(view.engine, Whose.OFFICE, x.XIXI).items == []
    assert len(page(view.engine, Whose.COMMUNITY, x.BAOSHI).items) == 7


def test_pages_of_one_walk_show_the_same_moment(
    busy: MemoryLog, database_url: str, views_on: ViewsOn
) -> None:
    view = follow(busy, database_url, views_on)
    first = page(view.engine, Whose.OFFICE, x.BEISHAN, limit=3)
    busy.tell(x.report(4), x.claimed(MORNING))
    busy.tell(x.report(4), x.resolved(MORNING))
    busy.tell(x.report(4), x.verified())
    view.catch_up()
    second = page(view.engine, Whose.OFFICE, x.BEISHAN, limit=3, cursor=first.next)
    third = page(view.engine, Whose.OFFICE, x.BEISHAN, limit=3, cursor=second.next)

    walk = [*first.items, *second.items, *third.items]
    assert numbers(walk) == list(BY_DUE)
    assert third.next is None
    assert third.position == first.position
    assert "4" not in numbers(page(view.engine, Whose.OFFICE, x.BEISHAN).items)


def test_a_foreign_cursor_is_refused(busy: MemoryLog, file_url: str, views_on: ViewsOn) -> None:
    view = follow(busy, file_url, views_on)
    mine = page(view.engine, Whose.OFFICE, x.BEISHAN, limit=3).next
    assert mine is not None

    for cursor in ["", "x", "äöü", "bm8", mine[:-3], "A" * 600]:
        with pytest.raises(BadCursor):
            page(view.engine, Whose.OFFICE, x.BEISHAN, cursor=cursor)
    with pytest.raises(BadCursor):
        page(view.engine, Whose.OFFICE, x.XIXI, cursor=mine)
    with pytest.raises(BadCursor):
        page(view.engine, Whose.OFFICE, x.BEISHAN, sort="-due_at", cursor=mine)
    with pytest.raises(BadSort):
        page(view.engine, Whose.OFFICE, x.BEISHAN, sort="rider")
    with pytest.raises(NotYetShown):
        page(view.engine, Whose.OFFICE, x.BEISHAN, as_of=99)


def test_filters_keep_what_fits_all_of_them(database_url: str, views_on: ViewsOn) -> None:
    log = MemoryLog()
    for number, category in enumerate([x.PARKING, x.ROAD, x.PARKING], 1):
        log.tell(x.report(number), x.submitted(category=category, number=str(number)))
        due = MORNING + number * HOUR
        log.tell(x.report(number), x.dispatched(due, category=category))
    flag = [i.FlagRaised(flag="far_away")]
    seen = i.Inspected(by="system:inspect", rider=x.RIDER, rule_version=1, flags=flag, holds=True)
    log.tell(x.report(1), seen)
    log.tell(x.report(3), x.claimed(MORNING + HOUR))
    log.tell(x.report(2), x.claimed(MORNING, holder=x.OPERATOR))
    log.tell(x.report(2), x.resolved(MORNING + 2 * HOUR))
    view = follow(log, database_url, views_on)

    def shown(only: Filter) -> list[str]:
        return numbers(page(view.engine, Whose.OFFICE, x.BEISHAN, only=only).items)

    assert shown(Filter()) == ["1", "2", "3"]
    assert shown(Filter(states=frozenset({"claimed"}))) == ["3"]
    assert shown(Filter(states=frozenset())) == []
    assert shown(Filter(category=x.PARKING)) == ["1", "3"]
    assert shown(Filter(flag="far_away")) == ["1"]
    assert shown(Filter(flag="far")) == []
    assert shown(Filter(holder=x.HANDLER)) == ["2", "3"]  # who resolved it keeps it
    assert shown(Filter(late_at=MORNING + 2 * HOUR)) == ["1"]
    assert shown(Filter(late_at=MORNING + 4 * HOUR, category=x.PARKING)) == ["1", "3"]
    tally = counts(view.engine, Whose.OFFICE, x.BEISHAN, now=MORNING + 4 * HOUR)
    assert tally.by_state == {"dispatched": 1, "resolved": 1, "claimed": 1}
    assert tally.late == 2


def test_the_desk_has_what_nobody_else_can_decide(file_url: str, views_on: ViewsOn) -> None:
    log = MemoryLog()
    for number in range(1, 6):
        log.tell(x.report(number), x.submitted(number=str(number)))
    log.tell(x.report(2), x.dispatched(MORNING))
    log.tell(x.report(3), x.dispatched(MORNING))
    log.tell(x.report(3), x.returned())
    log.tell(x.report(4), x.rejected())
    log.tell(x.report(5), x.rejected())
    log.tell(x.report(5), c.Objected(by=x.RIDER, against=c.Against.REJECTION))
    view = follow(log, file_url, views_on)

    desk = page(view.engine, Whose.DESK, sort="submitted_at").items

    assert sorted(numbers(desk)) == ["1", "3", "5"]
    returned = next(one for one in desk if one.number == "3")
    assert (returned.office, returned.suggested, returned.bounces) == (None, x.XIXI, 1)


def test_verifiers_see_what_was_drawn_flagged_or_disputed(file_url: str, views_on: ViewsOn) -> None:
    log = MemoryLog()
    for number, drawn in enumerate([None, c.Drawn.SAMPLE, None, None], 1):
        log.tell(x.report(number), x.submitted(number=str(number)))
        log.tell(x.report(number), x.dispatched(MORNING))
        log.tell(x.report(number), x.claimed(MORNING))
        log.tell(x.report(number), x.resolved(MORNING, drawn=drawn))
    log.tell(x.report(3), x.verified(c.Method.LAPSE))
    log.tell(x.report(3), c.Objected(by=x.RIDER, against=c.Against.RESOLUTION))
    flag = [i.FlagRaised(flag="same_photo")]
    seen = i.Inspected(by="system:inspect", rider=x.RIDER, rule_version=1, flags=flag, holds=True)
    log.tell(x.report(4), seen)
    view = follow(log, file_url, views_on)

    assert numbers(page(view.engine, Whose.VERIFY, sort="position").items) == ["2", "3", "4"]


def test_a_row_says_all_that_is_public_of_a_report(file_url: str, views_on: ViewsOn) -> None:
    log = MemoryLog()
    log.tell(x.report(1), x.submitted(number="7"))
    log.tell(x.report(1), x.dispatched(MORNING + HOUR))
    log.tell(x.report(1), x.claimed(MORNING + HOUR))
    log.tell(x.report(1), i.PhotoReleased(by=x.OPERATOR, photo=x.photo(1).id))
    log.pass_time(hours=2)
    log.tell(x.report(1), x.resolved(MORNING + HOUR, overdue=True))
    view = follow(log, file_url, views_on)

    row = find(view.engine, x.report(1))

    assert row is not None
    assert row == find_number(view.engine, "7")
    assert (row.state, row.office, row.holder) == ("resolved", x.BEISHAN, x.HANDLER)
    assert (row.due_at, row.overdue) == (MORNING + HOUR, True)
    assert (row.version, row.position, row.location) == (5, 5, x.LAKE)
    assert [(one.role, one.public) for one in row.photos] == [
        (PhotoRole.BEFORE, True),
        (PhotoRole.AFTER, False),
    ]
    assert row.is_late(MORNING)
    assert find(view.engine, x.report(2)) is None
    then = find(view.engine, x.report(1), as_of=2)
    assert then is not None
    assert (then.state, then.version, then.is_late(MORNING + 2 * HOUR)) == ("dispatched", 2, True)


@pytest.mark.parametrize("seed", range(4))
def test_as_of_is_what_a_replay_to_that_position_shows(
    seed: int, file_url: str, fresh_file: str, views_on: ViewsOn
) -> None:
    log = tell(seed, events=40)
    whole = follow(log, file_url, views_on)
    growing = MemoryLog()
    replay = views_on(fresh_file, growing, [Queues()])
    for position in range(41):
        growing.entries = log.entries[:position]
        replay.catch_up()
        for whose, code in ((Whose.ALL, ""), (Whose.OFFICE, x.BEISHAN), (Whose.DESK, "")):
            then = page(whole.engine, whose, code, as_of=position)
            assert then == page(replay.engine, whose, code)._replace(position=position)


def test_near_means_metres_not_degrees(file_url: str, views_on: ViewsOn) -> None:
    log = MemoryLog()
    for number, metres in enumerate([0, 30, 49, 51, 200], 1):
        east = Location(lon_e7=x.LAKE.lon_e7 + round(metres * 104.2), lat_e7=x.LAKE.lat_e7)
        log.tell(x.report(number), x.submitted(place=east, number=str(number)))
    log.tell(x.report(2), x.rejected())
    log.tell(x.report(6), x.submitted(category=x.ROAD, number="6"))
    view = follow(log, file_url, views_on)

    near = nearby(view.engine, x.LAKE, 50, category=x.PARKING)

    assert [one.report.number for one in near] == ["1", "3"]
    assert near[1].metres == pytest.approx(49, abs=0.5)
    assert len(nearby(view.engine, x.LAKE, 50)) == 3
    assert len(nearby(view.engine, x.LAKE, 50, but=x.report(1))) == 2


def test_a_screen_learns_what_came_changed_and_left(
    busy: MemoryLog, database_url: str, views_on: ViewsOn
) -> None:
    view = follow(busy, database_url, views_on)
    seen = page(view.engine, Whose.OFFICE, x.BEISHAN).position
    assert changes(view.engine, Whose.OFFICE, x.BEISHAN, seen).items == []
    busy.tell(x.report(1), x.claimed(MORNING))
    busy.tell(x.report(2), x.returned())
    busy.tell(x.report(8), x.submitted(number="8"))
    busy.tell(x.report(8), x.dispatched(MORNING))
    busy.tell(x.report(9), x.submitted(number="9"))
    busy.tell(x.report(9), x.dispatched(MORNING, office=x.XIXI))
    view.catch_up()

    news = changes(view.engine, Whose.OFFICE, x.BEISHAN, seen)

    assert [(one.id, one.report and one.report.state) for one in news.items] == [
        (x.report(1), "claimed"),
        (x.report(2), None),
        (x.report(8), "dispatched"),
    ]
    assert (news.position, news.more) == (20, False)
    part = changes(view.engine, Whose.OFFICE, x.BEISHAN, seen, limit=1)
    assert (part.position, part.more) == (15, True)

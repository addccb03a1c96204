"""What is planned for the demo: when, where, and by whom."""

from collections import Counter
from datetime import UTC, datetime, timedelta
from random import Random

import pytest

from domain.clock import WorkingCalendar
from tests.workers.demo.conftest import NOW, City
from workers.demo.crowd import crowd
from workers.demo.hours import CHINA, last_office_hour, office_hour, riding_hour, work_day
from workers.demo.people import MORE_RIDERS, crews
from workers.demo.pictures import EXAMPLE_PLACE
from workers.demo.places import BEISHAN, KANGQIAO, OUTSIDE, TIANSHUI
from workers.demo.stories import GATE, LAKESIDE, TIANSHUI_CROSSING, WUJIADUN
from workers.demo.world import BREAK, Scale, World

CALENDAR = WorkingCalendar()
SUNDAY = datetime(2026, 11, 22, 5, 0, tzinfo=UTC)
RIDERS = ["rider1", "rider2", *MORE_RIDERS]


def world(city: City) -> World:
    return World(city.house.wiring.book, RIDERS, NOW - timedelta(days=28), Scale())


def test_offices_work_in_office_hours() -> None:
    opened = office_hour(CALENDAR, SUNDAY).astimezone(CHINA)
    closed = last_office_hour(CALENDAR, SUNDAY).astimezone(CHINA)

    assert (opened.weekday(), opened.hour) == (0, 8)
    assert (closed.weekday(), closed.hour) == (4, 17)
    assert office_hour(CALENDAR, NOW.replace(hour=7)) == NOW.replace(hour=7)
    assert work_day(CALENDAR, SUNDAY, 9, 30).astimezone(CHINA).date().day == 23


def test_riders_report_between_the_meals() -> None:
    rng = Random(1)  # noqa: S311 - a test that must be the same each time
    hours = Counter(riding_hour(NOW, rng).astimezone(CHINA).hour for _ in range(4_000))

    assert hours[13] + hours[14] > 2 * (hours[11] + hours[12])
    assert hours[20] > hours[18]
    assert sum(hours[hour] for hour in range(6)) < 400


def test_a_plan_is_the_same_each_time(city: City) -> None:
    plans = []
    for _ in range(2):
        stage = world(city)
        crowd(stage)
        plans.append([(one.start, [beat[:4] for beat in one.beats]) for one in stage.tales])

    assert plans[0] == plans[1]


def test_everywhere_something_is_seen_and_most_in_beishan(city: City) -> None:
    stage = world(city)
    crowd(stage)
    offices = Counter(tale.start.office for tale in stage.tales)

    assert offices.keys() == crews(city.house.wiring.book.offices).keys()
    assert offices.most_common(1)[0][0] == BEISHAN


def test_nobody_is_in_two_places_at_once(city: City) -> None:
    stage = world(city)
    crowd(stage)
    by_rider: dict[str, list[datetime]] = {}
    for tale in stage.tales:
        by_rider.setdefault(tale.start.rider, []).append(tale.start.at)

    gaps = [
        later - earlier
        for moments in by_rider.values()
        for earlier, later in zip(sorted(moments), sorted(moments)[1:], strict=False)
    ]
    assert min(gaps) > BREAK


def test_who_acts_in_a_tale_acts_in_its_order(city: City) -> None:
    stage = world(city)
    crowd(stage)

    for tale in stage.tales:
        moments = [beat.at for beat in tale.beats]
        assert moments == sorted(set(moments))
        assert [beat.number for beat in tale.beats] == list(range(len(moments)))


@pytest.mark.parametrize(
    ("spot", "office"),
    [
        (LAKESIDE[:2], BEISHAN),
        (GATE[:2], BEISHAN),
        (EXAMPLE_PLACE, BEISHAN),
        (WUJIADUN[:2], KANGQIAO),
        (TIANSHUI_CROSSING[:2], TIANSHUI),
        *((spot[:2], None) for spot in OUTSIDE),
    ],
)
def test_the_stories_lie_where_they_are_told(
    city: City, spot: tuple[float, float], office: str | None
) -> None:
    lon, lat = (round(part * 10_000_000) for part in spot)

    assert city.house.wiring.book.router.route(lon, lat).office == office


def test_no_rider_has_a_number_that_anybody_could_have(city: City) -> None:
    assert len(RIDERS) == 27
    assert all(phone.startswith("169") and len(phone) == 11 for phone in MORE_RIDERS.values())
    assert city.topics()["rider.registered"] == 27

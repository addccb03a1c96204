"""The city, its rules of the house, and its calendars."""

from datetime import date

from msgspec.structs import replace

from domain.calendar import Calendar, CalendarPublished
from domain.city import City, CityFounded, Policy, PolicySet
from tests import examples as ex
from tests.story import Given, relive

NOW, BY = ex.MONDAY, "system:city"
FOUNDED = CityFounded(by=BY, city="330100", demo=True)
SET = PolicySet(by=BY, version=1, policy=Policy())
HOLIDAY, SUNDAY = date(2026, 10, 1), date(2026, 9, 20)
PUBLISHED = CalendarPublished(
    by=BY,
    year=2026,
    version=1,
    holidays=[HOLIDAY],
    make_up_days=[SUNDAY],
    notice="国办发明电",
)


def test_a_city_is_founded_once() -> None:
    Given(City).when(lambda it: it.found("330100", BY, NOW, demo=True)).then(FOUNDED)
    Given(City, (FOUNDED, NOW)).when(lambda it: it.found("other", BY, NOW, demo=False)).then()
    life = relive(City, [(FOUNDED, NOW)])
    assert (life.name, life.demo) == ("330100", True)


def test_the_rules_of_the_house_have_versions() -> None:
    other = replace(Policy(), daily_points=90)
    Given(City, (FOUNDED, NOW)).when(lambda it: it.set_policy(Policy(), BY, NOW)).then(SET)
    past = ((FOUNDED, NOW), (SET, NOW))
    Given(City, *past).when(lambda it: it.set_policy(Policy(), BY, NOW)).then()
    Given(City, *past).when(lambda it: it.set_policy(other, BY, NOW)).then(
        PolicySet(by=BY, version=2, policy=other)
    )


def publish(it: Calendar, holidays: list[date]) -> None:
    it.publish(2026, holidays, [SUNDAY], "国办发明电", BY, NOW)


def test_a_calendar_is_published_and_corrected() -> None:
    Given(Calendar).when(lambda it: publish(it, [HOLIDAY])).then(PUBLISHED)
    Given(Calendar, (PUBLISHED, NOW)).when(lambda it: publish(it, [HOLIDAY])).then()
    both = [HOLIDAY, date(2026, 10, 2)]
    Given(Calendar, (PUBLISHED, NOW)).when(lambda it: publish(it, both[::-1])).then(
        replace(PUBLISHED, version=2, holidays=both)
    )
    life = relive(Calendar, [(PUBLISHED, NOW)])
    assert life.number == 1
    assert life.holidays == {HOLIDAY}
    assert life.make_up_days == {SUNDAY}

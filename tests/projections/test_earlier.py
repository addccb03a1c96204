"""What came before a report: near it, and from its rider, however many are asked about."""

from datetime import timedelta

from domain.values import Location
from projections.queues import earlier as module
from projections.queues.earlier import Question, earlier
from projections.queues.view import Queues
from services.eventlog.instants import to_micros
from tests.projections import happenings as x
from tests.projections.houses import ViewsOn
from tests.projections.memory import MORNING, MemoryLog

APART = 20_000  # some 192 m
DAY = timedelta(days=1)


def test_each_report_is_told_what_was_near_it_and_what_its_rider_sent(
    database_url: str, views_on: ViewsOn
) -> None:
    log = MemoryLog()
    for number in range(1, 7):
        place = Location(lon_e7=x.LAKE.lon_e7 + APART * number, lat_e7=x.LAKE.lat_e7)
        log.tell(x.report(number), x.submitted(place=place))
        log.pass_time(days=1)
    log.tell(x.report(1), x.rejected())
    view = views_on(database_url, log, [Queues()])
    view.catch_up()

    def asked(number: int, since_day: int) -> Question:
        place = Location(lon_e7=x.LAKE.lon_e7 + APART * number, lat_e7=x.LAKE.lat_e7)
        since, until = (to_micros(MORNING + day * DAY) for day in (since_day, number - 1))
        return Question(x.report(number).hex, x.RIDER, place, since, until)

    third, sixth, late = earlier(view.engine, [asked(3, 0), asked(6, 0), asked(6, 4)], 400, 50)

    assert [one.report for one in third.near] == [x.report(n).hex for n in (2, 1)], (
        "closed ones too"
    )
    assert [one.report for one in sixth.near] == [x.report(n).hex for n in (5, 4)]
    assert [one.report for one in late.near] == [x.report(5).hex]
    assert sixth.near[0].submitted_at == to_micros(MORNING + 4 * DAY)
    assert {*third.of_rider} == {x.report(n).hex for n in (1, 2)}
    assert {*sixth.of_rider} == {x.report(n).hex for n in range(1, 6)}
    assert earlier(view.engine, [], 400, 50) == []


def test_of_a_crowd_the_latest_are_looked_at(database_url: str, views_on: ViewsOn) -> None:
    log = MemoryLog()
    for number in range(1, module.LATEST + 11):
        log.tell(x.report(number), x.submitted())
        log.pass_time(days=1)
    view = views_on(database_url, log, [Queues()])
    view.catch_up()
    until = to_micros(MORNING + 1_000 * DAY)

    (found,) = earlier(view.engine, [Question("", x.RIDER, x.LAKE, 0, until)], 10, 1_000)

    latest = {x.report(number).hex for number in range(11, module.LATEST + 11)}
    assert {one.report for one in found.near} == latest
    assert {*found.of_rider} == {
        x.report(n).hex for n in range(module.LATEST + 1, module.LATEST + 11)
    }

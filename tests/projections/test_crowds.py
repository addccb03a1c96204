"""What a supervisor and a rider about to report ask of the queues, on both engines."""

from collections import Counter
from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from domain.values import Location
from projections.queues.box import around, cell
from projections.queues.loads import Load, loads
from projections.queues.queries import Whose
from projections.queues.usual import usual
from projections.queues.view import Queues
from tests.projections import happenings as x
from tests.projections.houses import ViewsOn
from tests.projections.memory import MORNING, MemoryLog

HOUR = timedelta(hours=1)
DAY = timedelta(days=1)


def test_the_load_is_counted_for_each_who_holds_something(
    database_url: str, views_on: ViewsOn
) -> None:
    log = MemoryLog()
    for number in range(1, 6):
        log.tell(x.report(number), x.submitted())
        log.tell(x.report(number), x.dispatched(MORNING + 4 * HOUR))
    for number in (1, 2, 3):
        log.tell(x.report(number), x.claimed(MORNING + number * HOUR))
    log.tell(x.report(4), x.claimed(MORNING + HOUR, x.VERIFIER))
    log.tell(x.report(3), x.resolved(MORNING + 4 * HOUR))
    log.tell(x.report(5), x.returned())
    log.tell(x.report(5), x.dispatched(MORNING + DAY))
    log.tell(x.report(5), x.transferred(MORNING + DAY))
    view = views_on(database_url, log, [Queues()])
    view.catch_up()

    soon = loads(view.engine, Whose.OFFICE, x.BEISHAN, now=MORNING + HOUR)
    late = loads(view.engine, Whose.COMMUNITY, x.BAOSHI, now=MORNING + 8 * DAY)
    other = loads(view.engine, Whose.OFFICE, x.XIXI, now=MORNING)

    assert soon.people == {
        x.HANDLER: Load(open=2, resolved=1, lease_soonest=MORNING + HOUR),
        x.VERIFIER: Load(open=1, lease_soonest=MORNING + HOUR),
    }
    assert late.people == {
        x.HANDLER: Load(open=2, late=2, lease_soonest=MORNING + HOUR),
        x.VERIFIER: Load(open=1, late=1, lease_soonest=MORNING + HOUR),
    }
    assert (soon.ping_pong, other.people) == ([], {})
    assert [(one.id, one.bounces) for one in other.ping_pong] == [(x.report(5), 2)]
    assert soon.position == len(log.entries)


def test_what_is_usual_is_what_was_submitted_near_since_then(
    database_url: str, views_on: ViewsOn
) -> None:
    log = MemoryLog()
    for number in range(1, 9):
        place = Location(lon_e7=x.LAKE.lon_e7 + 20_000 * number, lat_e7=x.LAKE.lat_e7)
        category = x.PARKING if number % 2 else x.ROAD
        log.tell(x.report(number), x.submitted(category=category, place=place))
        log.pass_time(days=1)
    log.tell(x.report(1), x.rejected())
    view = views_on(database_url, log, [Queues()])
    view.catch_up()
    near = usual(view.engine, x.LAKE, 1000, MORNING)

    assert near == Counter({x.PARKING: 3, x.ROAD: 2})  # some 192 m apart; closed ones too
    assert usual(view.engine, x.LAKE, 1000, MORNING + 3 * DAY) == Counter({x.PARKING: 1, x.ROAD: 1})


@given(
    lon=st.integers(-1_790_000_000, 1_790_000_000),
    lat=st.integers(-890_000_000, 890_000_000),
    north=st.floats(-1, 1),
    east=st.floats(-1, 1),
)
def test_what_lies_in_a_box_lies_in_its_cells(
    lon: int, lat: int, north: float, east: float
) -> None:
    box = around(Location(lon_e7=lon, lat_e7=lat), 500)
    inside = (
        round(lon + east * (box.east - box.west) / 2),
        round(lat + north * (box.north - box.south) / 2),
    )

    assert cell(*inside) in box.cells()

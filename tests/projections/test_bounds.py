"""What the desk asks often reads no more than it tells, however long the city has lived."""

from typing import Any

import pytest
from sqlalchemy import Engine, select

from projections.bulk import add
from projections.queues.earlier import Question, earlier
from projections.queues.loads import loads
from projections.queues.queries import Whose
from projections.queues.table import queue
from projections.queues.usual import usual
from projections.queues.view import Queues
from projections.tables import OPEN
from services.eventlog.instants import to_micros
from tests.projections import happenings as x
from tests.projections.houses import ViewsOn
from tests.projections.memory import MORNING, MemoryLog
from tests.projections.plans import bounds, planned

REPORTS = 4_000
_HOUR = 3_600_000_000


def grown(url: str, views_on: ViewsOn) -> Engine:
    """A city with years behind it: much is mended, little is in hand, and nothing is forgotten."""
    log = MemoryLog()
    log.tell(x.report(1), x.submitted())
    view = views_on(url, log, [Queues()])
    view.catch_up()
    with view.engine.begin() as db:
        first = dict(db.execute(select(queue)).mappings().one())
        lives = (row for number in range(REPORTS) for row in _life(first, number))
        add(db, queue, [tuple(row.values()) for row in lives])
        db.exec_driver_sql("ANALYZE")
        if db.dialect.name == "sqlite":
            db.exec_driver_sql("DROP TABLE sqlite_stat1")  # a city keeps no statistics there
    return view.engine


def _life(first: dict[str, Any], number: int) -> list[dict[str, Any]]:
    """A report as it was submitted, and as it is now."""
    at = to_micros(MORNING) - number * _HOUR
    held = number % 10 == 0
    row = first | {
        "report": f"{number + 10:032x}",
        "office": (x.BEISHAN, x.XIXI)[number % 2],
        "community": (x.BAOSHI, None)[number % 2],
        "holder": x.HANDLER,
        "cell": first["cell"] + number % 50,
        "submitted_at": at,
    }
    now = {
        "state": "claimed" if held else "verified",
        "open": held,
        "at_work": held,
        "bounces": 2 if number % 500 == 0 else 0,
    }
    done = {"resolved_at": None if held else at, "valid_from": 2, "valid_to": OPEN}
    return [row | {"valid_from": 1, "valid_to": 2, "node": 1}, row | now | done]


@pytest.mark.parametrize(
    ("whose", "code", "column"),
    [(Whose.OFFICE, x.BEISHAN, "office"), (Whose.COMMUNITY, x.BAOSHI, "community")],
)
def test_the_load_of_a_queue_is_found_by_its_states(
    whose: Whose, code: str, column: str, database_url: str, views_on: ViewsOn
) -> None:
    engine = grown(database_url, views_on)

    with planned(engine, "queue.holder") as plans:
        loads(engine, whose, code, now=MORNING)

    held, done, bounced = (bounds(plan) for plan in plans)
    by_state = {"generation", column, "state"}
    assert held == ({f"queue_of_{column}_state"}, by_state)
    assert done == ({f"queue_of_{column}_state"}, by_state | {"resolved_at"})
    assert bounced[0] == {f"queue_of_{column}"}


def test_what_was_submitted_lately_around_a_place_is_found_by_its_cells(
    database_url: str, views_on: ViewsOn
) -> None:
    engine = grown(database_url, views_on)

    with planned(engine, "lat_e7") as plans:
        usual(engine, x.LAKE, 500, MORNING)

    wanted = {"queue_lately"}, {"generation", "cell", "submitted_at"}
    assert [bounds(plan) for plan in plans] == [wanted]


def test_what_came_before_is_read_from_the_end_of_an_index(
    database_url: str, views_on: ViewsOn
) -> None:
    engine = grown(database_url, views_on)
    asked = Question(x.report(1).hex, x.RIDER, x.LAKE, 0, to_micros(MORNING))

    with planned(engine, "submitted_at") as plans:
        earlier(engine, [asked], 300, 50)

    found = [bounds(plan) for plan in plans]
    assert {name for names, _ in found for name in names} == {
        "queue_lately",
        "queue_of_rider_lately",
    }
    assert all("submitted_at" in columns for _, columns in found)

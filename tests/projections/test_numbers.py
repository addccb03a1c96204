"""Public numbers are drawn by chance, and two may be alike."""

from projections.queues.queries import find, find_number
from tests.projections import happenings as x
from tests.projections.houses import ViewsOn
from tests.projections.memory import MemoryLog
from tests.projections.test_queues import follow


def test_of_two_reports_that_drew_one_number_the_earlier_keeps_it(
    file_url: str, views_on: ViewsOn
) -> None:
    log = MemoryLog()
    log.tell(x.report(2), x.submitted(number="7"))
    log.tell(x.report(1), x.submitted(number="7"))
    view = follow(log, file_url, views_on)

    found = find_number(view.engine, "7")

    assert found is not None
    assert found == find(view.engine, x.report(1))

"""Trouble while a page is written: the database's own, and that of a wrong rule."""

import pytest
from sqlalchemy.exc import OperationalError

from domain.kernel import Event, Step
from projections.queues.case import Case
from projections.queues.table import queue
from projections.queues.view import Queues
from projections.sheet import Sheet
from tests.projections.histories import tell
from tests.projections.houses import ViewsOn, rows


class Moody(Queues):
    """Queues that fail on one event, with whatever error they are given."""

    error: Exception | None = None

    def write(self, before: Case | None, after: Case, step: Step[Event], sheet: Sheet) -> None:
        if self.error is not None and step.position == 7:
            raise self.error
        super().write(before, after, step, sheet)


def test_a_database_that_fails_parks_nothing_and_leaves_no_half(
    database_url: str, views_on: ViewsOn
) -> None:
    log, moody = tell(5), Moody()
    view = views_on(database_url, log, [moody])
    moody.error = OperationalError("the disk is full", None, OSError())

    with pytest.raises(OperationalError):
        view.catch_up()

    assert view.position("queues") == 0
    assert rows(view.engine, queue) == []
    assert view.parked() == []
    moody.error = None
    view.catch_up()
    assert view.verify() == []


def test_a_rule_that_fails_parks_its_stream_until_it_is_mended(
    file_url: str, fresh_file: str, views_on: ViewsOn
) -> None:
    log, moody = tell(5), Moody()
    view = views_on(file_url, log, [moody])
    moody.error = ZeroDivisionError()
    view.catch_up()
    (stop,) = view.parked()
    assert (stop.position, stop.error) == (7, "ZeroDivisionError")

    moody.error = None
    view.retry("queues", stop.stream)

    healthy = views_on(fresh_file, log, [Queues()])
    healthy.catch_up()
    assert view.digest("queues") == healthy.digest("queues")

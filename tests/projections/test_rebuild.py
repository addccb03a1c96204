"""Rebuilding and verifying: a new generation beside the live one, and what differs."""

from typing import Any

import pytest
from sqlalchemy import delete, insert, select, update

from projections.keeper import Projections
from projections.queues.queries import Whose, page
from projections.queues.table import queue
from projections.queues.view import Queues
from projections.source import Page
from projections.tables import projection
from projections.timelines.view import Timelines
from tests.projections import happenings as x
from tests.projections.histories import tell
from tests.projections.houses import ViewsOn, rows
from tests.projections.memory import MemoryLog, Pages, spoiled


class Killed(Exception):
    """Stands for the end of the process."""


class Mortal(MemoryLog):
    """A log whose reader dies after so many pages."""

    def __init__(self, log: MemoryLog, pages: int) -> None:
        super().__init__()
        self.entries, self._left = log.entries, pages

    def lines(self, after: int, limit: int) -> Page:
        if self._left == 0:
            raise Killed
        self._left -= 1
        return super().lines(after, min(limit, 10))


def test_a_rebuild_gives_the_same_rows_and_leaves_no_others(
    database_url: str, views_on: ViewsOn
) -> None:
    view = views_on(database_url, tell(5), [Queues()])
    view.catch_up()
    before = view.digest("queues")
    seen: list[tuple[int, int]] = []

    view.rebuild("queues", lambda done, of: seen.append((done, of)))

    assert view.digest("queues") == before
    assert {row["generation"] for row in rows(view.engine, queue)} == {2}
    assert seen[-1] == (60, 60)
    assert view.verify() == []


def test_readers_see_the_old_rows_until_the_swap(file_url: str, views_on: ViewsOn) -> None:
    url, log = file_url, tell(6)
    view = views_on(url, log, [Queues()])
    view.catch_up()
    shown = page(view.engine, Whose.ALL).items
    seen = []
    slow = views_on(url, Pages(log, [7]), [Queues()])

    slow.rebuild("queues", lambda *_: seen.append(page(view.engine, Whose.ALL).items))

    assert len(seen) > 5
    assert all(items == shown for items in seen)
    assert page(view.engine, Whose.ALL).items == shown


def test_a_killed_rebuild_is_taken_up_where_it_stopped(
    database_url: str, views_on: ViewsOn
) -> None:
    log = tell(7)
    view = views_on(database_url, log, [Queues()])
    view.catch_up()
    before = view.digest("queues")
    dying = views_on(database_url, Mortal(log, 3), [Queues()])

    with pytest.raises(Killed):
        dying.rebuild("queues")
    assert view.digest("queues") == before
    assert {row["generation"] for row in rows(view.engine, queue)} == {1, 2}
    seen: list[int] = []
    view.rebuild("queues", lambda done, _: seen.append(done))

    assert seen[0] > 30  # the first three pages were not read again
    assert view.digest("queues") == before
    assert {row["generation"] for row in rows(view.engine, queue)} == {2}


def test_views_rebuilt_together_share_a_walk_even_where_one_was_ahead(
    database_url: str, views_on: ViewsOn
) -> None:
    log, names = tell(7), ["queues", "timelines"]
    view = views_on(database_url, log, [Queues(), Timelines()])
    view.catch_up()
    before = [view.digest(name) for name in names]
    dying = views_on(database_url, Mortal(log, 3), [Queues(), Timelines()])
    with pytest.raises(Killed):
        dying.rebuild("queues")
    assert [view.rebuilding(name) for name in names] == [30, 60]
    seen: list[int] = []

    Projections(view.engine, Pages(log, [7]), [Queues(), Timelines()]).rebuild_together(
        names, lambda done, _: seen.append(done)
    )

    assert seen == [7, 14, 21, 28, 30, 37, 44, 51, 58, 60]  # one walk, each page once
    assert [view.digest(name) for name in names] == before
    assert {row["generation"] for row in rows(view.engine, queue)} == {2}
    assert view.verify() == []


def test_a_rebuild_catches_what_happens_meanwhile(file_url: str, views_on: ViewsOn) -> None:
    url, log = file_url, tell(8)
    growing = log.until(40)
    view = views_on(url, growing, [Queues()])
    view.catch_up()

    def go_on(*_: Any) -> None:
        growing.entries = log.entries
        view.catch_up()

    view.rebuild("queues", go_on)

    assert view.position("queues") == 60
    assert view.verify() == []


def test_a_new_edition_of_a_view_starts_anew(file_url: str, views_on: ViewsOn) -> None:
    url, log = file_url, tell(9)
    old = views_on(url, log, [Queues()])
    old.catch_up()
    with old.engine.begin() as db:
        db.execute(update(projection).values(edition=0))

    view = views_on(url, log, [Queues()])

    assert view.position("queues") == 0
    view.catch_up()
    assert view.verify() == []


def test_a_view_that_starts_anew_holds_no_other_up(file_url: str, views_on: ViewsOn) -> None:
    log = tell(9)
    early = views_on(file_url, log, [Queues()])
    early.catch_up()
    log.tell(x.report(50), x.submitted())
    both = views_on(file_url, Pages(log, [5]), [Queues(), Timelines()])

    both.step()

    assert both.position("queues") == len(log.entries)
    assert both.position("timelines") == 5
    both.catch_up()
    assert both.verify() == []


def tampered(view: Projections) -> None:
    with view.engine.begin() as db:
        victim = db.execute(select(queue.c.report, queue.c.valid_from)).first()
        assert victim is not None
        mine = (queue.c.report == victim[0]) & (queue.c.valid_from == victim[1])
        row = dict(db.execute(select(queue).where(mine)).mappings().one())
        db.execute(update(queue).where(mine).values(bounces=99))
        db.execute(insert(queue).values({**row, "valid_from": 10**6, "number": "invented"}))
        last = select(queue.c.valid_from).order_by(queue.c.valid_from.desc()).offset(1).limit(1)
        db.execute(delete(queue).where(queue.c.valid_from == last.scalar_subquery()))


def test_verifying_names_each_row_that_is_changed_invented_or_missing(
    database_url: str, views_on: ViewsOn
) -> None:
    log = tell(10)
    view = views_on(database_url, log, [Queues()])
    view.catch_up()
    assert view.verify() == []
    assert view.verify(export=iter(log.entries)) == []

    tampered(view)

    kinds = [(one.shown is not None, one.derived is not None) for one in view.verify()]
    assert sorted(kinds) == [(False, True), (True, False), (True, True)]
    changed = next(one for one in view.verify() if one.shown and one.derived)
    assert changed.shown is not None
    assert changed.derived is not None
    assert (changed.shown["bounces"], changed.derived["bounces"]) == (99, 0)
    view.rebuild("queues")
    assert view.verify() == []


def test_an_export_that_ends_too_early_is_a_difference(file_url: str, views_on: ViewsOn) -> None:
    log = tell(11)
    view = views_on(file_url, log, [Queues()])
    view.catch_up()

    (one,) = view.verify(export=log.entries[:30])

    assert (one.table, one.key, one.shown) == ("log", (30,), {"to": 60})


def test_a_parked_stream_leaves_the_views_equal_to_the_readable_log(
    file_url: str, views_on: ViewsOn
) -> None:
    log = tell(12)
    log.entries[20] = spoiled(log.entries[20])
    view = views_on(file_url, log, [Queues()])
    view.catch_up()

    assert view.verify() == []
    assert len(view.parked()) == 1
    view.rebuild("queues")
    assert len(view.parked()) == 1

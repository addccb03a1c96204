"""Two versions of the program on one city: the later one's rules hold, the other one ends."""

import pytest
from sqlalchemy import insert, select, update

from projections.errors import Overtaken
from projections.queues.queries import Whose, page
from projections.queues.table import queue
from projections.queues.view import Queues
from projections.rebuild import _swap  # the race is in its middle
from projections.tables import bookmark, projection
from services.migrations import NewerSchema
from tests.projections.histories import tell
from tests.projections.houses import ViewsOn, rows


class Later(Queues):
    """What a later program makes of the same view."""

    edition = Queues.edition + 1


def test_a_worker_of_before_folds_nothing_into_what_a_later_program_began(
    database_url: str, views_on: ViewsOn
) -> None:
    log = tell(9)
    before = views_on(database_url, log, [Queues()])
    before.catch_up()
    after = views_on(database_url, log, [Later()])
    assert after.position("queues") == 0

    with pytest.raises(NewerSchema, match=r"view queues are of version 5; .* up to 4"):
        before.step()
    with pytest.raises(NewerSchema):
        before.wait("queues", 1, 0)
    with pytest.raises(NewerSchema):
        page(before.engine, Whose.ALL)
    assert rows(after.engine, queue) == []
    after.catch_up()
    assert after.verify() == []


def test_a_page_that_was_on_its_way_is_not_let_in(database_url: str, views_on: ViewsOn) -> None:
    log = tell(9)
    before = views_on(database_url, log, [Queues()])
    projector = before._projector("queues")  # noqa: SLF001 - stopped between look and write
    generation, start = projector.live()
    after = views_on(database_url, log, [Later()])

    with pytest.raises(Overtaken):
        projector.apply(generation, start, log.lines(0, 5))
    assert after.position("queues") == 0
    assert rows(after.engine, queue) == []


def test_a_program_of_before_does_not_start_on_what_a_later_one_began(
    database_url: str, views_on: ViewsOn
) -> None:
    log = tell(9)
    after = views_on(database_url, log, [Later()])
    after.catch_up()
    shown = rows(after.engine, queue)

    with pytest.raises(NewerSchema):
        views_on(database_url, log, [Queues()])
    assert rows(after.engine, queue) == shown


def test_who_comes_late_to_a_swap_leaves_the_next_rebuild_alone(
    database_url: str, views_on: ViewsOn
) -> None:
    view = views_on(database_url, tell(5), [Queues()])
    view.catch_up()
    view.rebuild("queues")
    with view.engine.begin() as db:  # a third one has begun the next generation
        db.execute(update(projection).values(building=3))
        db.execute(insert(bookmark).values(view="queues", generation=3, position=0))

    assert _swap(view.engine, Queues(), 1, 2)  # as one that saw generation 1 live

    with view.engine.connect() as db:
        assert set(db.scalars(select(bookmark.c.generation))) == {2, 3}
    view.rebuild("queues")
    assert {row["generation"] for row in rows(view.engine, queue)} == {3}

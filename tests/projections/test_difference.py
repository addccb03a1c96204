"""The difference of two moments of a list is what its two pictures differ in."""

from random import Random

import pytest

from projections.keeper import Projections
from projections.queues.difference import difference
from projections.queues.listed import Listed
from projections.queues.queries import Whose, page
from projections.queues.view import Queues
from tests.projections import happenings as x
from tests.projections.histories import tell
from tests.projections.houses import ViewsOn

LISTS = [(Whose.OFFICE, x.BEISHAN), (Whose.DESK, ""), (Whose.VERIFY, ""), (Whose.ALL, "")]


def picture(view: Projections, whose: Whose, code: str, at: int) -> dict[str, Listed]:
    found = page(view.engine, whose, code, limit=200, as_of=at).items
    return {one.id.hex: one for one in found}


@pytest.mark.parametrize("seed", [3, 11, 2026])
def test_two_pictures_differ_in_what_the_difference_says(
    seed: int, database_url: str, views_on: ViewsOn
) -> None:
    log = tell(seed, events=60)
    view = views_on(database_url, log, [Queues()])
    view.catch_up()
    luck, size = Random(seed), len(log.entries)  # noqa: S311 - no secret
    spans = [
        (0, size),
        (size, size),
        *(sorted(luck.choices(range(size + 1), k=2)) for _ in "12345"),
    ]

    for since, until in spans:
        for whose, code in LISTS:
            before, after = (picture(view, whose, code, at) for at in (since, until))
            seen = difference(view.engine, whose, code, since, until)
            both = before.keys() & after.keys()
            moved = {one for one in both if before[one].position != after[one].position}

            assert {one.id.hex: one for one in seen.entered} == {
                one: after[one] for one in after.keys() - before.keys()
            }
            assert {one.id.hex: one for one in seen.left} == {
                one: before[one] for one in before.keys() - after.keys()
            }
            assert {one.after.id.hex: (one.before, one.after) for one in seen.changed} == {
                one: (before[one], after[one]) for one in moved
            }
            assert seen.counts == {
                "since": len(before),
                "until": len(after),
                "entered": len(seen.entered),
                "left": len(seen.left),
                "changed": len(seen.changed),
            }

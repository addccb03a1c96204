"""Delivery twice, late, out of order or not at all leaves equal views and equal effects."""

import shutil
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import NamedTuple

import pytest
from sqlalchemy import Engine, update

from domain.kernel import Step
from projections.engine import Projector
from projections.errors import BrokenLog, Overtaken
from projections.keeper import Projections, silent
from projections.source import LogSource
from projections.tables import bookmark
from projections.views import VIEWS
from services.telling.deliveries import State
from tests.faults.conftest import Figure
from tests.faults.postman import Postman, furnished
from tests.faults.shelves import Chaos, Drawer, Shelf
from tests.faults.sides import shares, side_by_side
from tests.faults.working.effects import Effects
from tests.projections.memory import MemoryLog
from tests.sizes import chance, times
from workers import follow
from workers.simulation.founding import Town, build
from workers.simulation.play import Play
from workers.simulation.playing import scratch

PERMUTATIONS = times(8, 300, 20_000)  # for views, and as many for workers
ON_SERVER = times(2, 5, 1_000)  # of those for views, on PostgreSQL as well
STORY = 50  # permutations of one history
ACTIONS = 12
FAULTS = 5


class Story(NamedTuple):
    """A history of a city, and what its views look like where all of it came in order."""

    log: MemoryLog
    digests: dict[str, str]


@pytest.fixture(scope="module")
def town() -> Iterator[Town]:
    with scratch() as folder:
        yield build(folder / "town")


def test_every_view_ends_the_same_however_it_was_delivered(town: Town, figure: Figure) -> None:
    parts = [(town, numbers) for numbers in shares(PERMUTATIONS, STORY)]
    refused = sum(side_by_side(viewed, parts), Counter[str]())
    figure(
        f"{PERMUTATIONS} permutations for each of {len(VIEWS)} views, equal digests;"
        f" {refused['Overtaken']} pages refused as not next, {refused['BrokenLog']} that were none"
    )


def test_every_view_ends_the_same_on_postgresql(
    town: Town, postgresql_server: str, figure: Figure
) -> None:
    shelf = Shelf(town.folder.parent / "views-beside")
    drawer = Drawer(postgresql_server)
    refused: Counter[str] = Counter()
    for first in range(0, ON_SERVER, STORY):
        story = told(town, first, shelf)  # whose digests are those of SQLite
        refused += ordered(story, range(first, min(first + STORY, ON_SERVER)), drawer)
    drawer.close()
    figure(f"{ON_SERVER} permutations, digests as on SQLite; {refused.total()} pages refused")


def test_every_worker_acts_the_same_however_it_was_told(town: Town, figure: Figure) -> None:
    parts = [(town, numbers) for numbers in shares(PERMUTATIONS, STORY)]
    done = sum(side_by_side(acted, parts), Counter[str]())
    figure(
        f"{PERMUTATIONS} permutations for each worker, equal effects: {done['effects']} in as many"
        f" logs, of which {done['told']} were told; {done['refused']} pages refused"
    )


def viewed(part: tuple[Town, range]) -> Counter[str]:
    """Deliver to the views in so many orders; count what they refused."""
    town, numbers = part
    refused: Counter[str] = Counter()
    shelf = Shelf(town.folder.parent / f"views-{numbers.start}")
    for first in numbers[::STORY]:
        story = told(town, first, shelf)
        refused += ordered(story, range(first, min(first + STORY, numbers.stop)), shelf)
    return refused


def ordered(story: Story, numbers: range, shelf: Shelf | Drawer) -> Counter[str]:
    """Deliver one story in so many orders; count what was refused."""
    refused: Counter[str] = Counter()
    for number in numbers:
        random = chance("delivery", number)
        with shelf.fresh() as engine:
            keepers = [
                Projections(engine, Chaos(story.log, random), VIEWS),
                Projections(engine, Chaos(story.log, random), VIEWS),
            ]
            last = Projections(engine, story.log, VIEWS)
            for _ in range(ACTIONS):
                refused.update(deliver(engine, keepers, last, story.log, random))
            last.catch_up()
            assert not last.parked(), number
            assert digests(last) == story.digests, number
    return refused


def acted(part: tuple[Town, range]) -> Counter[str]:
    """Deliver to the workers in so many orders; count what they did where all was in order."""
    (town, numbers), done, page = part, Counter[str](), follow.PAGE
    begun = town.folder.parent / f"begun-{numbers.start}"
    try:
        for first in numbers[::STORY]:
            furnished(town, begun, chance("people", first))
            orderly, _ = worked(begun, 0, chance("orderly", first), 0)
            for number in range(first, min(first + STORY, numbers.stop)):
                random = chance("workers", number)
                follow.PAGE = random.choice((1, 2, 3, 500))
                effects, refused = worked(begun, number, random, FAULTS)
                assert effects == orderly, number
                done["refused"] += refused
            done["effects"] += orderly.total()
            done["told"] += sum(often for what, often in orderly.items() if State.SENT in what)
            shutil.rmtree(begun)
    finally:
        follow.PAGE = page
    return done


def worked(begun: Path, number: int, random: Random, faults: int) -> tuple[Effects, int]:
    """Let the workers of a city work, with so many faults of delivery; count what they did.

    The second number is of pages that they refused.
    """
    folder = begun.with_name(f"{begun.name}-{number}")
    shutil.copytree(begun, folder)
    postman = Postman(folder, random)
    try:
        for _ in range(faults):
            postman.fault()
        postman.rest()
        return postman.effects(), postman.refused
    finally:
        postman.close()


def deliver(
    engine: Engine, keepers: list[Projections], last: Projections, log: MemoryLog, random: Random
) -> list[str]:
    """Do one thing that a careful postman would not; answer which refusal that met."""
    keeper = random.choice(keepers)
    view = random.choice(VIEWS)
    try:
        match random.choice(("step", "step", "step", "page", "page", "back", "rebuild")):
            case "step":
                keeper.step()
            case "page":
                projector = Projector(view, engine, silent, log.stream)
                generation, position = projector.live()
                start = random.choice((position, position, random.randrange(len(log.entries))))
                if page := log.lines(start, random.randint(1, 40)):
                    projector.apply(generation, start, page)
            case "back":
                to = random.randint(0, keeper.position(view.name))
                mine = bookmark.c.view == view.name
                with engine.begin() as db:
                    db.execute(update(bookmark).where(mine).values(position=to))
            case "rebuild":
                last.rebuild(view.name)
    except (Overtaken, BrokenLog) as refused:
        return [type(refused).__name__]
    return []


def told(town: Town, number: int, shelf: Shelf) -> Story:
    """Play a city, and let the views follow it in order."""
    folder = town.folder.parent / f"story-{number}"
    play = Play(chance("story", number).randrange(10**6), town, folder)
    play.run(100)
    house = next(one.house for one in play.processes if one.house)
    log = MemoryLog()
    log.entries = list(LogSource(house.wiring.log, house.wiring.codec).lines(0, 10_000))
    assert all(isinstance(one, Step) for one in log.entries)
    play.close()
    shutil.rmtree(folder)
    with shelf.fresh() as engine:
        views = Projections(engine, log, VIEWS)
        views.catch_up()
        return Story(log, digests(views))


def digests(views: Projections) -> dict[str, str]:
    return {view.name: views.digest(view.name) for view in VIEWS}

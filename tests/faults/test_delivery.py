"""Delivery twice, late, out of order or not at all leaves equal views and equal effects."""

import shutil
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

import pytest
from sqlalchemy import Engine, update

from domain.kernel import Step
from projections.engine import Projector
from projections.errors import BrokenLog, Overtaken
from projections.keeper import Projections, silent
from projections.source import LogSource, Page
from projections.tables import bookmark
from projections.views import VIEWS
from services.database import open_engine
from tests.faults.conftest import Figure
from tests.faults.postman import Postman, furnished
from tests.faults.sides import shares, side_by_side
from tests.projections.memory import MemoryLog
from tests.sizes import chance, times
from workers import follow
from workers.simulation.founding import Town, build
from workers.simulation.play import Play
from workers.simulation.playing import scratch

PERMUTATIONS = times(8, 300, 20_000)  # for views, and as many for workers
STORY = 50  # permutations of one history
ACTIONS = 12
FAULTS = 5


class Chaos:
    """A source that is late, forgets an entry, or answers with nothing, as chance will have it."""

    def __init__(self, log: MemoryLog, random: Random) -> None:
        self._log, self._random = log, random

    def lines(self, after: int, limit: int) -> Page:
        page = list(self._log.lines(after, min(limit, self._random.choice((1, 3, 20, 1000)))))
        fault = self._random.random()
        if fault < 1 / 6 and len(page) > 1:
            del page[self._random.randrange(len(page) - 1)]  # the last one missing is merely late
        return [] if fault > 5 / 6 else page

    def stream(self, stream: Any) -> Page:
        return self._log.stream(stream)

    def position_at(self, moment: Any) -> int:
        return self._log.position_at(moment)


class Shelf:
    """Views that nobody has filled yet, again and again in one file: statements stay compiled."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir()
        self._blank, self._file = folder / "blank.db", folder / "views.db"
        self._engine = open_engine(f"sqlite:///{self._file}", durable=False)
        with self._emptied():
            Projections(self._engine, MemoryLog(), VIEWS)
        shutil.copy(self._file, self._blank)

    @contextmanager
    def fresh(self) -> Iterator[Engine]:
        """Lend them empty."""
        with self._emptied():
            shutil.copy(self._blank, self._file)
            yield self._engine

    @contextmanager
    def _emptied(self) -> Iterator[None]:
        for one in self._file.parent.glob(f"{self._file.name}*"):
            one.unlink()
        yield
        self._engine.dispose()  # which also writes the last of it into the one file


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
        f" {refused['Overtaken']} pages refused as not next, {refused['BrokenLog']} for a gap"
    )


def test_every_worker_acts_the_same_however_it_was_told(town: Town, figure: Figure) -> None:
    parts = [(town, numbers) for numbers in shares(PERMUTATIONS, STORY)]
    effects = sum(side_by_side(acted, parts))
    figure(f"{PERMUTATIONS} permutations for each worker, equal effects: {effects} in as many logs")


def viewed(part: tuple[Town, range]) -> Counter[str]:
    """Deliver to the views in so many orders; count what they refused."""
    town, numbers = part
    refused: Counter[str] = Counter()
    shelf = Shelf(town.folder.parent / f"views-{numbers.start}")
    for first in numbers[::STORY]:
        story = told(town, first, shelf)
        for number in range(first, min(first + STORY, numbers.stop)):
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


def acted(part: tuple[Town, range]) -> int:
    """Deliver to the workers in so many orders; count what they did where all was in order."""
    (town, numbers), effects, page = part, 0, follow.PAGE
    begun = town.folder.parent / f"begun-{numbers.start}"
    try:
        for first in numbers[::STORY]:
            furnished(town, begun, chance("people", first))
            orderly = worked(begun, 0, chance("orderly", first), 0)
            for number in range(first, min(first + STORY, numbers.stop)):
                random = chance("workers", number)
                follow.PAGE = random.choice((1, 2, 3, 500))
                assert worked(begun, number, random, FAULTS) == orderly, number
            effects += orderly.total()
            shutil.rmtree(begun)
    finally:
        follow.PAGE = page
    return effects


def worked(begun: Path, number: int, random: Random, faults: int) -> "Counter[tuple[Any, ...]]":
    """Let the workers of a city work, with so many faults of delivery; count what they did."""
    folder = begun.with_name(f"{begun.name}-{number}")
    shutil.copytree(begun, folder)
    postman = Postman(folder, random)
    try:
        for _ in range(faults):
            postman.fault()
        postman.rest()
        return postman.effects()
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

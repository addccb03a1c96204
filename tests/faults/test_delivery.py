"""Delivery twice, late, out of order or not at all leaves equal views and equal effects."""

import shutil
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

import pytest
from sqlalchemy import update

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
from tests.projections.memory import MemoryLog
from tests.sizes import chance, times
from workers import follow
from workers.simulation.founding import Town, build
from workers.simulation.play import Play
from workers.simulation.playing import scratch

PERMUTATIONS = times(8, 150, 10_000)  # for views, and as many for workers
STORY = 30  # permutations of one history
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


class Story(NamedTuple):
    """A history of a city, and what its views look like where all of it came in order."""

    log: MemoryLog
    digests: dict[str, str]


@pytest.fixture(scope="module")
def town() -> Iterator[Town]:
    with scratch() as folder:
        yield build(folder / "town")


def test_every_view_ends_the_same_however_it_was_delivered(town: Town, figure: Figure) -> None:
    overtaken = broken = 0
    for first in range(0, PERMUTATIONS, STORY):
        story = told(town, first)
        for number in range(first, min(first + STORY, PERMUTATIONS)):
            random = chance("delivery", number)
            file = town.folder.parent / f"views-{number}.db"
            engine = open_engine(f"sqlite:///{file}", durable=False)
            keepers = [
                Projections(engine, Chaos(story.log, random), VIEWS),
                Projections(engine, Chaos(story.log, random), VIEWS),
            ]
            for _ in range(ACTIONS):
                outcome = deliver(engine, keepers, story.log, random)
                overtaken += outcome is Overtaken
                broken += outcome is BrokenLog
            last = Projections(engine, story.log, VIEWS)
            last.catch_up()
            assert not last.parked(), number
            assert digests(last) == story.digests, number
            engine.dispose()
            for one in file.parent.glob(f"{file.name}*"):
                one.unlink()
    figure(
        f"{PERMUTATIONS} permutations for each of {len(VIEWS)} views, equal digests;"
        f" {overtaken} pages refused as not next, {broken} refused for a gap"
    )


def test_every_worker_acts_the_same_however_it_was_told(
    town: Town, figure: Figure, monkeypatch: pytest.MonkeyPatch
) -> None:
    effects = 0
    for first in range(0, PERMUTATIONS, STORY):
        begun = town.folder.parent / "begun"
        furnished(town, begun, chance("people", first))
        orderly = worked(begun, 0, chance("orderly", first), 0)
        for number in range(first, min(first + STORY, PERMUTATIONS)):
            random = chance("workers", number)
            monkeypatch.setattr(follow, "PAGE", random.choice((1, 2, 3, 500)))
            assert worked(begun, number, random, FAULTS) == orderly, number
        effects += orderly.total()
        shutil.rmtree(begun)
    figure(f"{PERMUTATIONS} permutations for each worker, equal effects: {effects} in as many logs")


def worked(begun: Path, number: int, random: Random, faults: int) -> "Counter[tuple[Any, ...]]":
    """Let the workers of a city work, with so many faults of delivery; count what they did."""
    folder = begun.parent / f"worked-{number}"
    shutil.copytree(begun, folder)
    postman = Postman(folder, random)
    try:
        for _ in range(faults):
            postman.fault()
        postman.rest()
        return postman.effects()
    finally:
        postman.close()


def deliver(engine: Any, keepers: list[Projections], log: MemoryLog, random: Random) -> Any:
    """Do one thing that a careful postman would not."""
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
                Projections(engine, log, VIEWS).rebuild(view.name)
    except (Overtaken, BrokenLog) as refused:
        return type(refused)
    return None


def told(town: Town, number: int) -> Story:
    """Play a city, and let the views follow it in order."""
    play = Play(chance("story", number).randrange(10**6), town, town.folder.parent / "story")
    play.run(100)
    house = next(one.house for one in play.processes if one.house)
    log = MemoryLog()
    log.entries = list(LogSource(house.wiring.log, house.wiring.codec).lines(0, 10_000))
    assert all(isinstance(one, Step) for one in log.entries)
    play.close()
    shutil.rmtree(town.folder.parent / "story")
    file = town.folder.parent / "orderly.db"
    engine = open_engine(f"sqlite:///{file}", durable=False)
    views = Projections(engine, log, VIEWS)
    views.catch_up()
    orderly = digests(views)
    engine.dispose()
    for one in file.parent.glob("orderly.db*"):
        one.unlink()
    return Story(log, orderly)


def digests(views: Projections) -> dict[str, str]:
    return {view.name: views.digest(view.name) for view in VIEWS}

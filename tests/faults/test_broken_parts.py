"""Whatever breaks under a command, it is done once or not at all, and the caller is told."""

import asyncio
from pathlib import Path

from tests.faults.breaking.breaks import Breaks, Kind
from tests.faults.city import City
from tests.faults.conftest import Figure
from tests.faults.judging import caught_up, everything, verdict, whole
from tests.faults.trials import Trials
from tests.faults.wishes.all_of_them import route_of, routes, wishes
from tests.faults.wishes.stage import on_stage
from tests.sizes import THOROUGH, chance, times

COURSES = times(1, 3, 3)  # of each kind that a wish has; in the long run at each place
MOST = 20  # the n-th of a kind, outside the long run


def test_every_route_that_writes_is_put_to_the_proof() -> None:
    assert {route_of(name) for name in wishes()} == routes()


def test_a_command_is_done_once_or_not_at_all_whatever_breaks(
    city: City, breaks: Breaks, figure: Figure
) -> None:
    async def life() -> Trials:
        async with on_stage(city) as stage:
            trials = Trials(stage, breaks, chance("breaks", bool(city.database)))
            for number, (name, prepare) in enumerate(wishes().items()):
                if THOROUGH:
                    await trials.all(name, prepare)
                else:
                    await trials.some(name, prepare, number, COURSES, MOST)
            await caught_up(stage.house)
            ready = await stage.client.get("/health/ready")
            assert ready.status_code == 200, ready.text
            whole(stage.house, everything(stage.house))
            return trials

    trials = asyncio.run(life())
    assert not drafts(city.folder)
    assert verdict(city)["clean"]
    assert set(breaks.happened) == set(Kind)
    broke = ", ".join(f"{often} {kind}" for kind, often in sorted(breaks.happened.items()))
    told = ", ".join(f"{often} {what}" for what, often in sorted(trials.told.items()))
    made = f"{trials.made} of {len(wishes())} wishes, {trials.again} broken again in recovery"
    figure(f"{made}; broke: {broke}; told: {told}; verify clean")


def drafts(folder: Path) -> list[Path]:
    """List what was begun and never finished."""
    return [path for path in folder.rglob(".*") if path.is_file()]

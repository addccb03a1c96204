"""Derives views anew: one by one, or side by side where the database takes several writers."""

import os
from collections.abc import Sequence
from functools import partial
from typing import Final

from projections.abreast import abreast
from projections.house import House, open_house
from projections.rebuild import Progress
from services.settings import Settings
from workers import logs

LONG: Final = 50_000  # events: a process takes two seconds to start, as long as one folds them


def processes_for(house: House, views: Sequence[str], wanted: int | None) -> int:
    """Say how many processes are to share the work: SQLite lets one write at a time."""
    if house.projections.engine.dialect.name != "postgresql":
        return 1
    if wanted is None:
        wanted = os.cpu_count() or 1 if house.wiring.log.head().size >= LONG else 1
    return max(1, min(len(views), wanted))


def rebuild(
    house: House, views: Sequence[str], processes: int, progress: Progress
) -> dict[str, int]:
    """Derive views anew; answer how far each has read the log.

    Killed anywhere, it goes on where it was when it is called again.
    """
    shown = house.projections
    if processes == 1:
        shown.rebuild_together(views, progress)
    else:
        size = house.wiring.log.head().size

        def look() -> None:
            progress(min(map(shown.rebuilding, views)), size)

        abreast(partial(_rebuild, house.wiring.settings), views, processes, look)
    return {view: shown.position(view) for view in views}


def _rebuild(settings: Settings, views: list[str]) -> None:
    logs.set_up(settings.log_level, "command")
    house = open_house(settings)
    try:
        house.projections.rebuild_together(views)
    finally:
        house.close()

"""What can be changed at the command line, and a city in which all of it has something to do."""

import shutil
from argparse import ArgumentParser
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any, Final, NamedTuple
from uuid import UUID

from sqlalchemy import update

from services import city as rules
from services.photos.tables import photo
from tests.faults.city import City
from tests.faults.judging import caught_up
from tests.faults.poison import Poisoner
from tests.faults.wishes.stage import on_stage
from workers.cli import command_line

_STAFF: Final = '\n[[staff]]\nlogin = "newcomer"\nname = "-"\nposts = [{ role = "verifier" }]\n'
_WHY: Final = ("--by", "admin1", "--reason", "written by a broken release")
_OLD: Final = timedelta(days=3) // timedelta(microseconds=1)


class Errand(NamedTuple):
    """A command, and how it ends where nothing breaks."""

    words: tuple[str, ...]
    ends: int = 0
    repeated: int = 0  # how it ends where it had been done before
    more: bool = False  # who asks again may say so once more on record, to no other effect


READ: Final = {"replay", "verify", "parked", "export"}
RUN: Final = {"serve", "demo", "api", "work", "simulate"}  # whom others kill, and play


def errands(files: Path, position: int) -> dict[str, Errand]:
    """Word every command that changes something, and ends by itself."""
    view, worker = ("queues", str(position), *_WHY), ("inspect", str(position), *_WHY)
    return {
        "city load": Errand((str(files),)),
        "account add": Errand(("latecomer",), repeated=1),
        "account reset": Errand(("dispatcher1",)),
        "token": Errand(("dispatcher1",)),
        "parked retry": Errand(view, ends=1, repeated=1, more=True),  # it still cannot be read
        "parked skip": Errand(worker, more=True),
        "photos scrub": Errand(("--sweep", "--unused", "1")),
        "rebuild": Errand(("queues",)),
    }


def commands(parser: ArgumentParser | None = None, before: str = "") -> Iterator[str]:
    """Name every command there is, by all its words."""
    for action in (parser or command_line())._actions:  # noqa: SLF001 - argparse shows them nowhere else
        below: Any = action.choices if action.nargs == "A..." else {}
        for word, one in below.items():
            name = f"{before} {word}".strip()
            if one.get_default("run"):
                yield name
            yield from commands(one, name)


def new_files(folder: Path) -> Path:
    """Write the demo's files, with one more member of staff."""
    shutil.copytree(Path(str(rules.__file__)).parent / "demo", folder)
    with (folder / "staff.toml").open("a", encoding="utf-8") as staff:
        staff.write(_STAFF)
    return folder


async def leave_work(city: City) -> int:
    """Leave a photograph that nobody uses, and an event that nobody can read; answer where."""
    async with on_stage(city) as stage:
        await stage.errands.photo("rider1")
        with stage.house.wiring.vault.shelf.engine.begin() as db:
            db.execute(update(photo).values(created_at=photo.c.created_at - _OLD))
        report = await stage.submitted()
        with Poisoner(city.settings) as poisoner:
            position = poisoner.append(UUID(report), "report.photo_added", b'{"v":1,"d":{}}')
        await caught_up(stage.house)
    return position

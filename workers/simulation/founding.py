"""How the city that is played comes about: founded once, and copied for each play."""

import shutil
from pathlib import Path
from typing import NamedTuple

from services.settings import Settings, from_environment
from workers.simulation.hours import Hours
from workers.simulation.morning import Morning
from workers.simulation.process import Process
from workers.simulation.town import BEGAN, OFFICES, Cast, furnish


class Town(NamedTuple):
    """A furnished city in a folder, to be copied for each play."""

    folder: Path
    cast: Cast

    def copy(self, folder: Path) -> Settings:
        """Make a city of its own in a new folder."""
        shutil.copytree(self.folder, folder)
        return settings_in(folder)


def settings_in(folder: Path) -> Settings:
    """Make the settings of a simulated city; none of the process's own variables counts."""
    return from_environment(
        {"SUISHOUPAI_DATA": str(folder), "SUISHOUPAI_REQUESTS_PER_MINUTE": "1000000"}
    )


def build(folder: Path) -> Town:
    """Found the city, always the same one, and set it up."""
    folder.mkdir(parents=True)
    key = folder / "key-encryption.key"
    key.write_text(f"1:{'5e' * 32}\n")
    key.chmod(0o400)
    process = Process("founding", settings_in(folder), Hours(BEGAN), "town")
    process.open()
    try:
        cast: Cast = process.loop.finish(furnish(process))
        crew = dict(zip(("claim", "resolve", "verify"), _crew(cast), strict=True))
        Morning(process, cast.riders, crew).pass_by()
    finally:
        process.close()
    return Town(folder, cast)


def _crew(cast: Cast) -> tuple[str, str, str]:
    """Name who claims, resolves and verifies on that morning."""
    roles = {post.role.value: who for who, post in reversed(cast.staff.items())}
    handler = next(who for who, post in cast.staff.items() if post.office == OFFICES[1])
    return handler, handler, roles["verifier"]

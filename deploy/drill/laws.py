"""What must hold after each scene of the drill."""

import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

from deploy.drill.load import WISH, Caller, Done, picture
from deploy.scaled.city import ScaledCity, passed_on
from services.eventlog.recorder import EventLog
from services.photos.cipher import Part
from services.settings import from_environment
from services.wiring import open_wiring

PAGE: Final = 10_000
SOME: Final = 20  # of which each is looked at over HTTP, and its photograph opened


class Lost(Exception):
    """Something that was acknowledged is not there, or is not what it was."""


def is_prefix(restored: Mapping[str, str], living: Mapping[str, str]) -> int:
    """Prove that one city's log is the beginning of another's, hash by hash; answer its length.

    Both are given by their settings. Raises Lost.
    """
    one, other = (open_wiring(from_environment(each)) for each in (restored, living))
    try:
        size = one.log.head().size
        for after in range(0, size, PAGE):
            upto = min(after + PAGE, size)
            if _hashes(one.log, after, upto) != _hashes(other.log, after, upto):
                raise Lost(f"the logs differ between {after} and {upto}")
        return size
    finally:
        one.close()
        other.close()


def are_written(done: Sequence[Done], settings: Mapping[str, str]) -> None:
    """Find every acknowledged report at the position that was told, and some photographs.

    Raises Lost.
    """
    wiring = open_wiring(from_environment(settings))
    try:
        wanted = {each.position: each.report for each in done}
        for after in range(0, max(wanted, default=0), PAGE):
            for line in wiring.log.lines(after, PAGE):
                if wanted.pop(line.id, str(line.originator_id)) != str(line.originator_id):
                    raise Lost(f"another event stands at position {line.id}")
        if wanted:
            raise Lost(f"nothing stands at {len(wanted)} positions, {min(wanted)} among them")
        for each in done[-SOME:]:
            if not wiring.vault.open(each.photo, Part.LARGE).data:
                raise Lost(f"the photograph {each.photo} is empty")
    finally:
        wiring.close()


def goes_on(city: ScaledCity, done: Sequence[Done]) -> None:
    """Have a city show what was reported, and take one report more. Raises Lost."""
    for each in done[-SOME:]:
        caller = Caller(city.address, each.rider)
        status, _ = caller.get(f"/v1/reports/{each.report}")
        if status != 200:  # noqa: PLR2004 - what HTTP calls it
            raise Lost(f"report {each.report}: {status}")
        caller.close()
    caller = Caller(city.address, done[-1].rider)
    photo = caller.post("/v1/photos", picture())
    caller.post("/v1/reports", {**WISH, "photos": [photo["id"]]})
    caller.close()


def is_clean(settings: Mapping[str, str]) -> None:
    """Ask `suishoupai verify`, as an auditor would. Raises Lost."""
    program = str(Path(sys.executable).with_name("suishoupai"))
    asked = subprocess.run(
        [program, "verify"],
        env=passed_on() | dict(settings),
        capture_output=True,
        text=True,
        check=False,
    )
    if asked.returncode:
        raise Lost(asked.stdout + asked.stderr)


def _hashes(log: EventLog, after: int, upto: int) -> list[tuple[int, bytes]]:
    return [(line.id, line.leaf_hash) for line in log.lines(after, PAGE, upto=upto)]

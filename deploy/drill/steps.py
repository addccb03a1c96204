"""Runs the steps that docs/operating.md shows: the very scripts, in a city's settings."""

import os
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Final, NamedTuple

from deploy.scaled.city import ScaledCity, passed_on
from deploy.scaled.postgres import unprivileged

ROOT: Final = Path(__file__).resolve().parents[2]
STEPS: Final = ROOT / "deploy" / "steps"
SYSTEMCTL: Final = """\
#!/bin/sh
# Stands for systemd in the drill: asks a process to end, and the keeper starts it again.
number={numbers}/$2.pid
old=$(cat "$number")
kill "$old"
until [ "$(cat "$number")" != "$old" ]; do sleep 0.1; done
"""


class Broken(Exception):
    """A step that did not end well; its text is what the step said."""


class Ran(NamedTuple):
    """A step that ended well."""

    seconds: float
    said: str


def programs(city: ScaledCity) -> str:
    """Answer with a PATH that has PostgreSQL's programs, ours, and a stand-in for systemd."""
    folder = city.folder / "standing-in"
    folder.mkdir(exist_ok=True)
    systemctl = folder / "systemctl"
    systemctl.write_text(SYSTEMCTL.format(numbers=city.numbers), "utf-8")
    systemctl.chmod(0o755)
    ours = Path(sys.executable).parent
    return os.pathsep.join(map(str, (folder, city.postgres.programs, ours, os.environ["PATH"])))


def run(
    city: ScaledCity,
    step: str,
    *words: str | Path,
    as_postgres: bool = False,
    **more: str,
) -> Ran:
    """Run a step with the settings of a city. Raises Broken.

    `as_postgres` has it run by the user who owns PostgreSQL's files.
    """
    environ: Mapping[str, str] = passed_on() | city.environ | more | {"PATH": programs(city)}
    began = time.monotonic()
    script = STEPS / f"{step}.sh"
    read = as_postgres  # by a shell, as that user may not see the checkout
    done = subprocess.run(
        ["/bin/sh", "-s", "--", *words] if read else [script, *words],
        input=script.read_bytes() if read else b"",
        capture_output=True,
        check=False,
        env=environ,
        cwd="/",  # a step finds by itself what it needs
        **(unprivileged() if as_postgres else {}),
    )
    said = (done.stdout + done.stderr).decode("utf-8", "replace")
    if done.returncode:
        raise Broken(f"{step}: {said}")
    return Ran(time.monotonic() - began, said)


def reckon(workers: int) -> float:
    """Do the sum of `python -m deploy.scale` for a city; answer with its reports a second.

    Raises Broken.
    """
    words = [sys.executable, "-m", "deploy.scale", "--workers", str(workers)]
    done = subprocess.run(words, capture_output=True, text=True, check=False, cwd=ROOT)
    _, _, table = done.stdout.partition("what arrives\n\n")
    if done.returncode or not table:
        raise Broken(f"deploy.scale: {done.stdout}{done.stderr}")
    head, _, row = table.splitlines()[:3]
    cells = dict(zip(head.split(" | "), row.split(" | "), strict=True))
    return float(cells["reports a second, peak"].replace(",", ""))

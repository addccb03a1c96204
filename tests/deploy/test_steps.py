"""The page for operators shows the steps as they are run, word for word."""

import os
import re
import subprocess
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
STEPS = sorted((ROOT / "deploy" / "steps").glob("*.sh"))
PAGE = (ROOT / "docs" / "operating.md").read_text("utf-8")
BLOCKS = re.findall(r"(?m)^ *```sh\n((?:.*\n)*?) *```", PAGE)


def commands(text: str) -> list[str]:
    """Leave what is done: no comments, no settings of the shell, no margin."""
    lines = [line.strip() for line in text.splitlines()]
    return [line for line in lines if line and not line.startswith(("#", "set -", "umask"))]


@pytest.mark.parametrize("step", STEPS, ids=lambda step: step.name)
def test_the_page_shows_every_command_of_a_step(step: Path) -> None:
    assert commands(step.read_text("utf-8")) in [commands(block) for block in BLOCKS]
    assert f"deploy/steps/{step.name}" in PAGE


@pytest.mark.parametrize("step", STEPS, ids=lambda step: step.name)
def test_a_step_is_sound_and_ends_at_the_first_failure(step: Path) -> None:
    subprocess.run(["/bin/sh", "-n", step], check=True)

    assert "\nset -eu\n" in step.read_text("utf-8")


def test_backups_go_when_they_are_old_and_nothing_else_does(tmp_path: Path) -> None:
    old = {"of-day-1": 40, "of-day-2": 31, "of-day-30": 29, "new": 0}
    for name, days in old.items():
        for dump in ("log.dump", "keys.dump"):
            aged(tmp_path / name / dump, days)
    aged(tmp_path / "photos" / "ab" / "log.dump", 400)  # too deep to be a backup
    aged(tmp_path / "theirs" / "notes", 400)
    step = (ROOT / "deploy" / "steps" / "backup.sh").read_text("utf-8")
    (pruning,) = [line for line in commands(step) if line.startswith("find ")]

    prune(pruning, tmp_path / "new")
    kept = {one.name for one in tmp_path.iterdir()}
    prune(pruning, tmp_path / "new", BACKUP_DAYS="7")

    assert kept == {"of-day-30", "new", "photos", "theirs"}
    assert {one.name for one in tmp_path.iterdir()} == kept - {"of-day-30"}
    assert (tmp_path / "photos" / "ab" / "log.dump").exists()


def aged(file: Path, days: int) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text("-")
    at = time.time() - days * 86_400 - 60
    os.utime(file, (at, at))


def prune(line: str, folder: Path, **more: str) -> None:
    words = ["/bin/sh", "-euc", line, "sh", str(folder)]
    subprocess.run(words, check=True, env={"PATH": os.environ["PATH"]} | more)

"""The page for operators shows the steps as they are run, word for word."""

import os
import re
import shutil
import subprocess
import time
from pathlib import Path

import pytest

from tests.deploy.standing_in import StandingIn

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
    assert step.stat().st_mode & 0o111 == 0o111


def test_a_backup_makes_the_folders_it_goes_into_and_replaces_none(tmp_path: Path) -> None:
    city = StandingIn(tmp_path / "city")
    for name in ("pg_dump", "python"):
        city.program(name)
    folder = tmp_path / "not" / "there" / "yet"
    settings = {f"SUISHOUPAI_{name}": name for name in ("DATABASE", "KEYS", "PHOTOS")}

    assert city.run("backup.sh", folder, **settings) == (0, "")
    assert [call.split()[0] for call in city.calls] == ["pg_dump", "pg_dump", "python"]
    assert city.run("backup.sh", folder, **settings)[0] == 1


def test_an_upgrade_stops_at_the_first_process_that_does_not_come(tmp_path: Path) -> None:
    city = StandingIn(tmp_path)
    city.program("systemctl")
    city.program("sleep")
    city.program("curl", 'case "$*" in *:8001/*) ;; *) exit 7 ;; esac')
    units = [f"suishoupai-{name}" for name in ("work@1", "api@8001", "api@8002", "api@8003")]
    code, complaint = city.run("upgrade.sh", *units, SUISHOUPAI_HOST="fd00::7")

    assert code == 1
    assert "suishoupai-api@8002 is not ready at http://[fd00::7]:8002/" in complaint
    assert [call.split()[2] for call in city.calls if call.startswith("systemctl")] == units[:3]


def test_nobody_waits_for_ever_for_a_standby(tmp_path: Path) -> None:
    city = StandingIn(tmp_path)
    city.program("psql")
    city.program("sleep")
    code, complaint = city.run("follow.sh", PRIMARY="-")

    assert (code, complaint) == (1, "no standby follows; nothing was changed\n")
    assert not any("ALTER" in call for call in city.calls)


def test_a_command_gets_the_citys_settings_and_its_user(tmp_path: Path) -> None:
    city = StandingIn(tmp_path)
    city.program("systemd-run")
    city.program("suishoupai")

    assert city.run("in-city.sh", "suishoupai", "verify") == (0, "")
    ((given, command),) = [call.split(" -- ") for call in city.calls]
    assert command == "suishoupai verify"
    assert {
        "--uid=suishoupai",
        "--property=EnvironmentFile=/etc/suishoupai/environment",
        "--property=StateDirectory=suishoupai",
    } <= set(given.split())
    if shutil.which("systemd-run"):
        words = ["systemd-run", "--help"]
        told = subprocess.run(words, capture_output=True, text=True, check=True).stdout
        assert set(re.findall(r"--[\w-]+", given)) <= set(re.findall(r"--[\w-]+", told))


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

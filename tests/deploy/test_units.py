"""The units of systemd start what exists, with settings that exist, and little else."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from services.settings import PREFIX, from_environment
from workers.cli import command_line

FOLDER = Path(__file__).resolve().parents[2] / "deploy" / "systemd"
UNITS = sorted([*FOLDER.glob("*.service"), *FOLDER.glob("*.timer"), *FOLDER.glob("*.target")])
EXAMPLE = FOLDER / "environment.example"
SERVICES = [unit for unit in UNITS if unit.suffix == ".service"]
INSTALLED = "/opt/suishoupai"
PROGRAM = f"{INSTALLED}/.venv/bin/suishoupai"
AT_NIGHT = ("service", "timer")
EXPOSURE = 2.0  # of 10, as `systemd-analyze security` counts
KEYS = {
    "Unit": "Description Documentation PartOf Wants After StartLimitIntervalSec",
    "Install": "WantedBy",
    "Timer": "OnCalendar RandomizedDelaySec Persistent",
    "Service": """
        Type User Group EnvironmentFile Environment ExecStartPre ExecStart ExecStopPost
        Restart RestartSec TimeoutStopSec StateDirectory StateDirectoryMode ReadWritePaths
        MemoryHigh MemoryMax TasksMax LimitNOFILE UMask NoNewPrivileges ProtectSystem ProtectHome
        PrivateTmp PrivateDevices PrivateUsers ProtectProc ProtectClock ProtectHostname
        ProtectKernelTunables ProtectKernelModules ProtectKernelLogs ProtectControlGroups
        RestrictAddressFamilies RestrictNamespaces RestrictRealtime RestrictSUIDSGID
        LockPersonality MemoryDenyWriteExecute RemoveIPC SystemCallArchitectures
        SystemCallFilter CapabilityBoundingSet""",
}
analyze = pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="no systemd here")


def read(unit: Path) -> list[tuple[str, str, str]]:
    """Read a unit: section, key, value of each line."""
    section, found = "", []
    for line in unit.read_text("utf-8").splitlines():
        if heading := re.fullmatch(r"\[(\w+)\]", line):
            section = heading[1]
        elif line and not line.startswith("#"):
            key, value = line.split("=", 1)
            found.append((section, key, value))
    return found


def values(unit: Path, wanted: str) -> list[str]:
    return [value for _, key, value in read(unit) if key == wanted]


@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.name)
def test_every_line_of_a_unit_is_one_that_systemd_knows(unit: Path) -> None:
    strange = [(section, key) for section, key, _ in read(unit) if key not in KEYS[section].split()]

    assert strange == []


@pytest.mark.parametrize("unit", SERVICES, ids=lambda unit: unit.name)
def test_a_service_is_shut_in_and_limited(unit: Path) -> None:
    said = {key: value for _, key, value in read(unit)}

    assert said["User"] == "suishoupai"
    assert (said["ProtectSystem"], said["NoNewPrivileges"]) == ("strict", "yes")
    assert said["CapabilityBoundingSet"] == ""
    assert said["MemoryMax"]


def test_what_runs_for_long_is_started_again() -> None:
    for kind in ("api", "work"):
        unit = FOLDER / f"suishoupai-{kind}@.service"
        (command,) = values(unit, "ExecStart")
        program, *words = command.split()

        assert program == PROGRAM
        assert command_line().parse_args(words)
        assert values(unit, "Restart") == ["on-failure"]
        assert values(unit, "PartOf") == ["suishoupai.target"]


def test_the_target_wants_two_of_each_and_what_is_done_at_night() -> None:
    wanted = " ".join(values(FOLDER / "suishoupai.target", "Wants")).split()

    assert sorted(wanted) == [
        "suishoupai-api@8001.service",
        "suishoupai-api@8002.service",
        "suishoupai-backup.timer",
        "suishoupai-scrub.timer",
        "suishoupai-work@1.service",
        "suishoupai-work@2.service",
    ]
    assert all((FOLDER / re.sub(r"@\w+", "@", name)).exists() for name in wanted)


def test_the_backup_runs_the_step_that_the_drill_runs() -> None:
    unit = FOLDER / "suishoupai-backup.service"
    (command,), (before,) = values(unit, "ExecStart"), values(unit, "ExecStartPre")
    (folder,) = values(unit, "ReadWritePaths")

    assert f"exec {INSTALLED}/deploy/steps/backup.sh " in command
    # The folder is made by root, before the backup is shut in where it alone may be written to.
    assert before == f"+/usr/bin/install -d -o suishoupai -g suishoupai -m 0700 {folder}"
    assert f'"{folder}/' in command


def test_stopping_the_target_stops_all_of_the_city() -> None:
    parts = [unit for unit in UNITS if unit.suffix != ".target"]

    assert len(parts) == 6
    assert [values(unit, "PartOf") for unit in parts] == [["suishoupai.target"]] * len(parts)


def test_each_api_may_have_settings_of_its_own() -> None:
    files = values(FOLDER / "suishoupai-api@.service", "EnvironmentFile")

    assert files == ["/etc/suishoupai/environment", "-/etc/suishoupai/api-%i"]


def test_the_photographs_are_looked_at_by_a_command_that_exists() -> None:
    (command,) = values(FOLDER / "suishoupai-scrub.service", "ExecStart")
    program, *words = command.split()
    asked = command_line().parse_args(words)

    assert program == PROGRAM
    assert asked.sweep
    assert asked.sample


def test_what_is_done_at_night_has_a_service_and_a_time_of_its_own() -> None:
    timers = [unit for unit in UNITS if unit.suffix == ".timer"]
    times = [values(unit, "OnCalendar") for unit in timers]

    assert all(unit.with_suffix(".service") in SERVICES for unit in timers)
    assert len({*map(tuple, times)}) == len(timers) == 2


def test_the_example_of_an_environment_is_one_that_starts() -> None:
    given = as_systemd_reads(EXAMPLE)
    settings = from_environment(given)

    assert f"{PREFIX}PORT" not in given  # it would win over that of the instance
    assert f"{PREFIX}METRICS_PORT" not in given  # two of one machine cannot listen there
    assert settings.trusted_proxy
    assert settings.secure_cookies
    assert "=https://" in given[f"{PREFIX}PHOTOS"]


def test_a_shell_reads_the_example_as_systemd_does() -> None:
    words = ["/bin/sh", "-euc", "set -a; . ./environment.example; exec env"]
    done = subprocess.run(words, cwd=FOLDER, env={}, capture_output=True, text=True, check=True)
    found = dict(line.split("=", 1) for line in done.stdout.splitlines())

    assert {name: it for name, it in found.items() if name.startswith(PREFIX)} == {
        name: it for name, it in as_systemd_reads(EXAMPLE).items() if name.startswith(PREFIX)
    }


def test_what_is_in_comments_of_the_example_may_be_taken_out_of_them() -> None:
    text = EXAMPLE.read_text("utf-8")
    hidden = re.findall(r"(?m)^# ([A-Z_]+=.*)$", text)

    assert hidden
    assert all(re.fullmatch(r"[A-Z_]+='[^']*'", line) for line in hidden)


def as_systemd_reads(file: Path) -> dict[str, str]:
    """Read an environment file whose values stand in single quotes, as all of ours do."""
    lines = file.read_text("utf-8").splitlines()
    read = [
        re.fullmatch(r"([A-Z_]+)='([^']*)'", line)
        for line in lines
        if line and not line.startswith("#")
    ]
    assert all(read), "a value is not in single quotes"
    return {found[1]: found[2] for found in read if found}


@analyze
def test_systemd_itself_finds_nothing_to_mend(tmp_path: Path) -> None:
    for unit in UNITS:
        text = unit.read_text("utf-8").replace(PROGRAM, shutil.which("true") or "")
        text = re.sub(r"(?m)^EnvironmentFile=.*\n", "", text.replace(INSTALLED, str(tmp_path)))
        (tmp_path / unit.name).write_text(text, "utf-8")
    names = ["suishoupai.target", "suishoupai-api@8001.service", "suishoupai-work@1.service"]
    names += [f"suishoupai-{what}.{kind}" for what in ("backup", "scrub") for kind in AT_NIGHT]
    done = run("verify", *(str(tmp_path / name) for name in names))

    assert (done.returncode, done.stdout + done.stderr) == (0, "")


@analyze
@pytest.mark.parametrize("unit", SERVICES, ids=lambda unit: unit.name)
def test_systemd_itself_counts_little_exposure(unit: Path) -> None:
    done = run("security", "--offline=true", "--no-pager", str(unit))
    found = re.search(r"exposure level .*: ([\d.]+)", done.stdout)

    assert found, done.stderr
    assert float(found[1]) <= EXPOSURE


def run(*words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["systemd-analyze", *words],  # noqa: S607 - wherever systemd put it
        capture_output=True,
        text=True,
        check=False,
    )

"""The checks of the repository find what is planted, and nothing else."""

import tomllib
from pathlib import Path

import pytest

from tests.checks.leaks import leaks, tracked
from tests.checks.locks import faults, pins

ROOT = Path(__file__).resolve().parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
LOCKS = {file.stem: file.read_text("utf-8") for file in (ROOT / "requirements").glob("*.txt")}
HASH = f"--hash=sha256:{'0' * 64}"


@pytest.mark.parametrize(
    ("planted", "what"),
    [
        (("-----BEGIN ", "PRIVATE KEY-----"), "a private key"),
        (("-----BEGIN OPENSSH ", "PRIVATE KEY-----"), "a private key"),
        (("token: gh", f"p_{'a1' * 18}"), "a token"),
        (("AKI", "AIOSFODNN7EXAMPLE"), "a token"),
        (("LTA", "I5tAbcdefgh1234"), "a token"),
        (("ey", "JhbGciOiJI.ey", "JzdWIiOiIx.c2lnbmF0dXJl"), "a token"),
        (("see py", "pi.org/project/x"), "a package registry"),
        (("https://files.python", "hosted.org/a.whl"), "a package registry"),
        (("https://registry", ".example.cn/x"), "a package registry"),
        (("https://mirrors", ".example.cn/simple"), "a package registry"),
        (("--index", "-url https://example.cn"), "a package registry"),
        (("--find", "-links dist"), "a package registry"),
        (('"resolved"', ': "https://example.cn/a.tgz"'), "a package registry"),
        (("cd /ro", "ot/project"), "a machine path"),
        (("'/ho", "me/anna/x.py'"), "a machine path"),
        (("/Us", "ers/anna"), "a machine path"),
        (("C:\\Us", "ers\\anna"), "a machine path"),
    ],
)
def test_a_planted_leak_is_found(planted: tuple[str, ...], what: str) -> None:
    text = f"first line\n{''.join(planted)}\n"

    assert list(leaks(text)) == [(2, what)]


@pytest.mark.parametrize(
    "harmless",
    [
        "GET /v1/work/orders",
        "https://example.org/home/page",
        "a registry of accounts",
        "-----BEGIN PUBLIC KEY-----",
        "postgresql://USER:PASSWORD@HOST/NAME",
        "task-" + "a" * 40,
        "f" * 64,
    ],
)
def test_ordinary_text_is_no_leak(harmless: str) -> None:
    assert list(leaks(harmless)) == []


def test_no_tracked_file_leaks() -> None:
    found = [
        (file, number, what)
        for file in tracked(ROOT)
        for number, what in leaks(file.read_bytes().decode(errors="replace"))
    ]

    assert found == []


def test_the_locks_of_this_repository_hold() -> None:
    assert list(faults(PROJECT, LOCKS)) == []


@pytest.mark.parametrize(
    "line",
    [
        "msgspec==0.22.0",
        f"msgspec>=0.22.0 {HASH}",
        f"msgspec {HASH}",
        "msgspec==0.22.0 --hash=md5:0123",
        f"msgspec @ https://example.org/msgspec.whl {HASH}",
        "--index-url=somewhere",
        "-r base.txt",
        "-e .",
        f"msgspec==0.22.0 {HASH}\nmsgspec==0.22.0 {HASH}",
    ],
)
def test_what_is_not_pinned_and_hashed_once_is_refused(line: str) -> None:
    with pytest.raises(ValueError, match=r"^(not pinned and hashed|pinned twice)"):
        pins(f"# a comment\n{line}\n")


def test_a_pin_is_read_with_its_marker_and_hashes() -> None:
    text = f"colorama==0.4.6 ; sys_platform == 'win32' \\\n  {HASH} \\\n  {HASH}\n"

    assert pins(text) == {"colorama": "0.4.6"}


def test_a_dependency_that_nobody_pinned_is_found() -> None:
    project = {**PROJECT, "project": {**PROJECT["project"], "dependencies": ["left"]}}

    assert "base: left is met by nothing" in list(faults(project, LOCKS))


def test_a_pin_outside_what_was_asked_is_found() -> None:
    groups = {**PROJECT["dependency-groups"], "lock": ["uv<0.1"]}
    found = list(faults({**PROJECT, "dependency-groups": groups}, LOCKS))

    assert [each for each in found if each.startswith("lock: uv<0.1 is met by")]


def test_two_versions_of_one_package_are_found() -> None:
    locks = {**LOCKS, "lock": f"{LOCKS['lock']}pillow==1.0 {HASH}\n"}

    assert any(each.startswith("lock: pillow 1.0, elsew") for each in faults(PROJECT, locks))


def test_a_lock_that_nothing_asks_for_is_found() -> None:
    locks = {**LOCKS, "old": ""}

    assert list(faults(PROJECT, locks)) == ["old: nothing asks for this lock"]

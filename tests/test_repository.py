"""The house stays in order: what lies where, how long a file is, what make offers."""

import re
import subprocess
from pathlib import Path

import pytest

from tests.checks.leaks import tracked

ROOT = Path(__file__).resolve().parents[1]
FILES = tracked(ROOT)
TOP = {
    ".ci",
    ".gitignore",
    "CHANGELOG.md",
    "LICENSE",
    "Makefile",
    "README.md",
    "README.zh-CN.md",
    "api",
    "deploy",
    "docs",
    "domain",
    "projections",
    "pyproject.toml",
    "requirements",
    "services",
    "tests",
    "web",
    "workers",
}
MAKE = ["make", "--no-print-directory", "-C", str(ROOT)]


def test_the_top_of_the_house_holds_what_was_agreed() -> None:
    assert {file.relative_to(ROOT).parts[0] for file in FILES} <= TOP


@pytest.mark.parametrize(
    "file",
    [file for file in FILES if file.suffix == ".py"],
    ids=lambda file: str(file.relative_to(ROOT)),
)
def test_a_file_has_one_purpose_and_says_it(file: Path) -> None:
    text = file.read_text("utf-8")

    assert len(text.splitlines()) <= 250
    assert not text or text.startswith(('"""', "#!"))


def test_every_folder_of_tests_is_a_package() -> None:
    tests = [file for file in FILES if file.is_relative_to(ROOT / "tests")]
    folders = {file.parent for file in tests if file.suffix == ".py"}

    assert [folder for folder in folders if not (folder / "__init__.py").exists()] == []


def test_no_room_is_called_after_nothing() -> None:
    stems = {file.stem for file in FILES if file.suffix == ".py"}

    assert stems.isdisjoint({"utils", "util", "core", "common", "kit", "helpers"})


def test_nobody_but_the_settings_reads_the_environment() -> None:
    readers = [
        file.relative_to(ROOT)
        for file in FILES
        if file.relative_to(ROOT).parts[0] in {"domain", "services", "projections"}
        and file.suffix == ".py"
        and re.search(r"\bos\.environ\b|\bgetenv\b", file.read_text("utf-8"))
    ]

    assert readers == []


def test_help_lists_everything_that_can_be_made() -> None:
    makefile = (ROOT / "Makefile").read_text("utf-8")
    phony = re.search(r"^\.PHONY: (.+)$", makefile, re.MULTILINE)
    listed = re.findall(r"^  make ([\w-]+) +\S", run(*MAKE, "help"), re.MULTILINE)

    assert phony
    assert phony[1].split() == listed
    assert len(makefile.splitlines()) <= 40
    assert {"run", "run-scaled", "test", "check", "bench", "faults", "clean"} < set(listed)


def test_without_a_fitting_python_make_says_what_to_install() -> None:
    made = subprocess.run(
        [*MAKE, "--assume-new=pyproject.toml", "PYTHON=", ".venv/run"],
        capture_output=True,
        text=True,
        check=False,
    )

    assert made.returncode != 0
    assert "needs Python 3.11 or later" in made.stdout + made.stderr


def test_ci_can_be_run() -> None:
    assert (ROOT / ".ci" / "run").stat().st_mode & 0o111
    run("bash", "-n", str(ROOT / ".ci" / "run"))


def run(*command: str) -> str:
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout

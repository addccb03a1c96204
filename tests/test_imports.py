"""The walls of the house stand: a forbidden import breaks the contract it is against."""

import shutil
import sys
from pathlib import Path
from subprocess import run  # import-linter is used as `make check` uses it

import pytest

ROOT = Path(__file__).resolve().parents[1]
PACKAGES = ("domain", "services", "projections", "api", "workers", "deploy")


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Path:
    copy = tmp_path_factory.mktemp("house")
    for package in PACKAGES:
        (copy / package).mkdir()
        (copy / package / "__init__.py").write_text('"""A room."""\n', "utf-8")
    shutil.copy(ROOT / "pyproject.toml", copy)
    return copy


def lint(house: Path) -> tuple[int, str]:
    linter = "from importlinter.cli import lint_imports_command as c; c()"
    command = [sys.executable, "-c", linter, "--no-cache"]
    done = run(command, cwd=house, capture_output=True, text=True, check=False)
    return done.returncode, done.stdout + done.stderr


def test_an_empty_house_breaks_nothing(house: Path) -> None:
    code, said = lint(house)

    assert (code, "4 kept, 0 broken" in said) == (0, True), said


@pytest.mark.parametrize(
    ("room", "planted", "contract"),
    [
        ("domain", "import services", "who may import whom"),
        ("services", "import projections", "who may import whom"),
        ("projections", "import api", "who may import whom"),
        ("api", "import workers", "who may import whom"),
        ("workers", "import api", "who may import whom"),
        ("workers", "import deploy", "who may import whom"),
        ("domain", "import sqlalchemy", "the domain is pure"),
        ("domain", "import random", "the domain is pure"),
        ("domain", "import time", "the domain is pure"),
        (
            "projections",
            "import eventsourcing.domain",
            "services alone know the event-sourcing library",
        ),
        (
            "services",
            "import eventsourcing.sqlite",
            "nobody uses its stores and runners",
        ),
    ],
)
def test_a_forbidden_import_is_found(house: Path, room: str, planted: str, contract: str) -> None:
    module = house / room / "planted.py"
    module.write_text(f'"""Planted."""\n\n{planted}\n', "utf-8")
    try:
        code, said = lint(house)
    finally:
        module.unlink()

    assert code == 1, said
    assert f"{contract} BROKEN" in said
    assert "3 kept, 1 broken" in said

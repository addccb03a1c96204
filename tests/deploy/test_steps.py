"""The page for operators shows the steps as they are run, word for word."""

import re
import subprocess
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

"""A set that was killed leaves processes; the next one ends those, and nobody else's."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil

from deploy.scaled.leftovers import clear


@contextmanager
def sleeper(folder: Path) -> Iterator[subprocess.Popen[bytes]]:
    waiting = [sys.executable, "-c", "print('here', flush=True); input()"]
    environ, pipe = {"DATA": str(folder)}, subprocess.PIPE
    with subprocess.Popen(waiting, stdin=pipe, stdout=pipe, env=environ) as process:
        assert process.stdout
        assert process.stdout.readline() == b"here\n"  # from then on its variables can be read
        yield process
        process.kill()


def test_what_was_started_for_this_folder_is_ended(tmp_path: Path) -> None:
    numbers = tmp_path / "numbers"
    numbers.mkdir()
    with sleeper(tmp_path / "city") as left:
        (numbers / "api.pid").write_text(f"{left.pid}\n", "ascii")

        assert clear(numbers, tmp_path) == ["api"]
        assert not psutil.pid_exists(left.pid)
        assert clear(numbers, tmp_path) == []


def test_a_number_that_is_somebody_elses_by_now_is_let_be(tmp_path: Path) -> None:
    numbers = tmp_path / "numbers"
    numbers.mkdir()
    with sleeper(Path("elsewhere")) as stranger:
        (numbers / "api.pid").write_text(f"{stranger.pid}\n", "ascii")

        assert clear(numbers, tmp_path) == []
        assert stranger.poll() is None


def test_a_number_of_nobody_is_no_trouble(tmp_path: Path) -> None:
    (tmp_path / "api.pid").write_text("not a number\n", "ascii")

    assert clear(tmp_path, tmp_path) == []
    assert list(tmp_path.iterdir()) == []

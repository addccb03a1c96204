"""The main job against a server of this checkout, as CI does it against the installed wheel."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.outside.conftest import Server
from tests.shared import SHARED, needs_shared

PROGRAM = Path(__file__).with_name("main_job.py")


def main_job(server: Server, *more: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, PROGRAM, server.address, server.command, *more],
        cwd=server.folder,
        env=server.environ,
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_photograph_becomes_a_repair_points_and_a_history(server: Server) -> None:
    done = main_job(server)

    assert (done.returncode, done.stdout) == (0, "the main job is done\n"), done.stderr


@needs_shared
def test_a_real_phones_photograph_goes_the_same_way(server: Server) -> None:
    done = main_job(server, str(SHARED / "photos" / "gps" / "Apple_iPhone_4.jpg"))

    assert done.returncode == 0, done.stderr


def test_what_goes_wrong_is_said_in_one_line(server: Server, tmp_path: Path) -> None:
    picture = tmp_path / "no.jpg"
    picture.write_text("no picture")

    done = main_job(server, str(picture))

    assert done.returncode == 1
    assert done.stderr.startswith("main job: Failed: POST /v1/photos: ")
    assert len(done.stderr.splitlines()) == 1


@pytest.mark.parametrize("words", [("token", "nobody"), ("replay", "--as-of", "never")])
def test_a_command_beside_the_server_ends_in_its_own_way(
    server: Server, words: tuple[str, ...]
) -> None:
    done = subprocess.run(
        [server.command, *words],
        cwd=server.folder,
        env=server.environ,
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 1
    assert done.stderr.startswith("suishoupai: ")

"""A set that begins disturbs no other: neither its folder, nor its processes, nor its address."""

import subprocess
import sys
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from socket import create_server
from threading import Thread

import pytest

from deploy.scaled import __main__ as command
from deploy.scaled.city import ScaledCity
from deploy.scaled.claim import NotOurs, claim
from deploy.scaled.parts import Program
from deploy.scaled.ports import HOST
from services.doors import CannotListen
from tests.deploy.test_leftovers import sleeper

ROOT = Path(__file__).resolve().parents[2]
HOLDER = """\
import sys
from pathlib import Path
from deploy.scaled.claim import claim
held = claim(Path(sys.argv[1]))
print("held", flush=True)
input()
"""


def city(folder: Path, port: int = 0) -> ScaledCity:
    def found(_: ScaledCity) -> None:
        raise AssertionError("it was not to begin")

    return ScaledCity(folder, found, port=port, tell=lambda _: None)


def test_the_folder_of_a_living_set_is_refused_and_its_processes_are_let_be(
    tmp_path: Path,
) -> None:
    numbers = tmp_path / "numbers"
    numbers.mkdir()
    with claim(tmp_path), sleeper(tmp_path) as living:
        (numbers / "api.pid").write_text(f"{living.pid}\n", "ascii")
        second = city(tmp_path)
        with pytest.raises(NotOurs, match=f"^{tmp_path} is in use by a city that runs"):
            second.open()
        second.close()

        assert living.poll() is None
        assert (numbers / "api.pid").exists()


def test_the_folder_of_a_set_that_was_killed_is_free(tmp_path: Path) -> None:
    holding = [sys.executable, "-c", HOLDER, str(tmp_path)]
    pipe = subprocess.PIPE
    with subprocess.Popen(holding, stdin=pipe, stdout=pipe, cwd=ROOT) as holder:
        assert holder.stdout
        assert holder.stdout.readline() == b"held\n"
        with pytest.raises(NotOurs):
            claim(tmp_path)
        holder.kill()
        holder.wait()
        claim(tmp_path).close()


def test_a_set_that_has_ended_leaves_its_folder_to_the_next(tmp_path: Path) -> None:
    for _ in range(2):
        with create_server((HOST, 0)) as door, pytest.raises(CannotListen):
            city(tmp_path, door.getsockname()[1]).open()
    claim(tmp_path).close()


@pytest.mark.parametrize("below", [".", "below"])
def test_a_file_is_no_folder(tmp_path: Path, below: str) -> None:
    file = tmp_path / "file"
    file.touch()

    with pytest.raises(NotOurs, match="cannot be the folder of a city: a file is in its place"):
        city(file / below).open()


def test_at_an_address_that_is_taken_nothing_is_started(tmp_path: Path) -> None:
    with create_server((HOST, 0)) as door:
        port = door.getsockname()[1]
        with pytest.raises(CannotListen, match=f"^cannot listen on {HOST}:{port}: "):
            city(tmp_path / "city", port).open()

    assert sorted(each.name for each in (tmp_path / "city").iterdir()) == ["journals", "lock"]


@pytest.mark.parametrize("what", ["folder", "address"])
def test_whoever_asked_is_told_in_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], what: str
) -> None:
    file = tmp_path / "file"
    file.touch()
    folder = file if what == "folder" else tmp_path / "city"
    monkeypatch.setattr("signal.signal", lambda *_: None)  # this process is the tests'
    with create_server((HOST, 0)) as door:
        port = str(door.getsockname()[1])
        monkeypatch.setattr(sys, "argv", ["scaled", "--data", str(folder), "--port", port])
        assert command.main() == 1

    said = capsys.readouterr()
    assert said.err == ""
    (line,) = said.out.splitlines()
    assert "cannot" in line


@pytest.mark.parametrize("port", ["99999", "-1", "http"])
def test_what_is_no_port_is_wrong_usage(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], port: str
) -> None:
    monkeypatch.setattr(sys, "argv", ["scaled", f"--port={port}"])
    with pytest.raises(SystemExit) as ended:
        command.main()

    assert ended.value.code == 2
    said = capsys.readouterr().err.splitlines()[-1]
    assert said.endswith(f"argument --port: '{port}' is no port; allowed: 0 to 65535")


def test_a_part_is_not_up_because_another_answers_in_its_place(tmp_path: Path) -> None:
    with HTTPServer((HOST, 0), BaseHTTPRequestHandler) as stranger:
        Thread(target=stranger.serve_forever, daemon=True).start()
        address = f"http://{HOST}:{stranger.server_port}/health/live"
        part = Program([sys.executable, "-c", "input()"], {}, tmp_path / "journal", address)
        with pytest.raises(CannotListen):
            part.start()
        stranger.shutdown()

    assert part.pid is None

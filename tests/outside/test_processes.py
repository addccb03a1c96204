"""API and workers as processes of their own, beside each other on one city."""

import json
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.request import Request, urlopen

import pytest

from services.city.files import DEMO_CITY
from tests.outside.conftest import Server, clean_environ, end, launcher, start


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder in which a real city was loaded."""
    command = launcher(tmp_path)
    files = tmp_path / "files"
    shutil.copytree(DEMO_CITY, files)
    done = subprocess.run(
        [command, "city", "load", "files"],
        cwd=tmp_path,
        env=clean_environ(),
        capture_output=True,
        text=True,
        check=True,
    )
    assert "office 30" in done.stdout
    shutil.rmtree(tmp_path / ".venv")
    return tmp_path


@pytest.fixture
def api(folder: Path) -> Iterator[Server]:
    running = start(folder, "api")
    yield running
    if running.process.returncode is None:
        end(running)


def behind(server: Server) -> set[int]:
    with urlopen(f"{server.address}/health/ready") as answer:  # noqa: S310 - our own server
        return set(json.load(answer)["behind"].values())


def test_the_workers_of_one_process_feed_the_api_of_another(api: Server) -> None:
    assert behind(api) != {0}

    workers = subprocess.Popen(
        [api.command, "work"],
        cwd=api.folder,
        env=api.environ,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    assert workers.stdout
    assert workers.stdout.readline().startswith("working: project, ")
    deadline = time.monotonic() + 20
    while behind(api) != {0} and time.monotonic() < deadline:
        time.sleep(0.1)
    workers.send_signal(signal.SIGINT)
    with workers:
        assert workers.wait(20) == 0

    assert behind(api) == {0}
    assert end(api) == 0


def test_an_open_live_list_does_not_hold_up_the_end(api: Server) -> None:
    token = subprocess.run(
        [api.command, "token", "dispatcher1"],
        cwd=api.folder,
        env=api.environ,
        capture_output=True,
        text=True,
        check=True,
    ).stdout.split()[-1]
    url = f"{api.address}/v1/queues/330106002/stream"
    asked = Request(url, headers={"Authorization": f"Bearer {token}"})  # noqa: S310 - as above
    with urlopen(asked) as stream:  # noqa: S310 - as above
        assert stream.readline() == b"retry: 2000\n"
        before = time.monotonic()
        assert end(api) == 0

    assert time.monotonic() - before < 4


def test_after_the_end_nobody_listens(api: Server) -> None:
    port = int(api.address.rsplit(":", 1)[1])

    assert end(api) == 0

    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(("127.0.0.1", port), 2)


def test_the_log_of_a_process_is_json_and_says_nothing_of_who_asked(api: Server) -> None:
    with urlopen(f"{api.address}/health/live") as answer:  # noqa: S310 - our own server
        assert answer.status == 200
    end(api)

    lines = (api.folder / "server.log").read_text().splitlines()
    assert lines
    assert all(isinstance(json.loads(line), dict) for line in lines)
    assert "127.0.0.1" not in "".join(lines)


def test_the_first_start_says_which_city_it_founded_and_no_later_one(tmp_path: Path) -> None:
    first = start(tmp_path, "serve")
    assert end(first) == 0
    second = start(tmp_path, "serve")
    assert end(second) == 0

    assert len(first.said) == 2
    assert first.said[0].startswith("founded demo in data, a real city and still empty: ")
    assert [line.split()[0] for line in second.said] == ["at"]

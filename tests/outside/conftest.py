"""A demo city behind a real socket, run from this checkout as users run it."""

import os
import re
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

ROOT = Path(__file__).resolve().parents[2]
LAUNCHER = """\
#!{python}
import sys
sys.path.insert(0, {root!r})
sys.argv[0] = "suishoupai"
from workers.cli import main
from workers.demo import opening
from workers.demo.world import Scale
opening.SCALE = Scale(days=1, reports=2)  # a short past: these tests are about the present
sys.exit(main())
"""


class Server(NamedTuple):
    """A running server: where it answers, its command line, and the folder it runs in.

    `said` are the lines it began with, up to the one that names the address.
    """

    address: str
    command: Path
    folder: Path
    process: subprocess.Popen[str]
    environ: dict[str, str]
    said: list[str]


def launcher(folder: Path) -> Path:
    """Write what `make run` would have installed as .venv/bin/suishoupai."""
    bin_ = folder / ".venv" / "bin"
    command = bin_ / "suishoupai"
    if command.exists():
        return command
    bin_.mkdir(parents=True)
    (bin_ / "python").symlink_to(sys.executable)
    command.write_text(LAUNCHER.format(python=sys.executable, root=str(ROOT)))
    command.chmod(command.stat().st_mode | stat.S_IXUSR)
    return command


def clean_environ() -> dict[str, str]:
    """The environment without settings: the walk and the server use the defaults."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("SUISHOUPAI")}
    return kept | {"PYTHONDONTWRITEBYTECODE": "1"}


def start(folder: Path, *words: str) -> Server:
    """Start `suishoupai WORDS` and wait until it says where it answers."""
    command = launcher(folder)
    environ = clean_environ()
    with (folder / "server.log").open("w") as log:
        process = subprocess.Popen(
            [command, *words],
            cwd=folder,
            env=environ | {"SUISHOUPAI_PORT": "0"},
            stdout=subprocess.PIPE,
            stderr=log,
            text=True,
        )
    assert process.stdout
    said = []
    for line in process.stdout:
        said.append(line)
        if found := re.search(r"http://\S+", line):
            return Server(found[0], command, folder, process, environ, said)
    raise AssertionError((folder / "server.log").read_text())


def end(server: Server) -> int:
    """Ask the server to end, and answer with its exit code."""
    server.process.terminate()
    with server.process:
        return server.process.wait(30)


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    running = start(tmp_path_factory.mktemp("outside"), "serve", "--demo")
    yield running
    assert end(running) == 0

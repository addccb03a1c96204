"""Real processes of the product, started, asked over a socket, and killed."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import IO

from tests.faults.city import City
from workers.crew import WORKERS

ROOT = Path(__file__).resolve().parents[2]
OPENING_S = 60.0
ENDING_S = 15.0
PROGRAM = (sys.executable, "-c", "from workers.cli import main; raise SystemExit(main())")


def environ(city: City) -> dict[str, str]:
    """What a process of the product finds in its environment."""
    return {
        "PATH": os.environ.get("PATH", ""),
        "PYTHONPATH": str(ROOT),
        "PYTHONFAULTHANDLER": "1",
    } | city.environ


class Server:
    """One process at a time of `suishoupai serve`, `api` or `work` over one city."""

    def __init__(self, city: City, *words: str, journals: Path | None = None) -> None:
        folder = journals or city.folder
        self.journal = folder / f"journal-{'-'.join(words)}-{id(self)}.log"
        self.address = ""
        self._city = city
        self._words = words
        self._process: subprocess.Popen[str] | None = None

    @property
    def pid(self) -> int:
        """The number of the process that runs now."""
        if self._process is None:
            raise RuntimeError("not started")
        return self._process.pid

    def spawn(self) -> None:
        """Start a process, and wait for nothing."""
        with self.journal.open("a") as journal:
            self._process = subprocess.Popen(
                [*PROGRAM, *self._words],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=journal,
                text=True,
                env=environ(self._city),
            )

    def start(self) -> None:
        """Start a process and wait until it says that it is open; its address is its last word."""
        self.spawn()
        said = self._out().readline()
        assert said, self.journal.read_text("utf-8")
        self.address = said.split()[-1]

    def kill(self) -> None:
        """End it between two instructions, whichever they are."""
        self._end(signal.SIGKILL)

    def freeze(self) -> None:
        """Let it stand still between two instructions, as a machine does that pauses."""
        self._running().send_signal(signal.SIGSTOP)

    def thaw(self) -> None:
        """Let it go on, without a notion of how long it stood still."""
        self._running().send_signal(signal.SIGCONT)

    def stop(self) -> int:
        """Ask it to end; answer with its exit code."""
        return self._end(signal.SIGTERM)

    def _end(self, how: signal.Signals) -> int:
        if self._process is None:
            return 0
        process, self._process = self._process, None
        process.send_signal(how)
        try:
            return process.wait(ENDING_S)
        except subprocess.TimeoutExpired as late:
            process.send_signal(signal.SIGABRT)  # it writes down where it hangs
            process.wait()
            raise AssertionError(self.journal.read_text("utf-8")) from late
        finally:
            process.kill()
            process.wait()
            if process.stdout:
                process.stdout.close()

    def _running(self) -> subprocess.Popen[str]:
        if self._process is None:
            raise RuntimeError("not started")
        return self._process

    def _out(self) -> IO[str]:
        if (out := self._running().stdout) is None:
            raise RuntimeError("not started")
        return out


@contextmanager
def running(city: City, *words: str) -> Iterator[Server]:
    """Keep a process open; it must end as asked, and have met no flaw of its own."""
    server = Server(city, *words)
    try:
        server.start()
        yield server
        assert server.stop() == 0, server.journal.read_text("utf-8")
        assert_no_flaw(server)
    finally:
        server.kill()


@contextmanager
def as_operators_do(city: City) -> Iterator[list[Server]]:
    """Serve by one process on SQLite, else by the API, the inspection and the rest; API first."""
    others = [name for name in WORKERS if name != "inspect"]
    apart = [("api",), ("work", "inspect"), ("work", *others)]
    with ExitStack() as stack:
        commands = apart if city.database else [("serve",)]
        yield [stack.enter_context(running(city, *words)) for words in commands]


def assert_foreseen(server: Server) -> None:
    """No request may have failed in a way nobody thought of, and nothing been parked."""
    said = server.journal.read_text("utf-8")
    assert '"unexpected"' not in said, said
    assert "parked" not in said, said


def assert_no_flaw(server: Server) -> None:
    """No worker may have failed either."""
    assert_foreseen(server)
    said = server.journal.read_text("utf-8")
    assert "worker failed" not in said, said
    assert "Traceback" not in said, said

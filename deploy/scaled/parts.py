"""One part of the set: a program that is started, waited for, and ended."""

import signal
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final, Protocol
from urllib.parse import urlsplit

from services.doors import take

OPENING_S: Final = 90.0
ENDING_S: Final = 15.0
LOOK_S: Final = 0.1


class Part(Protocol):
    """What the keeper needs to know of a part."""

    @property
    def pid(self) -> int | None:
        """The number of its process, while it runs."""

    def start(self) -> None:
        """Start it and wait until it can be used; RuntimeError says why it cannot."""

    def halt(self) -> None:
        """End it in order; one that does not run is ended already."""


class Program:
    """A process whose words go into a journal of its own."""

    def __init__(
        self,
        words: Sequence[str],
        environ: Mapping[str, str],
        journal: Path,
        answers: str | None = None,
    ) -> None:
        """`answers` is an address that anything is said at once the program is up."""
        self.journal = journal
        self._words = words
        self._environ = environ
        self._answers = answers
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def pid(self) -> int | None:
        """The number of its process, while it runs."""
        running = self._process is not None and self._process.poll() is None
        return self._process.pid if self._process and running else None

    def start(self) -> None:
        """Start it and wait until it answers, where it is one that answers.

        Raises CannotListen where another holds its address and would answer in its place, and
        RuntimeError with the end of its journal, where it ends instead or takes too long.
        """
        if self._answers:
            at = urlsplit(self._answers)
            take(at.hostname or "", at.port or 0).close()
        with self.journal.open("ab") as journal:
            self._process = subprocess.Popen(
                self._words,
                stdin=subprocess.DEVNULL,
                stdout=journal,
                stderr=journal,
                env=dict(self._environ),
                start_new_session=True,  # Ctrl-C is for whoever started us to pass on
            )
        end = time.monotonic() + OPENING_S
        while self._answers and not said(self._answers):
            if self.pid is None or time.monotonic() > end:
                self.halt()
                raise RuntimeError(self.journal.read_text("utf-8", "replace")[-2000:])
            time.sleep(LOOK_S)

    def halt(self) -> None:
        """Ask it to end; kill it where it does not."""
        process, self._process = self._process, None
        if process is None:
            return
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(ENDING_S)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def said(address: str) -> bool:
    """Say whether anything is answered at an address, whatever it is."""
    try:
        with urllib.request.urlopen(address, timeout=2):  # noqa: S310 - an address of our own set
            return True
    except urllib.error.HTTPError:
        return True
    except OSError:
        return False

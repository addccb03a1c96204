"""What may strike a database between any two statements: an error, a crash, before or after."""

import sqlite3
from enum import StrEnum
from pathlib import Path
from typing import Any, Final

from sqlalchemy import Engine, event, make_url

from services.database import CONNECTIONS, open_engine
from workers.simulation.loop import Crash

COMMIT: Final = "COMMIT"
SPARED: Final = ("ROLLBACK", "PRAGMA")  # what a dying connection does by itself


class Strike(StrEnum):
    """What happens at the statement that was chosen."""

    CRASH = "crash"
    ERROR = "error"


class Strikes:
    """Counts the statements and commits of one process, and strikes at the chosen one."""

    def __init__(self) -> None:
        self.dead = False
        self.told = ""  # the last strike, for the trace
        self._next: Strike | None = None
        self._left = 0
        self._where = ""
        self._connections: list[Connection] = []

    def arm(self, strike: Strike, after: int, where: str = "") -> None:
        """Strike once so many more points have been passed, in one database or in any."""
        self._next, self._left, self._where = strike, after, where

    def disarm(self) -> None:
        """Strike no more."""
        self._next = None

    def point(self, where: str) -> None:
        """Pass a point between two statements; a dead process passes none."""
        if self.dead:
            raise Crash
        if self._next is None or not where.startswith(self._where):
            return
        self._left -= 1
        if self._left >= 0:
            return
        strike, self._next = self._next, None
        self.told = f"{strike} {where}"
        if strike is Strike.CRASH:
            self.dead = True
            raise Crash
        raise sqlite3.OperationalError("disk I/O error")

    def kill(self) -> None:
        """Let go of all files, as the end of a process does; SQLite rolls back."""
        self.dead = True
        for one in self._connections:
            sqlite3.Connection.close(one)

    def watch(self, connection: "Connection", name: str) -> None:
        """Strike this connection, too."""
        connection.watch(self, name)
        self._connections.append(connection)


class Engines:
    """The engines of one process, kept for its next life and the next play.

    Compiled statements are kept with an engine; compiling them costs more than running them.
    """

    def __init__(self) -> None:
        self._strikes = Strikes()
        self._files: dict[str, str] = {}
        self._kept: dict[str, Engine] = {}

    def serve(self, strikes: Strikes) -> None:
        """Begin a new life, with connections of its own."""
        self._strikes = strikes
        for engine in self._kept.values():
            engine.dispose(close=False)

    def open(self, url: str, *, durable: bool, connections: int = CONNECTIONS) -> Engine:
        """Open a database whose every statement may be struck.

        A simulated process never loses the machine: what it wrote need not reach a disk.
        """
        file = make_url(url).database or ""
        name = Path(file).stem
        self._files[name] = file
        if name not in self._kept:
            self._kept[name] = self._made(
                open_engine(url, durable=durable, connections=connections), name
            )
        return self._kept[name]

    def _made(self, engine: Engine, name: str) -> Engine:
        @event.listens_for(engine, "do_connect")
        def find(*given: Any) -> None:  # noqa: ANN401 - as SQLAlchemy calls it
            given[2][0] = self._files[name]
            given[3]["factory"] = Connection

        @event.listens_for(engine, "connect")
        def keep(connection: Connection, _: object) -> None:
            connection.execute("PRAGMA synchronous=OFF")
            self._strikes.watch(connection, name)

        return engine


class Cursor(sqlite3.Cursor):
    """Runs statements, unless it is struck."""

    connection: "Connection"

    def execute(self, sql: str, parameters: Any = ()) -> "Cursor":  # noqa: ANN401 - as sqlite3 has it
        """Run one statement."""
        self.connection.before(sql)
        super().execute(sql, parameters)
        self.connection.after(sql)
        return self

    def executemany(self, sql: str, parameters: Any) -> "Cursor":  # noqa: ANN401 - as above
        """Run one statement with many rows."""
        self.connection.before(sql)
        super().executemany(sql, parameters)
        return self


class Connection(sqlite3.Connection):
    """Tells of each statement before it is run, and of each commit also after."""

    _strikes: Strikes | None = None
    _name = ""

    def watch(self, strikes: Strikes, name: str) -> None:
        """Tell these strikes from now on."""
        self._strikes, self._name = strikes, name

    def before(self, sql: str) -> None:
        """Pass the point before a statement."""
        if self._strikes is not None and not sql.startswith(SPARED):
            self._strikes.point(f"{self._name} before {sql.split(None, 1)[0]}")

    def after(self, sql: str) -> None:
        """Pass the point after a commit: it took effect, though nobody was told."""
        if self._strikes is not None and sql == COMMIT:
            self._strikes.point(f"{self._name} after {COMMIT}")

    def execute(self, sql: str, parameters: Any = ()) -> Cursor:  # noqa: ANN401 - as sqlite3 has it
        """Run one statement by a cursor of ours: the original would take its own."""
        made: Cursor = self.cursor().execute(sql, parameters)
        return made

    def cursor(self, factory: Any = None) -> Any:  # noqa: ANN401 - as above
        """Make a cursor that tells of its statements."""
        return super().cursor(factory or Cursor)

    def commit(self) -> None:
        """Commit, as SQLAlchemy asks for it."""
        self.before(COMMIT)
        super().commit()
        self.after(COMMIT)

    def rollback(self) -> None:
        """Roll back; a dead process has done so already."""
        if self._strikes is None or not self._strikes.dead:
            super().rollback()

    def close(self) -> None:
        """Close; a dead process has done so already."""
        if self._strikes is None or not self._strikes.dead:
            super().close()

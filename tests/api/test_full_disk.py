"""Whichever store has no room, people are told the same: that a disk is full."""

import errno
import sqlite3

import psycopg
import pytest
from sqlalchemy.exc import OperationalError

from services.eventlog.errors import LogUnavailable
from tests.api.town import Town, asked_in_vain, refused


def caused(error: Exception, cause: Exception) -> Exception:
    error.__cause__ = cause
    return error


def of_sqlite(code: int) -> sqlite3.OperationalError:
    error = sqlite3.OperationalError("as SQLite says it")
    error.sqlite_errorcode = code
    return error


FULL = of_sqlite(sqlite3.SQLITE_FULL)
CASES = {
    "the log, SQLite": (caused(LogUnavailable("full"), FULL), 507, "storage-full"),
    "the log, PostgreSQL": (
        caused(LogUnavailable("full"), psycopg.errors.DiskFull()),
        507,
        "storage-full",
    ),
    "the log, as it is opened": (
        caused(LogUnavailable("full"), OperationalError("BEGIN", {}, FULL)),
        507,
        "storage-full",
    ),
    "another database, SQLite": (OperationalError("INSERT", {}, FULL), 507, "storage-full"),
    "another database, PostgreSQL": (
        OperationalError("SELECT", {}, psycopg.errors.DiskFull()),
        507,
        "storage-full",
    ),
    "photographs": (OSError(errno.ENOSPC, "No space left on device"), 507, "storage-full"),
    "a quota": (OSError(errno.EDQUOT, "Disk quota exceeded"), 507, "storage-full"),
    "a log that is away": (LogUnavailable("away"), 503, "log-unavailable"),
    "a log whose disk fails": (
        caused(LogUnavailable("fails"), of_sqlite(sqlite3.SQLITE_IOERR_WRITE)),
        503,
        "log-unavailable",
    ),
    "a database that is busy": (
        OperationalError("INSERT", {}, of_sqlite(sqlite3.SQLITE_BUSY)),
        503,
        "database-unavailable",
    ),
    "a disk that fails": (OSError(errno.EIO, "Input/output error"), 503, "storage-broken"),
}


@pytest.mark.parametrize(("error", "status", "code"), CASES.values(), ids=CASES)
def test_a_full_disk_is_told_alike_wherever_it_is(
    town: Town, monkeypatch: pytest.MonkeyPatch, error: Exception, status: int, code: str
) -> None:
    answer = asked_in_vain(town, monkeypatch, error)

    told = refused(answer, status, code)
    assert told["retry_after"] == int(answer.headers["retry-after"])

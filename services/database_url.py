"""Reads the address of a database as an operator writes it, before anything is opened there."""

import re
from functools import cache
from typing import Final

from psycopg import pq
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError

_ON_SERVERS: Final = ("postgresql", "postgresql+psycopg")
_SEVERAL: Final = ("host", "port")  # which may be written once for each server
_NUMBERS: Final = (
    "connect_timeout",
    "keepalives",
    "keepalives_count",
    "keepalives_idle",
    "keepalives_interval",
    "tcp_user_timeout",
)
_NUMBER: Final = re.compile(r"-?[0-9]{1,9}")
_LAST_PORT: Final = 65_535


class BadAddress(ValueError):
    """No address of a database; its text says why, and repeats nothing: there is a password in it.

    Not even a parameter's name: behind a stray question mark stands the rest of a password.
    """


def read_address(text: str) -> URL:
    """Read a file of SQLite or a database on a PostgreSQL; raises BadAddress."""
    try:
        url = make_url(text)
    except (ArgumentError, ValueError) as unreadable:  # a port that is no number
        raise BadAddress("has a value that cannot be read") from unreadable
    if url.drivername == "sqlite":
        _check_file(url)
    elif url.drivername in _ON_SERVERS and url.database:
        _check_server(url)
    else:
        raise BadAddress("has a value that cannot be read")
    return url


def _check_file(url: URL) -> None:
    if url.database in {None, "", ":memory:"}:
        raise BadAddress("names no file")
    if url.host or url.username or url.password or url.port:
        raise BadAddress(
            "names a server, and SQLite has none: three slashes are followed by a file"
        )
    if url.query:
        raise BadAddress("has a parameter, and SQLite takes none here")


def _check_server(url: URL) -> None:
    if url.query.keys() - _parameters():
        raise BadAddress("has a parameter that PostgreSQL does not know")
    once = [value for name, value in url.query.items() if name not in _SEVERAL]
    if not all(isinstance(value, str) for value in once):
        raise BadAddress("has a parameter twice")
    numbers = [str(url.query[name]) for name in _NUMBERS if name in url.query]
    if not all(map(_NUMBER.fullmatch, numbers)):
        raise BadAddress("has a parameter that must be a number, and is none")
    dialect = url.set(drivername="postgresql+psycopg").get_dialect()()
    try:
        _, parts = dialect.create_connect_args(url)
    except ArgumentError as unfit:
        raise BadAddress("has hosts and ports that do not fit together") from unfit
    if url.port == 0 or not all(map(_is_port, str(parts.get("port", "")).split(","))):
        raise BadAddress(f"has a port that is not 1 to {_LAST_PORT}")
    if "\0" in "".join(map(str, parts.values())):
        raise BadAddress("has a character that PostgreSQL does not take")


def _is_port(text: str) -> bool:
    """Say whether it may be a port; one that is left out is the usual one."""
    return not text or (bool(_NUMBER.fullmatch(text)) and 0 < int(text) <= _LAST_PORT)


@cache
def _parameters() -> frozenset[str]:
    """Name what the client library of PostgreSQL may be told, in its present version."""
    return frozenset(one.keyword.decode() for one in pq.Conninfo.get_defaults())

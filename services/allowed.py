"""Which texts a setting may have, and what they mean."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from ipaddress import ip_address, ip_network
from pathlib import Path
from typing import Any

from sqlalchemy.engine import make_url

from services.database_url import read_address


@dataclass(frozen=True)
class Kind:
    """A way to read a setting; `read` raises `ValueError` for what is not allowed."""

    read: Callable[[str], Any]
    allowed: str
    secret: bool = False  # never repeated in a message: it may hold a password


def same_database(one: str, other: str) -> bool:
    """Whether two addresses name one database; files by where they are, however that is said."""
    places = make_url(one), make_url(other)
    if all(place.drivername == "sqlite" for place in places):
        first, second = (Path(place.database or "").resolve() for place in places)
        return first == second
    return places[0] == places[1]


def _database(text: str) -> str:
    read_address(text)
    return text


def _replica(text: str) -> str:
    if text and not _database(text).startswith("postgresql"):
        raise ValueError
    return text


def _path(text: str) -> Path:
    if not text:
        raise ValueError
    return Path(text)


def _printable(text: str) -> str:
    if not (text.isascii() and (not text or text.isprintable())) or " " in text:
        raise ValueError
    return text


def _host(text: str) -> str:
    return text if text == "localhost" else str(ip_address(text))


def _networks(text: str) -> str:
    parts = [part.strip() for part in text.split(",")] if text else []
    return ",".join(str(ip_network(part)) for part in parts)


def matching(pattern: str, allowed: str) -> Kind:
    """Allow texts of one form, which `allowed` puts in words."""

    def read(text: str) -> str:
        if not re.fullmatch(pattern, text):
            raise ValueError
        return text

    return Kind(read, allowed)


def between(low: int, high: int) -> Kind:
    """Allow whole numbers from `low` to `high`, both included."""

    def read(text: str) -> int:
        if not re.fullmatch(r"[0-9]{1,12}", text) or not low <= int(text) <= high:
            raise ValueError
        return int(text)

    return Kind(read, f"{low} to {high}")


def one_of(*words: str) -> Kind:
    """Allow these words alone."""

    def read(text: str) -> str:
        if text not in words:
            raise ValueError
        return text

    return Kind(read, ", ".join(words))


YES_OR_NO = Kind(lambda text: bool(("no", "yes").index(text)), "yes or no")
DATABASE = Kind(_database, "sqlite:///FILE or postgresql://USER:PASSWORD@HOST/NAME", secret=True)
REPLICA = Kind(_replica, "nothing or postgresql://USER:PASSWORD@HOST/NAME", secret=True)
SECRET = Kind(_printable, "visible ASCII characters", secret=True)
PATH = Kind(_path, "a path")
HOST = Kind(_host, "an IP address or localhost")
NETWORKS = Kind(_networks, "IP addresses or networks, separated by commas")

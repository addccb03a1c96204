"""What an operator decides, read from the environment when a process starts."""

import difflib
from collections.abc import Mapping
from dataclasses import Field, dataclass, field, fields
from pathlib import Path
from typing import Any

from services.allowed import (
    DATABASE,
    HOST,
    NETWORKS,
    PATH,
    REPLICA,
    SECRET,
    YES_OR_NO,
    Kind,
    between,
    matching,
    one_of,
    same_database,
)
from services.database import CONNECTIONS, FEWEST
from services.database_url import BadAddress
from services.photos.bucket import ALLOWED, Bucket, read_place

PREFIX = "SUISHOUPAI_"
_PHOTOS = Kind(read_place, ALLOWED)


class BadSetting(Exception):
    """A variable that stops the start; its text is the one line to print."""

    def __init__(self, variable: str, problem: str) -> None:
        super().__init__(f"{variable} {problem}")
        self.variable = variable


@dataclass(frozen=True)
class Described:
    """What the documents say of one variable."""

    kind: Kind
    default: str  # as an operator would write it, or in words where it follows from others
    meaning: str


def _setting(kind: Kind, default: str, meaning: str) -> Any:  # noqa: ANN401 - as dataclasses.field
    about = Described(kind, default, meaning)
    return field(default=kind.read(default), repr=not kind.secret, metadata={"described": about})


def _derived(kind: Kind, default: str, meaning: str) -> Any:  # noqa: ANN401 - as dataclasses.field
    about = Described(kind, default, meaning)
    return field(repr=not kind.secret, metadata={"described": about})


@dataclass(frozen=True, kw_only=True)
class Settings:
    """Everything that differs between two installations of one version."""

    city: str = _setting(
        matching(
            "[a-z][a-z0-9-]{0,39}",
            "at most 40 lower-case letters, digits and hyphens, a letter first",
        ),
        "demo",
        "The city whose log this is; a log founded under another name refuses to open.",
    )
    data: Path = _setting(
        PATH, "data", "The folder of everything below that is given no other place."
    )
    database: str = _derived(
        DATABASE,
        "SQLite, log.db in the data folder",
        "The log: the one store that cannot be made again.",
    )
    keys: str = _derived(
        DATABASE,
        "SQLite, keys.db in the data folder; must be given where the log is elsewhere",
        "The keys that seal personal data, in a database other than the log's.",
    )
    views: str = _derived(
        DATABASE,
        "SQLite, views.db in the data folder; the log's database on PostgreSQL",
        "The read models, which can be made again from the log at any time.",
    )
    database_read: str = _setting(
        REPLICA,
        "",
        "A streaming replica of the log's database, which answers questions that may wait for it.",
    )
    connections: int = _setting(
        between(FEWEST, 100),
        f"{CONNECTIONS}",
        "The connections this process opens at the most to each of its databases.",
    )
    key_file: Path = _derived(
        PATH,
        "key-encryption.key in the data folder",
        "The key that wraps all other keys, in a file that its owner alone may read.",
    )
    photos: Path | Bucket = _derived(
        _PHOTOS,
        "photos in the data folder",
        "Where the encrypted photographs are kept: a folder, or a bucket of any S3 that exists.",
    )
    photos_access_key: str = _setting(
        SECRET, "", "The access key of that bucket; a folder needs none."
    )
    photos_secret_key: str = _setting(
        SECRET, "", "The secret key of that bucket, which is written down nowhere."
    )
    host: str = _setting(HOST, "127.0.0.1", "The address the API listens on.")
    port: int = _setting(
        between(0, 65535), "8000", "The port the API listens on; 0 takes a free one."
    )
    metrics_port: int = _setting(
        between(0, 65535),
        "0",
        "The Prometheus page's port, not the API's; with 0 it stands beside the API, for admins.",
    )
    trusted_proxy: str = _setting(
        NETWORKS, "", "The proxies whose word is taken for a visitor's address."
    )
    secure_cookies: bool = _derived(
        YES_OR_NO,
        "no on a loopback address without a trusted proxy, else yes",
        "Whether the pages' cookie, and what pages write, travels over HTTPS alone.",
    )
    log_level: str = _setting(
        one_of("debug", "info", "warning", "error"),
        "info",
        "How much the processes write to standard error.",
    )
    session_hours: int = _setting(
        between(1, 8760), "720", "The hours after which a login ends by itself."
    )
    code_sender: str = _setting(
        one_of("console"),
        "console",
        "How one-time codes reach a phone; the console prints them, for trying out.",
    )
    notify: str = _setting(
        one_of("none", "console"),
        "none",
        "How notices reach riders who are not looking; the console prints titles, for trying out.",
    )
    codes_per_hour: int = _setting(
        between(1, 1000), "5", "One-time codes an hour for one phone number."
    )
    submits_per_hour: int = _setting(
        between(1, 100_000),
        "60",
        "Reports an hour from one rider, and nine times as many photographs from one account.",
    )
    requests_per_minute: int = _setting(
        between(1, 1_000_000),
        "600",
        "Requests a minute from one account, or from one address without an account.",
    )
    requests_at_once: int = _setting(
        between(1, 10_000),
        "64",
        "Requests that one process works on at once; further ones are told to come back.",
    )
    body_limit: int = _setting(
        between(65_536, 20_971_520),
        "20971520",
        "The bytes of the largest request body, which is a photograph.",
    )
    photo_children: int = _setting(
        between(1, 64),
        "2",
        "Child processes that decode photographs, each with up to 480 MB of address space.",
    )
    queue_limit: int = _setting(
        between(1, 100_000),
        "1000",
        "Appends that may wait for the log before further ones are told to come back.",
    )


def described() -> dict[str, Described]:
    """Answer with every variable an operator may set, in the order of the documents."""
    return {variable: each.metadata["described"] for variable, each in _known().items()}


def from_environment(environ: Mapping[str, str]) -> Settings:
    """Read the settings, or raise `BadSetting` for the first variable that is wrong."""
    known = _known()
    for variable in sorted(environ):
        if variable.startswith(PREFIX) and variable not in known:
            nearest = difflib.get_close_matches(variable, known, n=1, cutoff=0)[0]
            raise BadSetting(variable, f"is no setting; the nearest is {nearest}")
    given = {
        each.name: _read(variable, each, environ[variable])
        for variable, each in known.items()
        if variable in environ
    }
    return Settings(**_what_follows(given) | given)


def _known() -> dict[str, Field[Any]]:
    return {PREFIX + each.name.upper(): each for each in fields(Settings)}


def _read(variable: str, each: Field[Any], text: str) -> object:
    kind: Kind = each.metadata["described"].kind
    try:
        return kind.read(text)
    except BadAddress as bad:
        raise BadSetting(variable, f"{bad}; allowed: {kind.allowed}") from None
    except ValueError:
        shown = "has a value that cannot be read" if kind.secret else f"is {text!r}"
        raise BadSetting(variable, f"{shown}; allowed: {kind.allowed}") from None


def _what_follows(given: Mapping[str, Any]) -> dict[str, Any]:
    """Derive the settings that depend on others, as if none of them were given."""
    data: Path = given.get("data", Settings.data)
    database: str = given.get("database", f"sqlite:///{data / 'log.db'}")
    on_sqlite = database.startswith("sqlite:")
    keys = given.get("keys", f"sqlite:///{data / 'keys.db'}" if on_sqlite else None)
    if keys is None:
        problem = f"is not set, which PostgreSQL demands; allowed: {DATABASE.allowed}"
        raise BadSetting(f"{PREFIX}KEYS", problem)
    if same_database(keys, database):
        problem = f"names the log's own database; allowed: another, {DATABASE.allowed}"
        raise BadSetting(f"{PREFIX}KEYS", problem)
    if given.get("database_read") and (on_sqlite or given.get("views", database) != database):
        problem = "is set, and the log and the views are not in one PostgreSQL; allowed: nothing"
        raise BadSetting(f"{PREFIX}DATABASE_READ", problem)
    host: str = given.get("host", Settings.host)
    port: int = given.get("port", Settings.port)
    if port and given.get("metrics_port") == port:
        raise BadSetting(f"{PREFIX}METRICS_PORT", f"is {port}, the API's own; allowed: another")
    if isinstance(given.get("photos"), Bucket):
        for name in ("photos_access_key", "photos_secret_key"):
            if not given.get(name):
                raise BadSetting(PREFIX + name.upper(), "is not set, which a bucket demands")
    loopback = host in {"localhost", "::1"} or host.startswith("127.")
    return {
        "database": database,
        "keys": keys,
        "views": f"sqlite:///{data / 'views.db'}" if on_sqlite else database,
        "key_file": data / "key-encryption.key",
        "photos": data / "photos",
        "secure_cookies": not loopback or bool(given.get("trusted_proxy")),
    }

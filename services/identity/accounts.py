"""Accounts: which pseudonym a phone number or a login stands for."""

import hmac
import re
from collections.abc import Callable, Iterable
from enum import StrEnum
from hashlib import sha256
from time import monotonic
from typing import Any, Final, NamedTuple

from sqlalchemy import ColumnElement, Engine, Row, delete, insert, select
from sqlalchemy.exc import IntegrityError

from services.clock import Clock
from services.database import writing
from services.eventlog.instants import to_micros
from services.identity import failures, phones
from services.identity.refusals import LoginTaken
from services.identity.tables import account, login_session, one_time_code

_LOGIN: Final = re.compile(r"[a-z][a-z0-9._-]{1,31}")
_NAMED_S: Final = 3.0  # how long a login that was read is taken to be the same
_ROOM: Final = 10_000
_LOOKED_AT: Final = 256  # characters of a login; no real one is longer than 32


class Kind(StrEnum):
    """The two kinds of account."""

    RIDER = "rider"
    STAFF = "staff"


class Account(NamedTuple):
    """An account as it was when read."""

    pseudonym: str
    kind: Kind
    login: str | None
    password: str | None  # its hash; of staff nothing while it is void
    change_by: int | None  # microseconds since 1970: the end of a one-time password
    disabled: bool


class Accounts:
    """Finds, makes and forgets accounts; `secret` keys what they are found by."""

    def __init__(self, engine: Engine, secret: bytes, clock: Clock) -> None:
        self._engine = engine
        self._secret = secret
        self._clock = clock
        self._named: dict[str, tuple[str, float]] = {}  # logins read a moment ago

    def phone_lookup(self, phone: str) -> bytes:
        """Answer what a normalised phone number is found by."""
        return phones.lookup(self._secret, phone)

    def login_lookup(self, login: str) -> bytes:
        """Answer what failures of a login are counted under; it may be anything typed."""
        typed = spelled(login)[:_LOOKED_AT].encode(errors="replace")
        return hmac.new(self._secret, b"login:" + typed, sha256).digest()

    def source_lookup(self, login: bytes, source: str) -> bytes:
        """Answer what a login (its lookup) at one address is found by; tells of no other login."""
        return hmac.new(
            self._secret, b"source:" + login + source.encode(errors="replace"), sha256
        ).digest()

    def by_phone(self, phone: str) -> Account | None:
        """Find the account of a normalised phone number."""
        return self._one(account.c.phone_lookup == self.phone_lookup(phone))

    def by_login(self, login: str) -> Account | None:
        """Find the account of a login, in any case."""
        return self._one(account.c.login == spelled(login)) if fit(login) else None

    def by_pseudonym(self, pseudonym: str) -> Account | None:
        """Find the account behind a pseudonym."""
        return self._one(account.c.pseudonym == pseudonym)

    def everybody(self) -> list[Account]:
        """List the accounts of staff, by their logins."""
        mine = account.c.kind == Kind.STAFF
        with self._engine.connect() as db:
            rows = db.execute(select(account).where(mine).order_by(account.c.login))
            return [_read(row) for row in rows]

    def logins(self, pseudonyms: Iterable[str]) -> dict[str, str]:
        """Name members of staff by their logins; riders and the unknown are left out."""
        mine = (account.c.pseudonym.in_(list(pseudonyms)), account.c.kind == Kind.STAFF)
        with self._engine.connect() as db:
            rows = db.execute(select(account.c.pseudonym, account.c.login).where(*mine))
            found = {row.pseudonym: row.login for row in rows}
        until = monotonic() + _NAMED_S
        if len(self._named) > _ROOM:
            self._named.clear()
        self._named.update({who: (login, until) for who, login in found.items()})
        return found

    def login_at_hand(self, pseudonym: str) -> str | None:
        """Name a member of staff, if that was asked a moment ago: waits for no database."""
        login, until = self._named.get(pseudonym, ("", 0.0))
        return login if until > monotonic() else None

    def rider(self, phone: str, mint: Callable[[], str], login: str | None = None) -> Account:
        """Find the account of a phone, or make it; of two at once, one is made.

        `login` is for the command line of a demo; a phone known already keeps its own.
        Raises LoginTaken.
        """
        if known := self.by_phone(phone):
            return known
        lookup = self.phone_lookup(phone)
        try:
            return self._add(mint(), Kind.RIDER, login=login, phone_lookup=lookup)
        except IntegrityError:
            known = self.by_phone(phone)
            if known is None:
                raise LoginTaken(login or "") from None
            return known

    def staff(self, pseudonym: str, login: str, password: str, change_by: int | None) -> Account:
        """Make an account for a member of staff. Raises LoginTaken."""
        try:
            return self._add(
                pseudonym, Kind.STAFF, login=login, password=password, change_by=change_by
            )
        except IntegrityError:
            raise LoginTaken(login) from None

    def forget(self, pseudonym: str) -> None:
        """Delete an account with its sessions, codes and failures; again changes nothing."""
        mine = account.c.pseudonym == pseudonym
        with writing(self._engine) as db:
            if db.dialect.name == "sqlite":
                db.exec_driver_sql("PRAGMA secure_delete=ON")
            row = db.execute(select(account).where(mine)).one_or_none()
            if row is not None:
                phone = one_time_code.c.phone_lookup == row.phone_lookup
                db.execute(delete(one_time_code).where(phone))
                failures.forget(db, self.login_lookup(row.login or ""))
            db.execute(delete(login_session).where(login_session.c.pseudonym == pseudonym))
            db.execute(delete(account).where(mine))
        self._named.pop(pseudonym, None)

    def _add(self, pseudonym: str, kind: Kind, **facts: Any) -> Account:  # noqa: ANN401 - columns
        row = {"password": None, "change_by": None, "login": None, **facts}
        made_at = to_micros(self._clock())
        with self._engine.begin() as db:
            db.execute(
                insert(account).values(
                    pseudonym=pseudonym, kind=kind, disabled=False, created_at=made_at, **row
                )
            )
        return Account(
            pseudonym, kind, row["login"], row["password"], row["change_by"], disabled=False
        )

    def _one(self, mine: ColumnElement[bool]) -> Account | None:
        with self._engine.connect() as db:
            row = db.execute(select(account).where(mine)).one_or_none()
        return None if row is None else _read(row)


def spelled(login: str) -> str:
    """Spell a login the one way: without blanks around it, in lower case."""
    return login.strip().lower()


def fit(login: str) -> bool:
    """Tell whether this can be a login, in whatever case."""
    return _LOGIN.fullmatch(spelled(login)) is not None


def _read(row: Row[Any]) -> Account:
    return Account(
        row.pseudonym, Kind(row.kind), row.login, row.password, row.change_by, row.disabled
    )

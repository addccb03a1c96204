"""The keys of people and reports: made ahead of need, wrapped, and destroyed."""

from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from time import monotonic as _monotonic
from typing import Any, ClassVar

from sqlalchemy import (
    ColumnElement,
    Engine,
    Row,
    and_,
    exists,
    func,
    insert,
    literal,
    select,
    update,
)
from sqlalchemy.exc import IntegrityError

from domain.errors import Refused
from services.clock import Clock
from services.database import writing
from services.entropy import SYSTEM, Entropy
from services.kek import KeyEncryptionKey, WrongKeyEncryptionKey
from services.keycache import KeyCache
from services.keytables import hold, keyring_secret, microseconds, subject_key
from services.migrations import KEYS, migrate
from services.sealing import KEY_BYTES, DataKey

ACTIVE = "active"
DESTROYED = "destroyed"


class SubjectErased(Refused):
    """Nothing can be kept any more for somebody whose keys were destroyed."""

    code: ClassVar[str] = "subject-erased"

    def __init__(self, subject: str) -> None:
        super().__init__("The keys of this person or report were destroyed.")
        self.subject = subject


@dataclass(frozen=True)
class Destroyed:
    """A key that is gone for good; its commitment still tells what it sealed."""

    subject: str
    generation: int
    commitment: bytes


class Keyring:
    """Finds, makes and destroys the keys that seal personal data.

    A subject has one generation of its key per purpose and year. Safe to share
    between threads; keys stay at most 60 s in memory.
    """

    def __init__(
        self,
        engine: Engine,
        kek: KeyEncryptionKey,
        clock: Clock,
        monotonic: Callable[[], float] = _monotonic,
        chance: Entropy = SYSTEM,
    ) -> None:
        migrate(engine, KEYS)
        self._engine = engine
        self._kek = kek
        self._clock = clock
        self._cache = KeyCache(monotonic)
        self._chance = chance
        self.secret("keyring")  # a wrong key-encryption key stops the start here

    def mint(
        self,
        purpose: str,
        count: int,
        new_ref: Callable[[], str] | None = None,
    ) -> list[str]:
        """Make `count` new subjects with durable keys, in one transaction."""
        name = new_ref or partial(self._chance.token_hex, 16)
        keys = [DataKey(name(), 1, self._new_secret()) for _ in range(count)]
        year = self._clock().year
        rows = [self._row(key, purpose, year) for key in keys]
        if rows:
            with writing(self._engine) as connection:
                connection.execute(insert(subject_key), rows)
        for key in keys:
            self._cache.keep(key, purpose, year)
        return [key.subject for key in keys]

    def key(self, subject: str, purpose: str) -> DataKey:
        """Answer the key of this year, made now when there is none yet.

        Raises SubjectErased when the subject's keys were destroyed.
        """
        year, since = self._clock().year, self._cache.forgotten
        if known := self._cache.current(subject, purpose, year):
            return known
        if (row := self._current(subject, purpose, year)) is None:
            self._grow(subject, purpose, year)
            row = self._current(subject, purpose, year)
        if row is None or row.state == DESTROYED:
            raise SubjectErased(subject)
        key = self._opened(row)
        self._cache.keep(key, purpose, year, since)
        return key

    def at_hand(self, subject: str, purpose: str) -> bool:
        """Say whether `key` answers from memory, without a question to the database."""
        return self._cache.current(subject, purpose, self._clock().year) is not None

    def kept(self, subject: str, generation: int) -> bool:
        """Say whether `find` answers from memory."""
        return self._cache.past(subject, generation) is not None

    def warm(self, subjects: Iterable[str]) -> None:
        """Have the first keys of these subjects in memory: one question for all of them."""
        if wanted := [one for one in subjects if not self.kept(one, 1)]:
            self._keep(subject_key.c.subject_ref.in_(wanted), subject_key.c.generation == 1)

    def ahead(self, subjects: Iterable[str], purpose: str) -> None:
        """Have the keys of this year in memory, of those who have one: one question for all."""
        if wanted := [one for one in subjects if not self.at_hand(one, purpose)]:
            columns, year = subject_key.c, self._clock().year
            named = columns.subject_ref.in_(wanted), columns.purpose == purpose
            self._keep(*named, columns.year == year)

    def _keep(self, *which: ColumnElement[bool]) -> None:
        since = self._cache.forgotten
        with self._engine.connect() as connection:
            rows = connection.execute(select(subject_key).where(*which)).all()
        for row in rows:
            with suppress(WrongKeyEncryptionKey):  # told to whoever needs that key
                if row.state == ACTIVE:
                    self._cache.keep(self._opened(row), row.purpose, row.year, since)

    def find(self, subject: str, generation: int) -> DataKey | Destroyed | None:
        """Answer a key that once sealed something; None when there never was one."""
        if known := self._cache.past(subject, generation):
            return known
        since, columns = self._cache.forgotten, subject_key.c
        one = (columns.subject_ref == subject, columns.generation == generation)
        query = select(subject_key).where(*one)
        with self._engine.connect() as connection:
            row = connection.execute(query).one_or_none()
        if row is None:
            return None
        if row.state == DESTROYED:
            return Destroyed(subject, generation, row.commitment)
        key = self._opened(row)
        self._cache.keep(key, row.purpose, row.year, since)
        return key

    def destroy(self, subject: str) -> None:
        """Destroy every key of `subject`; a second time changes nothing.

        Other processes forget it within the life of their cache, 60 s.
        """
        with writing(self._engine) as connection:
            if self._engine.dialect.name == "sqlite":
                connection.exec_driver_sql("PRAGMA secure_delete=ON")
            hold(connection, subject)
            mine = update(subject_key).where(subject_key.c.subject_ref == subject)
            connection.execute(mine.values(wrapped_dek=b"", state=DESTROYED))
        self._cache.forget(subject)
        if self._engine.dialect.name == "sqlite":
            self._empty_write_ahead_log()

    def secret(self, name: str) -> bytes:
        """Answer the installation's own secret of this name, made once."""
        query = select(keyring_secret).where(keyring_secret.c.name == name)
        with self._engine.connect() as connection:
            row = connection.execute(query).one_or_none()
        if row is None:
            made = {
                "name": name,
                "kek_version": self._kek.version,
                "wrapped": self._kek.wrap(self._new_secret()),
            }
            try:
                with writing(self._engine) as connection:
                    connection.execute(insert(keyring_secret).values(made))
            except IntegrityError:
                pass  # another process made it first
            with self._engine.connect() as connection:
                row = connection.execute(query).one()
        return self._kek.unwrap(row.kek_version, row.wrapped)

    def _current(self, subject: str, purpose: str, year: int) -> Row[Any] | None:
        query = select(subject_key).where(
            subject_key.c.subject_ref == subject,
            subject_key.c.purpose == purpose,
            subject_key.c.year == year,
        )
        with self._engine.connect() as connection:
            return connection.execute(query).one_or_none()

    def _grow(self, subject: str, purpose: str, year: int) -> None:
        """Add a generation, unless it is there by now or the subject was erased."""
        mine = subject_key.c.subject_ref == subject
        taken = select(func.coalesce(func.max(subject_key.c.generation), 0) + 1)
        row = self._row(DataKey(subject, 0, self._new_secret()), purpose, year)
        row["generation"] = taken.where(mine).scalar_subquery()
        columns = subject_key.c
        values = [
            value if name == "generation" else literal(value, columns[name].type)
            for name, value in row.items()
        ]
        gone = exists().where(and_(mine, columns.state == DESTROYED))
        grown = insert(subject_key).from_select(list(row), select(*values).where(~gone))
        try:
            with writing(self._engine) as connection:
                hold(connection, subject)
                connection.execute(grown)
        except IntegrityError:
            pass  # somebody else added it at the same moment

    def _row(self, key: DataKey, purpose: str, year: int) -> dict[str, Any]:
        return {
            "subject_ref": key.subject,
            "generation": key.generation,
            "purpose": purpose,
            "year": year,
            "kek_version": self._kek.version,
            "wrapped_dek": self._kek.wrap(key.secret),
            "commitment": key.commitment,
            "created_at": microseconds(self._clock()),
            "state": ACTIVE,
        }

    def _opened(self, row: Row[Any]) -> DataKey:
        secret = self._kek.unwrap(row.kek_version, row.wrapped_dek)
        return DataKey(row.subject_ref, row.generation, secret)

    def _new_secret(self) -> bytes:
        return self._chance.token_bytes(KEY_BYTES)

    def _empty_write_ahead_log(self) -> None:
        connection = self._engine.raw_connection()
        try:
            connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)").close()
        finally:
            connection.close()

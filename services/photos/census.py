"""Every object that the shelf names, counted in a file of its own, so that memory stays bounded."""

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from types import TracebackType
from typing import Any, NamedTuple, Self

from sqlalchemy import Row

from services.photos.cipher import Part

_PAGE = 1_000


class Named(NamedTuple):
    """An object, and what it is part of."""

    digest: str
    photo: str
    part: str


class Census:
    """A list on disk, without a name, which vanishes when it is closed."""

    def __init__(self) -> None:
        self._db = sqlite3.connect("")
        self._db.execute(
            "CREATE TABLE named (digest TEXT PRIMARY KEY, photo TEXT NOT NULL, part TEXT NOT NULL,"
            " seen INTEGER NOT NULL DEFAULT 0) WITHOUT ROWID"
        )

    def __enter__(self) -> Self:
        """Begin to count."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        """Forget everything."""
        self._db.close()

    def enter(self, rows: Sequence[Row[Any]]) -> None:
        """Note the objects of some photographs."""
        named = [(getattr(row, part.value), row.id, part.value) for row in rows for part in Part]
        self._db.executemany("INSERT OR IGNORE INTO named VALUES (?, ?, ?, 0)", named)

    def strangers(self, digests: Sequence[str]) -> list[str]:
        """Note that these objects are there; answer those that nobody names."""
        strange = []
        for digest in digests:
            there = (digest,)
            if not self._db.execute("UPDATE named SET seen = 1 WHERE digest = ?", there).rowcount:
                strange.append(digest)
        return strange

    def unseen(self) -> Iterator[Named]:
        """Go through what is named, but was not seen."""
        return self._all("seen = 0", ())

    def seen(self, sample: int | None = None) -> Iterator[Named]:
        """Go through what was seen: everything, or the parts of so many photographs by chance."""
        if sample is None:
            return self._all("seen = 1", ())
        self._db.execute("CREATE TEMP TABLE drawn (photo TEXT PRIMARY KEY)")
        self._db.execute(
            "INSERT INTO drawn SELECT DISTINCT photo FROM named ORDER BY random() LIMIT ?",
            (sample,),
        )
        return self._all("seen = 1 AND photo IN (SELECT photo FROM drawn)", ())

    def _all(self, which: str, values: Iterable[object]) -> Iterator[Named]:
        last = ""
        query = (
            f"SELECT digest, photo, part FROM named WHERE {which} AND digest > ?"  # noqa: S608 - ours
            " ORDER BY digest LIMIT ?"
        )
        while page := self._db.execute(query, (*values, last, _PAGE)).fetchall():
            yield from (Named(*row) for row in page)
            last = page[-1][0]

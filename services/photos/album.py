"""What a worker does with photographs by the page: it compares them, and hands them over."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

import msgspec
from sqlalchemy import Row, Select, String, bindparam, delete, select, tuple_

from domain.kernel import Subject
from services.asking import AskEach, Things
from services.database import asking, upsert, writing
from services.keyring import Destroyed, Keyring
from services.photos.cipher import PhotoCipher, open_facts
from services.photos.facts import PhotoFacts
from services.photos.records import PhotoTraces
from services.photos.refusals import UnknownPhoto
from services.photos.shelf import COPIES, Shelf, traces, wrap
from services.photos.tables import photo, photo_key
from services.sealing import DataKey, Sealed

Pair = tuple[str, str]
"""A photograph, and the report that it is evidence of."""
_BY_ID = select(photo).where(photo.c.id.in_(bindparam("ids", expanding=True)))
_BY_PIXELS = select(photo).where(photo.c.pixels.in_(bindparam("some", expanding=True)))
_COPIES = photo_key.c.part == COPIES
_WRAPS = select(photo_key).where(
    _COPIES,
    photo_key.c.photo.in_(bindparam("ids", expanding=True)),
    photo_key.c.subject.in_(bindparam("subjects", expanding=True)),
)
_HOLDERS = select(photo_key.c.subject).where(_COPIES, photo_key.c.photo == bindparam("id"))
FEW = 8  # holders of a photograph, of all that there may be


def _first(by: Things) -> Select[Any]:
    some = select(photo_key.c.subject, photo_key.c.generation, photo_key.c.wrapped)
    mine = some.where(_COPIES, photo_key.c.photo == by["photo"])
    return mine.order_by(photo_key.c.subject).limit(FEW)


_FIRST = AskEach({"photo": String()}, _first)


class Album:
    """Many photographs with few questions; every call waits for the keys' database."""

    def __init__(self, shelf: Shelf, keyring: Keyring) -> None:
        self._shelf = shelf
        self._engine = shelf.engine
        self._asking = asking(shelf.engine)
        self._keyring = keyring

    def rows(self, photos: Iterable[str]) -> dict[str, Row[Any]]:
        """Answer the rows of those that are still there."""
        with self._asking.connect() as db:
            return {row.id: row for row in db.execute(_BY_ID, {"ids": list(set(photos))})}

    def twins(self, pixels: Iterable[str]) -> dict[str, list[PhotoTraces]]:
        """Answer all photographs with these pixels, whoever sent them."""
        found: dict[str, list[PhotoTraces]] = {}
        with self._asking.connect() as db:
            for row in db.execute(_BY_PIXELS, {"some": list(set(pixels))}):
                found.setdefault(row.pixels, []).append(traces(row))
        return found

    def holders(self, identity: str) -> list[str]:
        """Name all whose keys open the copies of a photograph, the oldest reports first."""
        with self._asking.connect() as db:
            return sorted(db.scalars(_HOLDERS, {"id": identity}))

    def first_holders(self, photos: Iterable[str]) -> dict[str, list[str]]:
        """Name the FEW first of the holders of each photograph."""
        return {
            identity: [subject for subject, *_ in wraps]
            for identity, wraps in self._first(photos).items()
        }

    def facts(self, row: Row[Any]) -> PhotoFacts | None:
        """Answer what a photograph says of itself; None once that was erased."""
        sealed = msgspec.json.decode(row.facts, type=Sealed)
        key = self._keyring.find(sealed.s, sealed.g)
        return None if isinstance(key, Destroyed) else open_facts(row.id, sealed, key)

    def hand_over(self, pairs: Sequence[Pair]) -> None:
        """Make the cleaned copies evidence of reports, all of them in one transaction.

        Their keys are then wrapped by the reports' keys, no longer by the uploaders'. A
        second time changes nothing; several reports may share a photograph. Raises
        UnknownPhoto, SubjectErased, PhotoErased.
        """
        if not pairs:
            return
        rows = self.rows(identity for identity, _ in pairs)
        for identity, _ in pairs:
            if identity not in rows:
                raise UnknownPhoto(identity)
        reports = {report for _, report in pairs}
        senders = {row.uploader for row in rows.values()}
        self._keyring.warm(reports | senders)
        with self._asking.connect() as db:
            given = {"ids": list(rows), "subjects": list(reports | senders)}
            before = {(one.photo, one.subject): one for one in db.execute(_WRAPS, given)}
        ciphers = self._ciphers(rows.values(), before)
        new = [
            wrap(COPIES, ciphers[identity], self._keyring.key(report, Subject.REPORT.value))
            for identity, report in dict.fromkeys(pairs)
            if (identity, report) not in before
        ]
        theirs = [pair for row in rows.values() if (pair := (row.id, row.uploader)) in before]
        if new or theirs:
            self._write(sorted(rows), new, theirs)

    def _ciphers(
        self, rows: Collection[Row[Any]], wraps: Mapping[Pair, Row[Any]]
    ) -> dict[str, PhotoCipher]:
        """Open keys as their senders did, or with the key of any report that has it by now."""
        found = {}
        for row in rows:
            mine = wraps.get((row.id, row.uploader))
            key = mine and self._keyring.find(mine.subject, mine.generation)
            if mine and isinstance(key, DataKey):
                found[row.id] = PhotoCipher.unwrap(row.id, mine.wrapped, key)
        others = self._first(row.id for row in rows if row.id not in found)
        self._keyring.warm(subject for some in others.values() for subject, *_ in some[:1])
        for identity, some in others.items():
            subject, generation, wrapped = some[0] if some else ("", 0, b"")
            key = self._keyring.find(subject, generation)
            if isinstance(key, DataKey):
                found[identity] = PhotoCipher.unwrap(identity, wrapped, key)
            else:
                found[identity] = self._shelf.cipher(identity, COPIES)
        return found

    def _first(self, photos: Iterable[str]) -> dict[str, list[tuple[Any, ...]]]:
        named = sorted(set(photos))
        with self._asking.connect() as db:
            wraps = _FIRST.of(db, [{"photo": one} for one in named])
        return {one: sorted(some) for one, some in zip(named, wraps, strict=True)}

    def _write(
        self, photos: Sequence[str], new: list[dict[str, Any]], theirs: Sequence[Pair]
    ) -> None:
        with writing(self._engine) as db:
            # In one order: two workers may do this at once, and one may destroy a photograph.
            mine = select(photo.c.id).where(photo.c.id.in_(photos)).order_by(photo.c.id)
            db.execute(mine.with_for_update())
            sent = tuple_(photo_key.c.photo, photo_key.c.subject).in_(theirs)
            db.execute(delete(photo_key).where(_COPIES, sent))
            if new:
                db.execute(upsert(db, photo_key).on_conflict_do_nothing(), new)

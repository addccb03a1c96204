"""Uploads past the API: announced, sent to quarantine by a link, then taken in like any other."""

import asyncio
import hmac
import re
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final, NamedTuple

from sqlalchemy import Engine, Row, delete, func, insert, select, update
from sqlalchemy.exc import IntegrityError, SQLAlchemyError

from services.clock import Clock
from services.commands import Command
from services.database import asking, writing
from services.eventlog.errors import CommandReused
from services.eventlog.instants import from_micros
from services.keyring import Keyring
from services.keytables import hold, microseconds
from services.photos.announcing import Promise, checked
from services.photos.quarantine import KEPT, LIFETIME, Announced, Quarantine, headers
from services.photos.records import StoredPhoto
from services.photos.refusals import (
    NoDirectUpload,
    NothingArrived,
    PhotoRefused,
    PhotosBusy,
    StoreUnavailable,
    UnknownUpload,
    UploadTimedOut,
)
from services.photos.tables import photo_upload
from services.photos.turns import AT_ONCE
from services.photos.vault import PhotoVault

REMEMBERED = timedelta(days=1)  # for which an upload answers the same again
SWEEP_S = (LIFETIME + KEPT + timedelta(minutes=1)).total_seconds()  # after a link was given
_NAME: Final = re.compile(r"[0-9a-f]{32}")  # anything else no database need be asked for
_MAY_STILL_COME = (PhotosBusy, UploadTimedOut)


@dataclass(frozen=True)
class Link:
    """Where to send a photograph to, and with which headers; `photo` once it was taken in."""

    upload: str
    url: str
    headers: dict[str, str]
    until: datetime
    photo: str | None


class _Found(NamedTuple):
    id: str
    until: datetime
    photo: str | None


class DirectUploads:
    """Knows who may send what to quarantine; without a bucket, nobody may."""

    def __init__(
        self,
        engine: Engine,
        keyring: Keyring,
        vault: PhotoVault,
        quarantine: Quarantine | None,
        clock: Clock,
    ) -> None:
        self._engine = engine
        self._asking = asking(engine)
        self._secret = keyring.secret("uploads")
        self._vault = vault
        self._quarantine = quarantine
        self._clock = clock
        self._newest = 0.0
        self._reminder: asyncio.TimerHandle | None = None
        self._sweeping: asyncio.Task[None] | None = None

    def begin(self, uploader: str, announced: Announced, command: Command) -> Link:
        """Answer a link; the same command again gets the same, renewed once it has run out.

        Raises NoDirectUpload, CommandReused, and PhotosBusy where the uploader has as many
        under way as a report needs. Waits for a database, for no store.
        """
        quarantine = self._there()
        try:
            found = self._announced(uploader, announced, command)
        except IntegrityError:  # the same command, twice at the same time
            found = self._announced(uploader, announced, command)
        bound = headers(announced)
        url = quarantine.link(found.id, bound, found.until - LIFETIME)
        return Link(found.id, url, bound, found.until, found.photo)

    def _announced(self, uploader: str, announced: Announced, command: Command) -> _Found:
        identity, wish = self._keyed(command.id)[:32], self._keyed(command.digest)
        now = self._now()
        until = now + LIFETIME
        with writing(self._engine) as db:
            hold(db, uploader)  # who asks many times at once is counted each time
            row = db.execute(_by_id(identity)).one_or_none()
            if row is None:
                if db.scalar(_open(uploader, microseconds(now))) >= AT_ONCE:
                    raise PhotosBusy
                values = {
                    "id": identity,
                    "uploader": uploader,
                    "wish": wish,
                    "mark": self._keyed(announced.sha256),
                    "type": announced.type,
                    "bytes": announced.size,
                    "until": microseconds(until),
                }
                db.execute(insert(photo_upload).values(values))
                return _Found(identity, until, None)
            if row.wish != wish:
                raise CommandReused(command.id)
            if row.photo or row.until > microseconds(now):
                return _Found(identity, from_micros(row.until), row.photo)
            mine = photo_upload.c.id == identity
            db.execute(update(photo_upload).where(mine).values(until=microseconds(until)))
            return _Found(identity, until, None)

    async def complete(self, upload: str, uploader: str, command: bytes) -> StoredPhoto:
        """Take in what was sent, through the same door as every photograph.

        Raises UnknownUpload, NothingArrived, NotAsAnnounced, StoreUnavailable, and what
        `PhotoVault.store` raises. What is refused as a photograph is removed at once, and
        its command may be used for another try; what could not be read stays.
        """
        quarantine = self._there()
        row = await asyncio.to_thread(self._row, upload, uploader)
        if row.photo is not None:
            return await asyncio.to_thread(self._vault.describe, row.photo)
        promise = Promise(row.type, row.bytes, row.mark)
        stream = checked(quarantine.stream(upload), promise, self._keyed)
        try:
            stored = await self._vault.store(stream, uploader, command=command)
        except _MAY_STILL_COME:
            raise
        except NothingArrived:
            row = await asyncio.to_thread(self._row, upload, uploader)
            if row.photo is None:
                raise
            return await asyncio.to_thread(self._vault.describe, row.photo)  # by another request
        except PhotoRefused:
            await asyncio.to_thread(self._forget, upload)
            await self._vault.apart(self._remove, upload)
            raise
        await asyncio.to_thread(self._keep, upload, stored.id)
        await self._vault.apart(self._remove, upload)
        return stored

    def sweep_later(self) -> None:
        """See to it that this process sweeps once the newest link has run out."""
        loop = asyncio.get_running_loop()
        self._newest = loop.time()
        if self._reminder is None:
            self._reminder = loop.call_at(self._newest + SWEEP_S, self._begin_sweeping)

    def _begin_sweeping(self) -> None:
        loop, due = asyncio.get_running_loop(), self._newest + SWEEP_S
        later = due > loop.time()  # somebody has begun another one meanwhile
        self._reminder = loop.call_at(due, self._begin_sweeping) if later else None
        self._sweeping = asyncio.ensure_future(self._sweep_quietly())

    async def _sweep_quietly(self) -> None:
        try:
            await self._vault.apart(self.sweep)
        except (StoreUnavailable, PhotosBusy, SQLAlchemyError):
            self.sweep_later()  # `suishoupai photos scrub` sweeps as well

    def sweep(self) -> int:
        """Remove from quarantine what nobody came back for; answer how much that was.

        Raises StoreUnavailable.
        """
        ended = microseconds(self._now() - REMEMBERED)
        with writing(self._engine) as db:
            db.execute(delete(photo_upload).where(photo_upload.c.until < ended))
        if self._quarantine is None:
            return 0
        swept = 0
        while names := self._quarantine.old(self._now() - KEPT):
            for name in names:
                self._quarantine.remove(name)
            swept += len(names)
        return swept

    def _there(self) -> Quarantine:
        if self._quarantine is None:
            raise NoDirectUpload
        return self._quarantine

    def _row(self, upload: str, uploader: str) -> Row[Any]:
        if not _NAME.fullmatch(upload):
            raise UnknownUpload
        with self._asking.connect() as db:
            row = db.execute(_by_id(upload)).one_or_none()
        if row is None or row.uploader != uploader:
            raise UnknownUpload
        return row

    def _keep(self, upload: str, photo: str) -> None:
        with writing(self._engine) as db:
            mine = photo_upload.c.id == upload
            db.execute(update(photo_upload).where(mine).values(photo=photo))

    def _forget(self, upload: str) -> None:
        with writing(self._engine) as db:
            db.execute(delete(photo_upload).where(photo_upload.c.id == upload))

    def _remove(self, upload: str) -> None:
        with suppress(StoreUnavailable):  # the sweep comes by
            self._there().remove(upload)

    def _now(self) -> datetime:
        return self._clock().replace(microsecond=0)  # a link knows seconds alone

    def _keyed(self, data: bytes) -> str:
        return hmac.digest(self._secret, data, "sha256").hex()


def _by_id(identity: str) -> Any:  # noqa: ANN401 - as SQLAlchemy composes it
    return select(photo_upload).where(photo_upload.c.id == identity)


def _open(uploader: str, now: int) -> Any:  # noqa: ANN401 - as SQLAlchemy composes it
    mine = (photo_upload.c.uploader == uploader) & photo_upload.c.photo.is_(None)
    return select(func.count()).where(mine, photo_upload.c.until > now)

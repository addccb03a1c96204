"""Photographs from the upload to the screen: cleaned, encrypted, opened, destroyed.

The original and what it says about itself are sealed under the person who sent it.
The cleaned copies become evidence: `adopt` hands their key over to the report.
"""

import asyncio
import hmac
from collections.abc import AsyncIterable, Callable, Sequence
from pathlib import Path
from time import monotonic as _monotonic
from typing import Any, TypeVar

import msgspec
from sqlalchemy import Engine, Row
from sqlalchemy.exc import IntegrityError

from domain.kernel import Subject
from services.clock import Clock
from services.entropy import SYSTEM, Entropy
from services.keyring import Destroyed, Keyring
from services.keytables import microseconds
from services.photos.album import Album
from services.photos.apart import Apart
from services.photos.blobs import BlobMissing, Blobs
from services.photos.cache import OpenedCache
from services.photos.cipher import Part, open_facts, seal_facts
from services.photos.decoder import Decoder
from services.photos.evidence import Found, Wish, taken
from services.photos.facts import PhotoFacts
from services.photos.packing import discard, pack
from services.photos.protocol import Inspection
from services.photos.receiving import Received, receive
from services.photos.records import SERVED_TYPE, OpenedPhoto, PhotoTraces, StoredPhoto
from services.photos.refusals import PhotoDamaged, UnknownPhoto
from services.photos.shelf import Shelf, family, traces
from services.photos.turns import Turns
from services.sealing import NONCE_BYTES, Sealed

T = TypeVar("T")


class PhotoVault:
    """Keeps photographs so that only ciphertext touches the disk.

    All but `store` and `show` wait for the disk and belong into a thread of their own.
    """

    def __init__(
        self,
        engine: Engine,
        blobs: Blobs,
        keyring: Keyring,
        decoder: Decoder,
        clock: Clock,
        incoming: Path,
        monotonic: Callable[[], float] = _monotonic,
        chance: Entropy = SYSTEM,
        apart: Callable[[], Apart] = Apart,
    ) -> None:
        incoming.mkdir(parents=True, exist_ok=True, mode=0o700)
        self.shelf = self._shelf = Shelf(engine, keyring)
        self.album = Album(self._shelf, keyring)
        self.blobs = self._blobs = blobs
        self._apart = apart()
        self._chance = chance
        self._keyring = keyring
        self._decoder = decoder
        self._clock = clock
        self._incoming = incoming
        self._opened = OpenedCache(monotonic)
        self._turns = Turns()
        self._secret = keyring.secret("photos")

    async def store(
        self,
        stream: AsyncIterable[bytes],
        uploader: str,
        announced: bytes | None = None,
        command: bytes | None = None,
    ) -> StoredPhoto:
        """Take a photograph in; the same bytes from one uploader are one photograph.

        `announced` is the SHA-256 that the sender gave, `command` names the upload.
        Raises the refusals of `receive` and of `Decoder.inspect`, PhotosBusy where
        the uploader is sending several already, SubjectErased, CommandReused, and
        StoreUnavailable, after which nothing of it is known.
        """
        with self._turns.one(uploader):
            async with receive(stream, self._incoming, announced=announced) as received:
                known = await self._taken_in(received, uploader, command)
        return await asyncio.to_thread(self._described, known)

    def mine(self, photos: Sequence[str], uploader: str) -> list[StoredPhoto]:
        """Answer photographs that `uploader` sent; UnknownPhoto for any other."""
        rows = self._shelf.rows(photos)
        for row in rows:
            if row.uploader != uploader:
                raise UnknownPhoto(row.id)
        return [self._described(row) for row in rows]

    def evidence(self, wishes: Sequence[Wish]) -> list[Found]:
        """Answer, to many at once, what events keep of photographs, or which one is unknown."""
        return taken(self._shelf.found(photo for photos, *_ in wishes for photo in photos), wishes)

    def describe(self, photo: str) -> StoredPhoto:
        """Answer what is known of a photograph, or UnknownPhoto."""
        return self._described(self._shelf.row(photo))

    def adopt(self, photo: str, report: str) -> None:
        """Make the cleaned copies evidence of a report (32 hex digits).

        They open as long as the report's key exists, whatever becomes of the
        uploader's. A second time changes nothing; several reports may share one.
        """
        self.album.hand_over([(photo, report)])

    async def show(self, photo: str, part: Part) -> OpenedPhoto:
        """Answer the bytes of one part, as `open` does, from a thread of the vault's own."""
        return await self._apart.run(self.open, photo, part)

    def open(self, photo: str, part: Part) -> OpenedPhoto:
        """Answer the bytes of one part.

        Raises UnknownPhoto, PhotoErased when its keys were destroyed, PhotoDamaged when
        what lies in the store is not what was kept, and StoreUnavailable.
        """
        if known := self._opened.get(photo, part):
            return known
        row = self._shelf.row(photo)
        digest: str = getattr(row, part.value)
        cipher = self._shelf.cipher(photo, family(part))
        try:
            data = cipher.open(self._blobs.get(digest), part)
        except BlobMissing as error:
            raise PhotoDamaged(f"{part} of {photo}: {error}") from error
        kind = row.sent_type if part is Part.ORIGINAL else SERVED_TYPE
        opened = OpenedPhoto(data, digest, kind)
        if part is not Part.ORIGINAL:
            self._opened.keep(photo, part, opened)
        return opened

    def facts(self, photo: str) -> PhotoFacts | None:
        """Answer what the photograph says of itself; None once that was erased."""
        return self._facts(self._shelf.row(photo))

    def traces(self, photos: Sequence[str]) -> list[PhotoTraces]:
        """Answer the hashes by which pictures are compared."""
        return [traces(row) for row in self._shelf.rows(photos)]

    def whose(self, photo: str) -> tuple[str, list[str]]:
        """Name who sent a photograph, and the reports it is evidence of; or UnknownPhoto."""
        row = self._shelf.row(photo)
        return row.uploader, [one for one in self._shelf.holders(photo) if one != row.uploader]

    def twins(self, photo: str) -> list[PhotoTraces]:
        """Answer the other photographs with the same pixels, whoever sent them."""
        same = self._shelf.twins(self._shelf.row(photo).pixels)
        return [one for one in same if one.id != photo]

    def evidence_of(self, photo: str) -> list[str]:
        """Name the reports (32 hex digits) that have adopted a photograph."""
        return self.whose(photo)[1]

    def destroy(self, photo: str) -> None:
        """Remove a photograph and all traces of it; again changes nothing."""
        self._opened.forget(photo)
        row = self._shelf.remove(photo)
        if row is not None:
            discard(self._blobs, [getattr(row, part.value) for part in Part])

    async def apart(self, work: Callable[..., T], *about: Any) -> T:  # noqa: ANN401 - whatever it takes
        """Let `work` wait for the store in a thread of the vault's own."""
        return await self._apart.run(work, *about)

    def close(self) -> None:
        """End the threads, once what they do is done."""
        self._apart.close()

    async def _taken_in(self, received: Received, uploader: str, command: bytes | None) -> Row[Any]:
        mark = self._keyed(uploader.encode(), received.sha256)
        known = await asyncio.to_thread(self._shelf.sent, uploader, mark, command)
        if known is None:
            inspection = await self._decoder.inspect(received.file)
            known = await self._apart.run(self._keep, received, inspection, uploader, mark)
        if command is not None:
            await asyncio.to_thread(self._shelf.fulfil, command, known.id)
        return known

    def _keep(
        self, received: Received, inspection: Inspection, uploader: str, mark: str
    ) -> Row[Any]:
        identity = self._chance.token_hex(16)
        key = self._keyring.key(uploader, Subject.RIDER.value)
        draw = self._chance.token_bytes
        package = pack(identity, inspection, received.file, draw)
        values = {
            "id": identity,
            "uploader": uploader,
            "mark": mark,
            "created_at": microseconds(self._clock()),
            "sent_type": inspection.type,
            "sent_bytes": received.size,
            "width": inspection.width,
            "height": inspection.height,
            "large_bytes": len(package.stored[Part.LARGE]),
            "pixels": self._keyed(inspection.pixels),
            "dhash": inspection.dhash,
            "phash": inspection.phash,
            "facts": seal_facts(identity, inspection.facts, key, draw(NONCE_BYTES)),
        }
        kept = package.put(self._blobs)
        try:
            self._shelf.enter(values | kept, package.ciphers, key)
        except IntegrityError:  # after any other error it may be entered all the same
            discard(self._blobs, list(kept.values()))
            before = self._shelf.sent(uploader, mark)
            if before is None:
                raise
            return before  # the same upload, twice at the same time
        return self._shelf.row(identity)

    def _described(self, row: Row[Any]) -> StoredPhoto:
        return StoredPhoto(
            id=row.id,
            uploader=row.uploader,
            digest=row.large,
            type=SERVED_TYPE,
            bytes=row.large_bytes,
            width=row.width,
            height=row.height,
            facts=self._facts(row),
        )

    def _facts(self, row: Row[Any]) -> PhotoFacts | None:
        sealed = msgspec.json.decode(row.facts, type=Sealed)
        key = self._keyring.find(sealed.s, sealed.g)
        return None if isinstance(key, Destroyed) else open_facts(row.id, sealed, key)

    def _keyed(self, *parts: bytes) -> str:
        return hmac.digest(self._secret, b"\0".join(parts), "sha256").hex()

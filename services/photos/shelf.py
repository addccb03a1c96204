"""The rows of photographs: found, entered, and the keys that are wrapped in them."""

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Engine, Row, Select, bindparam, delete, insert, select
from sqlalchemy.exc import IntegrityError

from services.database import asking, writing
from services.eventlog.errors import CommandReused
from services.keyring import Destroyed, Keyring
from services.migrations import KEYS, migrate
from services.photos.cipher import Part, PhotoCipher
from services.photos.records import PhotoTraces
from services.photos.refusals import PhotoDamaged, PhotoErased, UnknownPhoto
from services.photos.tables import photo, photo_key, photo_upload, photo_wish
from services.sealing import DataKey

FEW = 4  # keys looked at in one go: mostly the first one opens
COPIES = "copies"  # the large and the small one share a key
ORIGINAL = "original"
_BY_ID = select(photo).where(photo.c.id == bindparam("id"))
_KEPT: Select[Any] = select(photo.c.id, photo.c.uploader, photo.c.large, photo.c.large_bytes).where(
    photo.c.id.in_(bindparam("ids", expanding=True))
)


def family(part: Part) -> str:
    """Name the key of a part."""
    return ORIGINAL if part is Part.ORIGINAL else COPIES


class Shelf:
    """The photographs' rows in the keys' database."""

    def __init__(self, engine: Engine, keyring: Keyring) -> None:
        migrate(engine, KEYS)
        self.engine = self._engine = engine
        self._asking = asking(engine)
        self._keyring = keyring

    def row(self, identity: str) -> Row[Any]:
        """Answer the row of a photograph, or UnknownPhoto."""
        return self.rows([identity])[0]

    def rows(self, identities: Sequence[str]) -> list[Row[Any]]:
        """Answer rows in the order asked for; UnknownPhoto names one that is not."""
        rows = []
        with self._asking.connect() as connection:
            for identity in identities:  # few: cheaper than a statement for each number of them
                row = connection.execute(_BY_ID, {"id": identity}).one_or_none()
                if row is None:
                    raise UnknownPhoto(identity)
                rows.append(row)
        return rows

    def found(self, identities: Iterable[str]) -> dict[str, Row[Any]]:
        """Answer what an event keeps of photographs, as far as there are such: one question."""
        named = list(set(identities))
        if not named:
            return {}
        with self._asking.connect() as connection:
            rows = connection.execute(_KEPT, {"ids": named}).all()
        return {row.id: row for row in rows}

    def page(self, after: str, limit: int) -> Sequence[Row[Any]]:
        """Answer rows in the order of their ids, from the one after `after` on."""
        query = select(photo).where(photo.c.id > after).order_by(photo.c.id).limit(limit)
        with self._asking.connect() as connection:
            return connection.execute(query).all()

    def sent(self, uploader: str, mark: str, command: bytes | None = None) -> Row[Any] | None:
        """Answer what this uploader sent before with this mark.

        Raises CommandReused where an upload named `command` brought another photograph.
        """
        query = select(photo).where(photo.c.uploader == uploader, photo.c.mark == mark)
        with self._asking.connect() as connection:
            row = connection.execute(query).one_or_none()
        before = None if command is None else self.wished(command)
        if command is not None and before not in (None, row.id if row else None):
            raise CommandReused(command)
        return row

    def wished(self, command: bytes) -> str | None:
        """Answer which photograph an upload of this name brought."""
        query = select(photo_wish.c.photo).where(photo_wish.c.command == command.hex())
        with self._asking.connect() as connection:
            return connection.scalar(query)

    def fulfil(self, command: bytes, identity: str) -> None:
        """Remember which photograph an upload brought. Raises CommandReused."""
        try:
            with writing(self._engine) as connection:
                wish = {"command": command.hex(), "photo": identity}
                connection.execute(insert(photo_wish).values(wish))
        except IntegrityError as error:
            if self.wished(command) != identity:
                raise CommandReused(command) from error

    def holders(self, identity: str) -> list[str]:
        """Name the subjects whose keys open the copies of a photograph."""
        copies = (photo_key.c.photo == identity) & (photo_key.c.part == COPIES)
        query = select(photo_key.c.subject).where(copies).order_by(photo_key.c.subject)
        with self._asking.connect() as connection:
            return list(connection.scalars(query))

    def twins(self, pixels: str) -> list[PhotoTraces]:
        """Answer the traces of all photographs with these pixels."""
        with self._asking.connect() as connection:
            query = select(photo).where(photo.c.pixels == pixels)
            return [traces(row) for row in connection.execute(query.order_by(photo.c.id))]

    def enter(self, values: dict[str, Any], ciphers: dict[str, PhotoCipher], key: DataKey) -> None:
        """Enter a photograph, its keys wrapped by `key`."""
        wraps = [wrap(name, cipher, key) for name, cipher in ciphers.items()]
        with writing(self._engine) as connection:
            connection.execute(insert(photo).values(values))
            connection.execute(insert(photo_key), wraps)

    def cipher(self, identity: str, name: str) -> PhotoCipher:
        """Open a photograph's key with any subject's key that still exists.

        PhotoErased when all of them were destroyed.
        """
        mine = select(photo_key).where(photo_key.c.photo == identity, photo_key.c.part == name)
        erased, after = False, ""
        while True:
            some = mine.where(photo_key.c.subject > after).order_by(photo_key.c.subject).limit(FEW)
            with self._asking.connect() as connection:
                wraps = connection.execute(some).all()
            for one in wraps:
                key = self._keyring.find(one.subject, one.generation)
                if isinstance(key, DataKey):
                    return PhotoCipher.unwrap(identity, one.wrapped, key)
                erased |= isinstance(key, Destroyed)
            if len(wraps) < FEW:
                break
            after = wraps[-1].subject
        if erased:
            raise PhotoErased(identity)
        raise PhotoDamaged(f"no key for {identity}")

    def remove(self, identity: str) -> Row[Any] | None:
        """Remove a photograph's rows and answer what they were."""
        mine = photo.c.id == identity
        with writing(self._engine) as connection:
            row = connection.execute(select(photo).where(mine)).one_or_none()
            connection.execute(delete(photo_key).where(photo_key.c.photo == identity))
            connection.execute(delete(photo_wish).where(photo_wish.c.photo == identity))
            connection.execute(delete(photo_upload).where(photo_upload.c.photo == identity))
            connection.execute(delete(photo).where(mine))
        return row


def traces(row: Row[Any]) -> PhotoTraces:
    """Answer what tells this picture again."""
    return PhotoTraces(row.id, row.uploader, row.created_at, row.pixels, row.dhash, row.phash)


def wrap(name: str, cipher: PhotoCipher, key: DataKey) -> dict[str, Any]:
    """Write down a photograph's key, closed by a subject's."""
    return {
        "photo": cipher.photo,
        "part": name,
        "subject": key.subject,
        "generation": key.generation,
        "wrapped": cipher.wrapped(key),
    }

"""A photograph made ready for the store: each part closed, with keys that were never used."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import BinaryIO

from services.chance import fresh
from services.photos.blobs import Blobs
from services.photos.cipher import Part, PhotoCipher
from services.photos.protocol import Inspection
from services.photos.refusals import StoreUnavailable
from services.photos.shelf import COPIES, ORIGINAL, family
from services.sealing import KEY_BYTES, NONCE_BYTES, DataKey


@dataclass(frozen=True)
class Package:
    """What goes to the store, and the keys that open it."""

    ciphers: dict[str, PhotoCipher]
    stored: dict[Part, bytes]

    def put(self, blobs: Blobs) -> dict[str, str]:
        """Keep every part, or none that is known of; answer their digests by part.

        Raises StoreUnavailable. What cannot be taken back then is an orphan, which nobody
        can open, and which the scrubber sweeps.
        """
        kept: dict[str, str] = {}
        try:
            for part, data in self.stored.items():
                kept[part.value] = blobs.put(data)
        except (StoreUnavailable, OSError):
            discard(blobs, list(kept.values()))
            raise
        return kept


def pack(
    photo: str,
    inspection: Inspection,
    original: BinaryIO,
    draw: Callable[[int], bytes] = fresh,
) -> Package:
    """Close the copies with one new key, and what was sent with another."""
    ciphers = {name: _new_cipher(photo, draw(KEY_BYTES)) for name in (COPIES, ORIGINAL)}
    contents = {
        Part.LARGE: inspection.large,
        Part.SMALL: inspection.small,
        Part.ORIGINAL: _whole(original),
    }
    stored = {
        part: ciphers[family(part)].close(data, part, draw(NONCE_BYTES))
        for part, data in contents.items()
    }
    return Package(ciphers, stored)


def discard(blobs: Blobs, digests: list[str]) -> None:
    """Remove what nobody names, as far as the store answers; the scrubber does the rest."""
    with suppress(StoreUnavailable):
        for digest in digests:
            blobs.remove(digest)


def _new_cipher(photo: str, secret: bytes) -> PhotoCipher:
    return PhotoCipher(photo, DataKey(photo, 0, secret))


def _whole(file: BinaryIO) -> bytes:
    file.seek(0)
    return file.read()

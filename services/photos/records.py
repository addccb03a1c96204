"""What the rest of the house learns of a stored photograph."""

from dataclasses import dataclass
from typing import NamedTuple

from services.photos.facts import PhotoFacts

SERVED_TYPE = "image/jpeg"


@dataclass(frozen=True)
class StoredPhoto:
    """A photograph in the vault; digest, type and bytes are those of the large copy.

    The digest is the SHA-256 of its ciphertext, the size that of the ciphertext.
    """

    id: str
    uploader: str
    digest: str
    type: str
    bytes: int
    width: int
    height: int
    facts: PhotoFacts | None  # None once the uploader was erased


class PhotoTraces(NamedTuple):
    """What tells the same or a similar picture: in no log and no view."""

    id: str
    uploader: str
    created_at: int  # microseconds since 1970
    pixels: str  # equal for equal pixels; a keyed hash, useless elsewhere
    dhash: str  # 16 hex digits each
    phash: str


@dataclass(frozen=True)
class OpenedPhoto:
    """Bytes to serve, and the digest that may stand in an ETag."""

    data: bytes
    digest: str
    type: str

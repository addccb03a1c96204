"""How a stored photograph is closed: a key of its own, wrapped by its subject's key."""

import hmac
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from uuid import UUID

import msgspec
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.keywrap import (
    InvalidUnwrap,
    aes_key_unwrap,
    aes_key_wrap,
)

from services.photos.facts import PhotoFacts
from services.photos.refusals import PhotoDamaged
from services.sealing import NONCE_BYTES, DataKey, NotOpened, Place, Sealed, seal, unseal

_FORM = b"suishoupai-photo-v1\n"
_COMMITMENT_BYTES = 32
_WRAP = b"suishoupai-photo-wrap"


class Part(StrEnum):
    """What is stored of one photograph."""

    LARGE = "large"
    SMALL = "small"
    ORIGINAL = "original"


@dataclass(frozen=True)
class PhotoCipher:
    """Closes and opens the parts of one photograph with one key.

    Stored form: key commitment (32 bytes), nonce (12), ciphertext and tag. The
    commitment is part of what the event's digest covers: no other key ever fits.
    """

    photo: str
    key: DataKey

    def close(self, data: bytes, part: Part, nonce: bytes) -> bytes:
        """Encrypt one part."""
        closed = self._cipher.encrypt(nonce, data, self._bound_to(part))
        return self.key.commitment + nonce + closed

    def open(self, stored: bytes, part: Part) -> bytes:
        """Decrypt one part; PhotoDamaged when it is another one, or altered."""
        commitment, rest = stored[:_COMMITMENT_BYTES], stored[_COMMITMENT_BYTES:]
        if not hmac.compare_digest(commitment, self.key.commitment):
            raise PhotoDamaged(f"{part} of {self.photo}: sealed with another key")
        nonce, closed = rest[:NONCE_BYTES], rest[NONCE_BYTES:]
        try:
            return self._cipher.decrypt(nonce, closed, self._bound_to(part))
        except (InvalidTag, ValueError) as error:
            raise PhotoDamaged(f"{part} of {self.photo}: altered") from error

    def wrapped(self, by: DataKey) -> bytes:
        """Answer the photograph's key, closed by its subject's key."""
        return aes_key_wrap(by.derive(_WRAP), self.key.secret)

    @classmethod
    def unwrap(cls, photo: str, wrapped: bytes, by: DataKey) -> "PhotoCipher":
        """Open the photograph's key; PhotoDamaged when it does not fit."""
        try:
            secret = aes_key_unwrap(by.derive(_WRAP), wrapped)
        except (InvalidUnwrap, ValueError) as error:
            raise PhotoDamaged(f"the key of {photo} does not open") from error
        return cls(photo, DataKey(photo, 0, secret))

    @cached_property
    def _cipher(self) -> AESGCM:
        return self.key.cipher

    def _bound_to(self, part: Part) -> bytes:
        return _FORM + bytes.fromhex(self.photo) + part.encode()


def seal_facts(photo: str, facts: PhotoFacts, key: DataKey, nonce: bytes) -> bytes:
    """Close what a photograph says of itself."""
    sealed = seal(msgspec.json.encode(facts), _place(photo), key, nonce)
    return msgspec.json.encode(sealed)


def open_facts(photo: str, sealed: Sealed, key: DataKey | None) -> PhotoFacts:
    """Open them again; PhotoDamaged when the key does not fit, or is missing."""
    if key is None:
        raise PhotoDamaged(f"the facts of {photo}: their key is missing")
    try:
        return msgspec.json.decode(unseal(sealed, _place(photo), key), type=PhotoFacts)
    except NotOpened as error:
        raise PhotoDamaged(f"the facts of {photo}: {error}") from error


def _place(photo: str) -> Place:
    return Place(UUID(hex=photo), 0, "photo", "facts")

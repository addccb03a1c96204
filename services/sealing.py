"""How one personal field is closed so that only its subject's key opens it.

AES-256-GCM (NIST SP 800-38D) under a key derived with HKDF (RFC 5869), bound to its
event and field, padded, and committed to its key (GCM alone is not: whoever holds the
key table could otherwise make one ciphertext open to two texts).
"""

import binascii
import hmac
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass, field
from functools import cached_property
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from msgspec import Struct

NONCE_BYTES = 12
KEY_BYTES = 32
_BLOCK = 64  # padded to this: a length must not tell a name
_COMMITMENT = b"suishoupai-key-commit"


class NotOpened(Exception):
    """A seal that its key does not open: tag, key commitment or padding is wrong."""


class Sealed(Struct, frozen=True, forbid_unknown_fields=True):
    """A closed field as the envelope stores it; the names are frozen."""

    f: str  # the field's name
    s: str  # its subject, 32 hex digits
    g: int  # the generation of the subject's key
    n: str  # nonce, base64url
    c: str  # ciphertext and tag, base64url
    kc: str  # key commitment, base64url


@dataclass(frozen=True)
class Place:
    """Where a sealed field stands; it opens nowhere else."""

    originator_id: UUID
    originator_version: int
    topic: str
    field: str


@dataclass(frozen=True)
class DataKey:
    """One generation of a subject's key: 32 secret bytes."""

    subject: str
    generation: int
    secret: bytes = field(repr=False)

    def derive(self, info: bytes) -> bytes:
        """Answer a key for one use, independent of those for other uses."""
        return HKDF(SHA256(), KEY_BYTES, None, info).derive(self.secret)

    @cached_property
    def commitment(self) -> bytes:
        """What may be published of the key, and fits no other key."""
        return self.derive(_COMMITMENT)

    @cached_property
    def cipher(self) -> AESGCM:
        """What closes and opens fields."""
        return AESGCM(self.derive(b"suishoupai-seal"))


def seal(plaintext: bytes, place: Place, key: DataKey, nonce: bytes) -> Sealed:
    """Close `plaintext` for this place; a nonce must never serve a key twice."""
    closed = key.cipher.encrypt(nonce, _pad(plaintext), _aad(place, key))
    return Sealed(
        f=place.field,
        s=key.subject,
        g=key.generation,
        n=_text(nonce),
        c=_text(closed),
        kc=_text(key.commitment),
    )


def unseal(sealed: Sealed, place: Place, key: DataKey) -> bytes:
    """Open a field, or raise NotOpened; the commitment is checked before anything."""
    if sealed.f != place.field or (sealed.s, sealed.g) != (key.subject, key.generation):
        raise NotOpened("sealed for another field or under another key")
    if not committed(sealed, key.commitment):
        raise NotOpened("the key commitment fits another key")
    try:
        padded = key.cipher.decrypt(_bytes(sealed.n), _bytes(sealed.c), _aad(place, key))
    except (InvalidTag, ValueError) as error:
        raise NotOpened("the seal is broken") from error
    return _unpad(padded)


def committed(sealed: Sealed, commitment: bytes) -> bool:
    """Tell whether the field names the key with this commitment."""
    return hmac.compare_digest(_bytes(sealed.kc), commitment)


def _aad(place: Place, key: DataKey) -> bytes:
    return b"".join(
        (
            b"suishoupai-sealed-v1\n",
            place.originator_id.bytes,
            place.originator_version.to_bytes(8),
            _prefixed(place.topic),
            _prefixed(place.field),
            bytes.fromhex(key.subject),
            key.generation.to_bytes(8),
        )
    )


def _prefixed(text: str) -> bytes:
    data = text.encode()
    return len(data).to_bytes(4) + data


def _pad(plaintext: bytes) -> bytes:
    marked = plaintext + b"\x80"
    return marked + bytes(-len(marked) % _BLOCK)


def _unpad(padded: bytes) -> bytes:
    bare = padded.rstrip(b"\0")
    if bare[-1:] != b"\x80" or len(padded) != len(_pad(bare[:-1])):
        raise NotOpened("the padding is wrong")
    return bare[:-1]


def _text(data: bytes) -> str:
    return urlsafe_b64encode(data).rstrip(b"=").decode()


def _bytes(text: str) -> bytes:
    try:
        data = urlsafe_b64decode(text + "=" * (-len(text) % 4))
    except (binascii.Error, ValueError) as error:
        raise NotOpened("not base64url") from error
    if _text(data) != text:
        raise NotOpened("not the one spelling of its bytes")
    return data

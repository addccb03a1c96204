"""A stored part opens as itself, with its own key, and as nothing else."""

from dataclasses import replace

import pytest

from services.photos.cipher import Part, PhotoCipher
from services.photos.refusals import PhotoDamaged
from services.sealing import DataKey

PHOTO, OTHER = "a" * 32, "b" * 32
CIPHER = PhotoCipher(PHOTO, DataKey(PHOTO, 0, bytes(range(32))))
STORED = CIPHER.close(b"pixels", Part.LARGE, bytes(12))
OWNER = DataKey("c" * 32, 1, b"k" * 32)


def test_it_opens_again() -> None:
    assert CIPHER.open(STORED, Part.LARGE) == b"pixels"
    assert b"pixels" not in STORED


def test_neither_another_part_nor_photograph_nor_key_opens_it() -> None:
    stolen = replace(CIPHER, key=DataKey(PHOTO, 0, bytes(32)))
    forged = stolen.key.commitment + STORED[32:]
    cases = [
        (CIPHER, STORED, Part.SMALL),
        (replace(CIPHER, photo=OTHER), STORED, Part.LARGE),
        (stolen, STORED, Part.LARGE),
        (stolen, forged, Part.LARGE),
        (CIPHER, b"", Part.LARGE),
        (CIPHER, STORED[:40], Part.LARGE),
    ]
    for cipher, stored, part in cases:
        with pytest.raises(PhotoDamaged):
            cipher.open(stored, part)


def test_every_flipped_bit_is_noticed() -> None:
    for bit in range(len(STORED) * 8):
        flipped = bytearray(STORED)
        flipped[bit // 8] ^= 1 << bit % 8
        with pytest.raises(PhotoDamaged):
            CIPHER.open(bytes(flipped), Part.LARGE)


def test_a_wrapped_key_opens_for_its_owner_alone() -> None:
    wrapped = CIPHER.wrapped(OWNER)
    assert CIPHER.key.secret not in wrapped
    assert PhotoCipher.unwrap(PHOTO, wrapped, OWNER) == CIPHER
    for other in (replace(OWNER, secret=bytes(32)),):
        with pytest.raises(PhotoDamaged):
            PhotoCipher.unwrap(PHOTO, wrapped, other)
    with pytest.raises(PhotoDamaged):
        PhotoCipher.unwrap(PHOTO, wrapped[:-8], OWNER)

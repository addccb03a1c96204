"""One personal field opens in its place with its key, and in no other way."""

from dataclasses import replace
from hashlib import sha256
from uuid import UUID

import msgspec
import pytest

from services.sealing import (
    DataKey,
    NotOpened,
    Place,
    Sealed,
    _aad,
    _bytes,
    _text,
    committed,
    seal,
    unseal,
)

KEY = DataKey(subject=f"{2:032x}", generation=1, secret=bytes(range(32)))
PLACE = Place(UUID(int=1), 1, "report.submitted", "rider")
TEXT = b'{"phone":"13800000000"}'
NONCE = bytes(12)


def sealed(text: bytes = TEXT) -> Sealed:
    return seal(text, PLACE, KEY, NONCE)


def test_the_published_vector_holds() -> None:
    one = sealed()
    assert _bytes(one.kc).hex() == (
        "701485de3fbbedd2524b2192b9794645145564e8a917d62f82399044a0c4a56e"
    )
    assert sha256(_bytes(one.c)).hexdigest() == (
        "e97dcd2a523f3f8266bf7d969d154beebcd789c154ca3407c8e3970e79e6ce7b"
    )
    assert len(_aad(PLACE, KEY)) == 98
    assert len(_bytes(one.c)) == 80
    assert (one.f, one.s, one.g, one.n) == ("rider", f"{2:032x}", 1, "A" * 16)


@pytest.mark.parametrize("length", [0, 1, 62, 63, 64, 65, 127, 128, 5000])
def test_any_length_opens_again_and_only_its_block_shows(length: int) -> None:
    one = sealed(b"\x80" * length)
    assert unseal(one, PLACE, KEY) == b"\x80" * length
    assert (len(_bytes(one.c)) - 16) == (length // 64 + 1) * 64


def test_zeros_and_marks_at_the_end_survive_the_padding() -> None:
    for text in (b"\0" * 70, b"a\x80", b"a\x80\0\0", b""):
        assert unseal(sealed(text), PLACE, KEY) == text


@pytest.mark.parametrize(
    "place",
    [
        replace(PLACE, originator_id=UUID(int=2)),
        replace(PLACE, originator_version=2),
        replace(PLACE, topic="report.resolved"),
        replace(PLACE, field="note"),
    ],
)
def test_a_field_moved_elsewhere_stays_closed(place: Place) -> None:
    with pytest.raises(NotOpened):
        unseal(sealed(), place, KEY)
    renamed = msgspec.structs.replace(sealed(), f=place.field)
    with pytest.raises(NotOpened):
        unseal(renamed, place, KEY)


@pytest.mark.parametrize(
    "key",
    [
        replace(KEY, subject=f"{3:032x}"),
        replace(KEY, generation=2),
        replace(KEY, secret=bytes(32)),
    ],
)
def test_another_key_opens_nothing_even_when_the_field_names_it(key: DataKey) -> None:
    with pytest.raises(NotOpened):
        unseal(sealed(), PLACE, key)
    renamed = msgspec.structs.replace(sealed(), s=key.subject, g=key.generation)
    with pytest.raises(NotOpened):
        unseal(renamed, PLACE, key)
    forged = msgspec.structs.replace(renamed, kc=_text(key.commitment))
    with pytest.raises(NotOpened):
        unseal(forged, PLACE, key)


def test_the_commitment_is_judged_before_the_ciphertext() -> None:
    swapped = replace(KEY, secret=bytes(32))
    broken = msgspec.structs.replace(sealed(), c="")
    with pytest.raises(NotOpened, match="commitment"):
        unseal(broken, PLACE, swapped)


@pytest.mark.parametrize("name", ["n", "c", "kc"])
def test_every_flipped_bit_is_noticed(name: str) -> None:
    one = sealed()
    data = _bytes(getattr(one, name))
    for bit in range(len(data) * 8):
        flipped = bytearray(data)
        flipped[bit // 8] ^= 1 << bit % 8
        with pytest.raises(NotOpened):
            unseal(msgspec.structs.replace(one, **{name: _text(bytes(flipped))}), PLACE, KEY)


@pytest.mark.parametrize("text", ["", "A", "AA==", "====", "é", "AB", "A" * 15, "A B"])
def test_malformed_text_is_not_opened(text: str) -> None:
    for name in ("n", "c", "kc"):
        with pytest.raises(NotOpened):
            unseal(msgspec.structs.replace(sealed(), **{name: text}), PLACE, KEY)


@pytest.mark.parametrize("padded", [b"", b"\0" * 64, b"x\x80", b"x" * 64, b"\x80" + b"\0" * 127])
def test_padding_that_we_do_not_write_is_refused(padded: bytes) -> None:
    one = sealed()
    closed = KEY.cipher.encrypt(NONCE, padded, _aad(PLACE, KEY))
    with pytest.raises(NotOpened, match="padding"):
        unseal(msgspec.structs.replace(one, c=_text(closed)), PLACE, KEY)


def test_a_destroyed_key_is_known_by_its_commitment() -> None:
    assert committed(sealed(), KEY.commitment)
    assert not committed(sealed(), bytes(32))


def test_a_key_never_shows_its_secret() -> None:
    assert KEY.secret.hex() not in repr(KEY)
    assert repr(KEY.secret) not in repr(KEY)

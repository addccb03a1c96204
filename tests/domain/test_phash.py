"""How alike two hashes may be before a person is asked."""

import pytest

from domain.phash import Comparison, Hashes, Likeness, compare, distance, is_telling

PLAIN = 0x0F0F_0F0F_0F0F_0F0F
OTHER = 0x3333_3333_3333_3333  # 32 bits away
FLAT = 0x0000_0000_0000_007F


def flipped(value: int, bits: int) -> int:
    """Differ in `bits` bits from `value`, as often up as down."""
    mask = sum(1 << (number * 4 + number % 2 * 2) for number in range(bits))
    return value ^ mask


def test_distance_counts_the_bits_that_differ() -> None:
    assert distance(0, 2**64 - 1) == 64
    assert distance(PLAIN, flipped(PLAIN, 9)) == 9
    assert distance(PLAIN, OTHER) == 32


@pytest.mark.parametrize(
    ("dhash_bits", "phash_bits", "likeness"),
    [
        (0, 0, Likeness.SAME),
        (8, 15, Likeness.SAME),
        (11, 10, Likeness.SAME),
        (9, 15, Likeness.POSSIBLE),
        (10, 15, Likeness.POSSIBLE),
        (11, 11, Likeness.POSSIBLE),
        (11, 14, Likeness.POSSIBLE),
        (11, 15, Likeness.DIFFERENT),
    ],
)
def test_either_hash_can_show_the_likeness(
    dhash_bits: int, phash_bits: int, likeness: Likeness
) -> None:
    edited = Hashes(flipped(PLAIN, dhash_bits), flipped(OTHER, phash_bits))
    expected = Comparison(likeness, min(dhash_bits, phash_bits))
    assert compare(Hashes(PLAIN, OTHER), edited) == expected
    assert compare(edited, Hashes(PLAIN, OTHER)) == expected


def test_a_flat_picture_says_nothing() -> None:
    assert compare(Hashes(FLAT, FLAT), Hashes(FLAT, FLAT)) == Comparison(Likeness.DIFFERENT)


def test_one_telling_hash_is_enough() -> None:
    one, other = Hashes(FLAT, PLAIN), Hashes(FLAT, flipped(PLAIN, 12))
    assert compare(one, other) == Comparison(Likeness.POSSIBLE, 12)


@pytest.mark.parametrize(("bits", "telling"), [(7, False), (8, True), (56, True), (57, False)])
def test_between_eight_and_fifty_six_bits_a_hash_is_telling(bits: int, *, telling: bool) -> None:
    assert is_telling(2**bits - 1) is telling

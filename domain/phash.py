"""How alike two photographs are, judged by their perceptual hashes: never a verdict."""

from enum import StrEnum

from msgspec import Struct

# Measured on 42 photographs and their edits. No two different ones came under these, but
# none of them showed the same scene either.
SAME_DHASH, SAME_PHASH = 8, 10
POSSIBLE_DHASH, POSSIBLE_PHASH = 10, 14
FEWEST_BITS, MOST_BITS = 8, 56


class Hashes(Struct, frozen=True):
    """The two 64-bit hashes of the upright small copy, as unsigned integers."""

    dhash: int
    phash: int


class Likeness(StrEnum):
    """What a person is told about two photographs."""

    SAME = "same"
    POSSIBLE = "possible"
    DIFFERENT = "different"


class Comparison(Struct, frozen=True):
    """A likeness and the smaller distance in bits; None where nothing could be compared."""

    likeness: Likeness
    bits: int | None = None


def distance(one: int, other: int) -> int:
    """In how many of their bits two hashes differ (Hamming)."""
    return (one ^ other).bit_count()


def is_telling(value: int) -> bool:
    """Whether a hash says anything: a night or a wall sets nearly all bits or none."""
    return FEWEST_BITS <= value.bit_count() <= MOST_BITS


def compare(one: Hashes, other: Hashes) -> Comparison:
    """Judge by either hash, each only where it is telling for both photographs."""
    dhash = _bits(one.dhash, other.dhash)
    phash = _bits(one.phash, other.phash)
    if _within(dhash, SAME_DHASH) or _within(phash, SAME_PHASH):
        likeness = Likeness.SAME
    elif _within(dhash, POSSIBLE_DHASH) or _within(phash, POSSIBLE_PHASH):
        likeness = Likeness.POSSIBLE
    else:
        likeness = Likeness.DIFFERENT
    known = [bits for bits in (dhash, phash) if bits is not None]
    return Comparison(likeness, min(known, default=None))


def _bits(one: int, other: int) -> int | None:
    return distance(one, other) if is_telling(one) and is_telling(other) else None


def _within(bits: int | None, most: int) -> bool:
    return bits is not None and bits <= most

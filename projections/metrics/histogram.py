"""Spans of time in logarithmic buckets that can be added up and taken away again.

A bucket is a whole number, made by whole-number arithmetic: sixteen buckets for each
doubling. The middle of a bucket is never more than 1/32 (3.2 %) from what it stands for.
"""

from collections.abc import Iterable, Mapping
from typing import Self

_BITS = 4  # sixteen buckets an octave
_EACH = 1 << _BITS
_HALF = _EACH // 2  # for people: two steps for each doubling


def bucket_of(seconds: int) -> int:
    """Name the bucket of a span; what is negative counts as nothing."""
    seconds = max(0, seconds)
    octave = max(0, seconds.bit_length() - _BITS - 1)
    return octave * _EACH + (seconds >> octave)


def bounds(bucket: int) -> tuple[int, int]:
    """Say the least and the greatest whole second of a bucket."""
    octave = max(0, bucket // _EACH - 1)
    least = (bucket - octave * _EACH) << octave
    return least, least + (1 << octave) - 1


class Histogram:
    """How many spans fell into each bucket; empty buckets are not kept."""

    def __init__(self, counts: Mapping[int, int] | None = None) -> None:
        self.counts = {one: count for one, count in (counts or {}).items() if count}

    @classmethod
    def of(cls, spans: Iterable[int]) -> Self:
        """Count spans in seconds."""
        made = cls()
        for seconds in spans:
            bucket = bucket_of(seconds)
            made.counts[bucket] = made.counts.get(bucket, 0) + 1
        return made

    def __add__(self, other: "Histogram") -> "Histogram":
        """Merge two: offices into a city, days into a month, cities into one answer."""
        return self._with(other, 1)

    def __sub__(self, other: "Histogram") -> "Histogram":
        """Take away what was merged before."""
        return self._with(other, -1)

    def __eq__(self, other: object) -> bool:
        """Compare bucket by bucket."""
        return isinstance(other, Histogram) and self.counts == other.counts

    def __hash__(self) -> int:
        """Hash what is compared."""
        return hash(frozenset(self.counts.items()))

    @property
    def count(self) -> int:
        """How many spans there are."""
        return sum(self.counts.values())

    def coarse(self) -> list[tuple[int, int, int]]:
        """List counts by half octaves: from second, to second (left out), how many."""
        found: dict[int, int] = {}
        for bucket in sorted(self.counts):
            half = bucket // _HALF
            found[half] = found.get(half, 0) + self.counts[bucket]
        return [
            (bounds(half * _HALF)[0], bounds(half * _HALF + _HALF - 1)[1] + 1, count)
            for half, count in found.items()
        ]

    def percentile(self, percent: int) -> int | None:
        """Say within how many seconds `percent` of all were done; None for none at all."""
        rank = -(-self.count * percent // 100)
        for bucket in sorted(self.counts):
            rank -= self.counts[bucket]
            if rank <= 0:
                least, greatest = bounds(bucket)
                return (least + greatest) // 2
        return None

    def _with(self, other: "Histogram", sign: int) -> "Histogram":
        buckets = self.counts.keys() | other.counts.keys()
        return Histogram(
            {one: self.counts.get(one, 0) + sign * other.counts.get(one, 0) for one in buckets}
        )

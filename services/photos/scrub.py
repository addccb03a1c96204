"""Compares the shelf with the store: what is missing, what was altered, what nobody names."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Final, NamedTuple

from services.photos.blobs import BlobAltered, BlobMissing, Blobs, Kept
from services.photos.census import Census, Named
from services.photos.refusals import UnknownPhoto
from services.photos.shelf import Shelf

PAGE: Final = 1_000
MISSING: Final = "missing"
ALTERED: Final = "altered"
ORPHAN: Final = "orphan"


class Finding(NamedTuple):
    """One object that is not as it should be; an orphan is part of no photograph."""

    what: str
    digest: str
    photo: str = ""
    part: str = ""


@dataclass
class Scrubbed:
    """What was counted."""

    photographs: int = 0
    objects: int = 0  # in the store
    read: int = 0  # and hashed again
    missing: int = 0
    altered: int = 0
    orphans: int = 0  # old enough to be one for good
    swept: int = 0

    @property
    def whole(self) -> bool:
        """Whether every photograph is there as it was kept; an orphan is litter, no loss."""
        return not (self.missing or self.altered)


@dataclass(frozen=True)
class Scrubber:
    """Goes through all of it, a page at a time; the city may go on meanwhile.

    `tell` hears of each finding at once, `progress` how many of how many objects were read.
    """

    shelf: Shelf
    blobs: Blobs
    tell: Callable[[Finding], None]
    progress: Callable[[int, int], None]

    def scrub(self, before: float, sample: int | None = None, *, sweep: bool = False) -> Scrubbed:
        """Look at everything; read everything too, or the photographs of a sample.

        What nobody names and was written earlier than `before` (seconds since 1970) is an
        orphan: a row comes a moment after its objects, or never. Raises StoreUnavailable.
        """
        found = Scrubbed()
        with Census() as census:
            self._count(census, found)
            self._list(census, found, before, sweep=sweep)
            for named in census.unseen():
                self._look(named, found)
            expected = found.objects if sample is None else 3 * min(sample, found.photographs)
            for named in census.seen(sample):
                self._look(named, found)
                found.read += 1
                self.progress(found.read, expected)
        return found

    def _count(self, census: Census, found: Scrubbed) -> None:
        last = ""
        while rows := self.shelf.page(last, PAGE):
            census.enter(rows)
            found.photographs += len(rows)
            last = rows[-1].id

    def _list(self, census: Census, found: Scrubbed, before: float, *, sweep: bool) -> None:
        walk = self.blobs.walk()
        while page := list(islice(walk, PAGE)):
            found.objects += len(page)
            for digest in self._orphans(census, page, before):
                found.orphans += 1
                self.tell(Finding(ORPHAN, digest))
                if sweep:
                    self.blobs.remove(digest)
                    found.swept += 1

    @staticmethod
    def _orphans(census: Census, page: list[Kept], before: float) -> Iterator[str]:
        written = {kept.digest: kept.at for kept in page}
        for digest in census.strangers(list(written)):
            if written[digest] < before:
                yield digest

    def _look(self, named: Named, found: Scrubbed) -> None:
        """Read one object; of a photograph destroyed meanwhile nothing is missed."""
        try:
            self.blobs.get(named.digest)
        except BlobMissing as wrong:
            if not self._still_named(named):
                return
            altered = isinstance(wrong, BlobAltered)
            found.altered += altered
            found.missing += not altered
            self.tell(Finding(ALTERED if altered else MISSING, *named))

    def _still_named(self, named: Named) -> bool:
        try:
            self.shelf.row(named.photo)
        except UnknownPhoto:
            return False
        return True

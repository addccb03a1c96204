"""A scrub names every object that is missing, altered or nobody's, and no other."""

import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import insert

from deploy.scaled.seaweed import Seaweed
from services.database import writing
from services.photos.blobs import BlobFolder, Blobs
from services.photos.bucket import Bucket
from services.photos.cipher import Part
from services.photos.scrub import ALTERED, MISSING, ORPHAN, Finding, Scrubbed, Scrubber
from services.photos.shelf import Shelf
from services.photos.tables import photo
from tests.seaweed import opened, second_opinion
from tests.services.photos.conftest import House
from tests.sizes import chance, times

PHOTOGRAPHS = times(40, 60, 1_000)
HARMED = PHOTOGRAPHS // 4
LATER, EARLIER = 2.0**40, 0.0  # seconds since 1970: everything is older, or nothing


@dataclass(frozen=True)
class Shop:
    """A shelf and a store, and the hands of somebody who harms the store."""

    shelf: Shelf
    blobs: Blobs
    alter: Callable[[str], object]

    def scrub(self, before: float = EARLIER, **how: Any) -> tuple[Scrubbed, list[Finding]]:
        told: list[Finding] = []
        scrubber = Scrubber(self.shelf, self.blobs, told.append, lambda *_: None)
        return scrubber.scrub(before, **how), told

    def fill(self, photographs: int) -> dict[str, str]:
        """Put rows on the shelf and their objects in the store; answer digest -> photograph."""
        named: dict[str, str] = {}
        for number in range(photographs):
            parts = {part.value: self.blobs.put(f"{number} {part}".encode()) for part in Part}
            identity = sha256(f"{number}".encode()).hexdigest()[:32]
            with writing(self.shelf.engine) as db:
                db.execute(insert(photo).values(ROW | parts | {"id": identity, "mark": identity}))
            named |= dict.fromkeys(parts.values(), identity)
        return named


ROW = {
    "uploader": "a" * 32,
    "created_at": 0,
    "sent_type": "image/jpeg",
    "sent_bytes": 1,
    "width": 1,
    "height": 1,
    "large_bytes": 1,
    "pixels": "",
    "dhash": "",
    "phash": "",
    "facts": b"",
}


@pytest.fixture
def folder_shop(small_house: House, tmp_path: Path) -> Shop:
    root = tmp_path / "photos"

    def alter(digest: str) -> None:
        (root / digest[:2] / digest).write_bytes(b"altered")

    return Shop(small_house.vault.shelf, BlobFolder(root), alter)


@pytest.fixture
def bucket_shop(small_house: House, s3: Seaweed, place: Bucket) -> Shop:
    other = second_opinion(s3)

    def alter(digest: str) -> None:
        key = place.key(f"{digest[:2]}/{digest}")
        other.put_object(Bucket=place.name, Key=key, Body=b"altered")

    return Shop(small_house.vault.shelf, opened(s3, place), alter)


@pytest.fixture(params=["folder", "bucket"])
def shop(request: pytest.FixtureRequest) -> Shop:
    found: Shop = request.getfixturevalue(f"{request.param}_shop")
    return found


def test_what_is_whole_is_called_whole(shop: Shop) -> None:
    shop.fill(3)

    assert shop.scrub() == (Scrubbed(photographs=3, objects=9, read=9), [])


def test_all_that_was_harmed_is_named_and_nothing_else(shop: Shop) -> None:
    named = shop.fill(PHOTOGRAPHS)
    draw = chance("scrub").sample(sorted(named), 2 * HARMED)
    gone, altered = draw[:HARMED], draw[HARMED:]
    for digest in gone:
        shop.blobs.remove(digest)
    for digest in altered:
        shop.alter(digest)

    found, told = shop.scrub()

    assert (found.missing, found.altered, found.whole) == (HARMED, HARMED, False)
    assert {one.digest for one in told if one.what == MISSING} == set(gone)
    assert {one.digest for one in told if one.what == ALTERED} == set(altered)
    assert all(one.photo == named[one.digest] and one.part for one in told)


def test_what_nobody_names_is_swept_once_it_is_old(shop: Shop) -> None:
    kept = set(shop.fill(2))
    orphan = shop.blobs.put(b"of an upload that was never entered")

    assert shop.scrub(EARLIER)[0].orphans == 0
    assert shop.scrub(LATER)[1] == [Finding(ORPHAN, orphan)]
    found, _ = shop.scrub(LATER, sweep=True)

    assert (found.orphans, found.swept, found.whole) == (1, 1, True)
    assert {one.digest for one in shop.blobs.walk()} == kept


def test_a_sample_reads_less_and_still_misses_nothing_that_is_gone(shop: Shop) -> None:
    named = shop.fill(5)
    shop.blobs.remove(next(iter(named)))

    found, told = shop.scrub(sample=2)

    assert found.missing == len(told) == 1
    assert 5 <= found.read <= 6  # of two photographs, one of which may lack a part


def test_a_photograph_destroyed_meanwhile_is_not_missed(shop: Shop) -> None:
    class Late(Shelf):
        def row(self, identity: str) -> Any:
            shop.shelf.remove(identity)
            return shop.shelf.row(identity)

    (gone, *_) = shop.fill(1)
    shop.blobs.remove(gone)
    late = object.__new__(Late)
    late.__dict__.update(shop.shelf.__dict__)

    assert replace(shop, shelf=late).scrub()[0].missing == 0


def test_drafts_that_a_kill_left_are_tidied_away(folder_shop: Shop, tmp_path: Path) -> None:
    folder_shop.fill(1)
    draft = next((tmp_path / "photos").iterdir()) / ".draft"
    draft.write_bytes(b"half of something")

    folder_shop.blobs.tidy(draft.stat().st_mtime)
    assert draft.exists()
    folder_shop.blobs.tidy(LATER)

    assert not draft.exists()
    assert folder_shop.scrub()[0].objects == 3


def test_what_goes_while_it_is_listed_is_no_trouble(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = BlobFolder(tmp_path)
    digests = [folder.put(f"{number}".encode()) for number in range(3)]
    draft = tmp_path / digests[0][:2] / ".draft"
    scandir, glob = os.scandir, Path.glob

    def gone(found: Iterable[Any]) -> Iterator[Any]:
        for one in list(found):
            Path(one).unlink()
            yield one

    def listed(place: Path) -> Any:
        return scandir(place) if place == tmp_path else gone(scandir(place))

    with monkeypatch.context() as patched:
        patched.setattr(os, "scandir", listed)
        assert list(folder.walk()) == []
    draft.write_bytes(b"")
    monkeypatch.setattr(Path, "glob", lambda place, what: gone(glob(place, what)))
    folder.tidy(LATER)

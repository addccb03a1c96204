"""Photographs are copied once, whole, and never removed."""

import os
import subprocess
import sys
import tracemalloc
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import pytest

from deploy.mirror import mirror
from services.photos.blobs import BlobFolder, Kept

MIRROR = Path(__file__).resolve().parents[2] / "deploy" / "mirror.py"


class Listed(BlobFolder):
    """A store that lists as many objects as a city would have, in their order."""

    def __init__(self, root: Path, each: int) -> None:
        super().__init__(root)
        self._each = each

    def walk(self) -> Iterator[Kept]:
        for folder in range(256):
            for number in range(self._each):
                yield Kept(f"{folder:02x}{number:062x}", 0.0)


def test_what_is_there_already_is_not_copied_again(tmp_path: Path) -> None:
    source, target = BlobFolder(tmp_path / "a"), BlobFolder(tmp_path / "b")
    first, second = source.put(b"one"), source.put(b"two")

    assert mirror(source, target) == (2, 0, [])
    third = source.put(b"three")
    assert mirror(source, target) == (1, 2, [])
    assert [target.get(digest) for digest in (first, second, third)] == [b"one", b"two", b"three"]


def test_what_was_removed_at_home_stays_in_the_copy(tmp_path: Path) -> None:
    source, target = BlobFolder(tmp_path / "a"), BlobFolder(tmp_path / "b")
    digest = source.put(b"one")
    mirror(source, target)
    source.remove(digest)

    assert mirror(source, target) == (0, 1, [])
    assert target.get(digest) == b"one"


def test_a_damaged_one_is_named_and_keeps_no_other_from_being_copied(tmp_path: Path) -> None:
    source, target = BlobFolder(tmp_path / "a"), BlobFolder(tmp_path / "b")
    digest = source.put(b"one")
    others = [source.put(b"other %d" % number) for number in range(9)]
    (tmp_path / "a" / digest[:2] / digest).write_bytes(b"another")

    copied, there, damaged = mirror(source, target)
    assert (copied, there) == (9, 0)
    assert digest in damaged[0]
    assert {kept.digest for kept in target.walk()} == set(others)


def test_memory_does_not_grow_with_the_city(tmp_path: Path) -> None:
    city = Listed(tmp_path / "a", 400)  # 102,400 objects: all of their names are 12 MB

    tracemalloc.start()
    try:
        came_of_it = mirror(city, Listed(tmp_path / "b", 400))
        _, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()

    assert came_of_it == (0, 102_400, [])
    assert most < 1_000_000


def test_folders_that_one_side_lacks_are_met_in_order(tmp_path: Path) -> None:
    source, target = BlobFolder(tmp_path / "a"), BlobFolder(tmp_path / "b")
    ours = [b"ours %d" % number for number in range(40)]
    theirs = [b"theirs %d" % number for number in range(40)]
    for data in ours:
        source.put(data)
    for data in (*theirs, *ours[:10]):
        target.put(data)

    assert mirror(source, target) == (30, 50, [])
    assert {kept.digest for kept in target.walk()} == {
        sha256(data).hexdigest() for data in (*ours, *theirs)
    }


@pytest.mark.parametrize(
    ("target", "code"),
    [("b", 0), ("s3://photos?nonsense=1", 2), ("s3://photos?endpoint=http://127.0.0.1:9", 3)],
)
def test_how_it_ended_says_what_to_do(target: str, code: int, tmp_path: Path) -> None:
    BlobFolder(tmp_path / "a").put(b"one")
    keys = {"SUISHOUPAI_PHOTOS_ACCESS_KEY": "a", "SUISHOUPAI_PHOTOS_SECRET_KEY": "b"}
    done = subprocess.run(
        [sys.executable, "-P", MIRROR, str(tmp_path / "a"), target],
        cwd=tmp_path,
        env={"PATH": os.environ["PATH"]} | keys,
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == code, done.stderr
    assert len(done.stderr.splitlines()) == (1 if code else 0)

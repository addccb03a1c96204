"""Photographs are copied once, whole, and never removed."""

from pathlib import Path

import pytest

from deploy.mirror import mirror
from services.photos.blobs import BlobFolder, BlobMissing


def test_what_is_there_already_is_not_copied_again(tmp_path: Path) -> None:
    source, target = BlobFolder(tmp_path / "a"), BlobFolder(tmp_path / "b")
    first, second = source.put(b"one"), source.put(b"two")

    assert mirror(source, target) == (2, 0)
    third = source.put(b"three")
    assert mirror(source, target) == (1, 2)
    assert [target.get(digest) for digest in (first, second, third)] == [b"one", b"two", b"three"]


def test_what_was_removed_at_home_stays_in_the_copy(tmp_path: Path) -> None:
    source, target = BlobFolder(tmp_path / "a"), BlobFolder(tmp_path / "b")
    digest = source.put(b"one")
    mirror(source, target)
    source.remove(digest)

    assert mirror(source, target) == (0, 1)
    assert target.get(digest) == b"one"


def test_a_damaged_one_is_not_copied_on(tmp_path: Path) -> None:
    source, target = BlobFolder(tmp_path / "a"), BlobFolder(tmp_path / "b")
    digest = source.put(b"one")
    (tmp_path / "a" / digest[:2] / digest).write_bytes(b"another")

    with pytest.raises(BlobMissing):
        mirror(source, target)
    assert list(target.walk()) == []

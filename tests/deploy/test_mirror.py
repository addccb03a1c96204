"""Photographs are copied once, whole, and never removed."""

from pathlib import Path

from deploy.mirror import mirror
from services.photos.blobs import BlobFolder


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

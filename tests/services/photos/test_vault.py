"""A photograph in the vault is ciphertext, its uploader's, and then the report's."""

import asyncio
from collections.abc import AsyncIterator
from hashlib import sha256
from pathlib import Path

import pytest

from services.eventlog.errors import CommandReused
from services.keyring import SubjectErased
from services.photos.blobs import BlobFolder, BlobMissing
from services.photos.cipher import Part
from services.photos.records import StoredPhoto
from services.photos.refusals import (
    BrokenPhoto,
    DigestMismatch,
    PhotoDamaged,
    PhotoErased,
    UnknownPhoto,
)
from services.photos.vault import PhotoVault
from tests.services.keys import bytes_on_disk
from tests.services.photos.conftest import House
from tests.services.photos.pictures import TELLTALES, assert_bare, jpeg, scene, telling

RIDER, OTHER = "a" * 32, "b" * 32
REPORT, SECOND = "c" * 32, "d" * 32


async def upload(data: bytes) -> AsyncIterator[bytes]:
    for at in range(0, len(data), 10_000):
        yield data[at : at + 10_000]


def store(vault: PhotoVault, data: bytes, uploader: str = RIDER) -> StoredPhoto:
    return asyncio.run(vault.store(upload(data), uploader))


def files(folder: Path) -> list[Path]:
    return [file for file in (folder / "photos").rglob("*") if file.is_file()]


def test_what_was_sent_comes_back_as_clean_copies(house: House) -> None:
    data = telling()
    stored = store(house.vault, data)
    large = house.vault.open(stored.id, Part.LARGE)
    small = house.vault.open(stored.id, Part.SMALL)
    assert_bare(large.data)
    assert_bare(small.data)
    assert (large.digest, large.type) == (stored.digest, "image/jpeg")
    assert small.digest != large.digest
    assert house.vault.open(stored.id, Part.ORIGINAL).data == data
    assert (stored.width, stored.height, stored.type) == (640, 480, "image/jpeg")
    assert stored.facts is not None
    assert stored.facts.make == "SecretCam"
    assert house.another_process().open(stored.id, Part.LARGE) == large


def test_the_digest_is_that_of_the_ciphertext_on_disk(house: House) -> None:
    stored = store(house.vault, telling())
    (file,) = [file for file in files(house.folder) if file.name == stored.digest]
    assert sha256(file.read_bytes()).hexdigest() == stored.digest
    assert file.stat().st_size == stored.bytes
    assert file.parent.name == stored.digest[:2]


def test_nothing_readable_touches_the_disk(small_house: House) -> None:
    data = telling()
    stored = store(small_house.vault, data)
    large = small_house.vault.open(stored.id, Part.LARGE).data
    disk = bytes_on_disk(small_house.folder)
    for secret in (*TELLTALES, b"JFIF", b"302590000", sha256(data).digest()):
        assert secret not in disk
        assert secret.hex().encode() not in disk
    for plain in (data, large):
        for at in range(0, len(plain) - 32, 997):
            assert plain[at : at + 32] not in disk
    assert not list((small_house.folder / "incoming").iterdir())


def test_the_same_bytes_from_one_person_are_one_photograph(house: House) -> None:
    first = store(house.vault, telling())
    kept = len(files(house.folder))
    assert store(house.vault, telling()) == first
    assert len(files(house.folder)) == kept == 3

    async def at_once() -> list[StoredPhoto]:
        data = jpeg(scene(shift=40))
        return await asyncio.gather(*(house.vault.store(upload(data), RIDER) for _ in range(4)))

    assert len({stored.id for stored in asyncio.run(at_once())}) == 1
    assert len(files(house.folder)) == 6


def test_from_two_persons_they_are_two_and_the_likeness_shows(house: House) -> None:
    mine, theirs = store(house.vault, telling()), store(house.vault, jpeg(scene()), OTHER)
    assert mine.id != theirs.id
    assert [twin.id for twin in house.vault.twins(mine.id)] == [theirs.id]
    one, other = house.vault.traces([mine.id, theirs.id])
    assert (one.uploader, other.uploader) == (RIDER, OTHER)
    assert (one.pixels, one.dhash, one.phash) == (other.pixels, other.dhash, other.phash)
    assert one.created_at == 1_772_352_000_000_000
    assert house.vault.twins(store(house.vault, jpeg(scene(shift=80))).id) == []


def test_a_foreign_photograph_is_an_unknown_one(house: House) -> None:
    stored = store(house.vault, telling())
    assert house.vault.mine([stored.id], RIDER) == [stored]
    for identity, who in ((stored.id, OTHER), ("e" * 32, RIDER)):
        with pytest.raises(UnknownPhoto):
            house.vault.mine([identity], who)
    for ask in (house.vault.describe, house.vault.facts, house.vault.twins):
        with pytest.raises(UnknownPhoto):
            ask("e" * 32)
    with pytest.raises(UnknownPhoto):
        house.vault.open("e" * 32, Part.LARGE)
    with pytest.raises(UnknownPhoto):
        house.vault.adopt("e" * 32, REPORT)


def test_evidence_outlives_its_uploader_and_nothing_else_does(house: House) -> None:
    stored, loose = store(house.vault, telling()), store(house.vault, jpeg(scene(shift=9)))
    for _ in range(2):
        house.vault.adopt(stored.id, REPORT)
    assert house.vault.evidence_of(stored.id) == [REPORT]
    assert house.vault.whose(stored.id) == (RIDER, [REPORT])
    assert house.vault.whose(loose.id) == (RIDER, [])
    house.keys.destroy(RIDER)
    later = house.another_process()
    assert_bare(later.open(stored.id, Part.LARGE).data)
    assert later.facts(stored.id) is None
    assert later.describe(stored.id).facts is None
    for identity, part in (
        (stored.id, Part.ORIGINAL),
        (loose.id, Part.LARGE),
        (loose.id, Part.SMALL),
    ):
        with pytest.raises(PhotoErased):
            later.open(identity, part)
    with pytest.raises(SubjectErased):
        store(later, jpeg(scene(shift=10)))


def test_evidence_ends_with_its_report_unless_another_shares_it(house: House) -> None:
    stored = store(house.vault, telling())
    house.vault.adopt(stored.id, REPORT)
    house.vault.adopt(stored.id, SECOND)
    assert house.vault.evidence_of(stored.id) == [REPORT, SECOND]
    house.keys.destroy(REPORT)
    assert_bare(house.another_process().open(stored.id, Part.SMALL).data)
    house.keys.destroy(SECOND)
    with pytest.raises(PhotoErased):
        house.another_process().open(stored.id, Part.SMALL)
    assert house.vault.open(stored.id, Part.ORIGINAL).data == telling()


def test_an_opened_photograph_stays_at_hand_for_a_minute(house: House) -> None:
    stored = store(house.vault, telling())
    house.vault.open(stored.id, Part.LARGE)
    for file in files(house.folder):
        file.unlink()
    house.hands.seconds += 59.9
    assert_bare(house.vault.open(stored.id, Part.LARGE).data)
    house.hands.seconds += 0.1
    with pytest.raises(PhotoDamaged):
        house.vault.open(stored.id, Part.LARGE)


def test_a_destroyed_photograph_leaves_nothing(house: House) -> None:
    stored = store(house.vault, telling())
    house.vault.open(stored.id, Part.LARGE)
    for _ in range(2):
        house.vault.destroy(stored.id)
        assert files(house.folder) == []
        with pytest.raises(UnknownPhoto):
            house.vault.open(stored.id, Part.LARGE)
    assert store(house.vault, telling()).id != stored.id


def test_an_altered_file_is_an_alarm(house: House) -> None:
    stored = store(house.vault, telling())
    for file in files(house.folder):
        data = bytearray(file.read_bytes())
        data[len(data) // 2] ^= 1
        file.write_bytes(data)
    for part in Part:
        with pytest.raises(PhotoDamaged):
            house.vault.open(stored.id, part)


def test_a_refused_upload_leaves_nothing(house: House) -> None:
    with pytest.raises(BrokenPhoto):
        store(house.vault, telling()[:3000])
    with pytest.raises(DigestMismatch):
        asyncio.run(house.vault.store(upload(telling()), RIDER, bytes(32)))
    assert files(house.folder) == []
    assert not list((house.folder / "incoming").iterdir())


def test_the_folder_keeps_by_content(tmp_path: Path) -> None:
    folder = BlobFolder(tmp_path / "blobs")
    digest = folder.put(b"some ciphertext")
    assert folder.put(b"some ciphertext") == digest == sha256(b"some ciphertext").hexdigest()
    assert folder.get(digest) == b"some ciphertext"
    for _ in range(2):
        folder.remove(digest)
    with pytest.raises(BlobMissing):
        folder.get(digest)
    with pytest.raises(ValueError, match="no SHA-256"):
        folder.get("../../etc/passwd")


def test_an_upload_brings_one_photograph_for_ever(house: House) -> None:
    def sent(data: bytes, command: bytes = b"c" * 16) -> str:
        return asyncio.run(house.vault.store(upload(data), RIDER, None, command)).id

    first = sent(jpeg(scene()))
    assert sent(jpeg(scene())) == first
    with pytest.raises(CommandReused):
        sent(telling())
    assert sent(jpeg(scene()), b"d" * 16) == first
    house.vault.destroy(first)
    assert sent(telling()) != first

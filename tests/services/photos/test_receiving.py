"""An upload is taken as far as it may go, and not a byte further."""

import asyncio
import os
from collections.abc import AsyncIterator
from hashlib import sha256
from pathlib import Path

import pytest

from services.photos.receiving import MOST_BYTES, receive
from services.photos.refusals import BrokenPhoto, DigestMismatch, PhotoTooLarge, UploadTimedOut


async def chunks(*parts: bytes) -> AsyncIterator[bytes]:
    for part in parts:
        yield part


async def endless() -> AsyncIterator[bytes]:
    while True:
        yield bytes(1 << 16)


async def slow() -> AsyncIterator[bytes]:
    while True:
        yield b"x"
        await asyncio.sleep(0.01)


def take(stream: AsyncIterator[bytes], folder: Path, **options: object) -> tuple[bytes, int, bytes]:
    async def taken() -> tuple[bytes, int, bytes]:
        async with receive(stream, folder, **options) as received:  # type: ignore[arg-type]  # passed on
            assert not os.listdir(folder)  # noqa: PTH208  # the file has no name
            received.file.seek(0)
            return received.file.read(), received.size, received.sha256

    return asyncio.run(taken())


def test_bytes_arrive_whole_with_their_digest(tmp_path: Path) -> None:
    data, size, digest = take(chunks(b"ab", b"", b"cd"), tmp_path)
    assert (data, size, digest) == (b"abcd", 4, sha256(b"abcd").digest())


def test_twenty_mebibytes_and_no_more(tmp_path: Path) -> None:
    assert MOST_BYTES == 20 * 1024 * 1024
    assert take(chunks(bytes(MOST_BYTES)), tmp_path)[1] == MOST_BYTES
    with pytest.raises(PhotoTooLarge):
        take(chunks(bytes(MOST_BYTES), b"x"), tmp_path)


def test_an_endless_upload_is_cut_off(tmp_path: Path) -> None:
    with pytest.raises(PhotoTooLarge):
        take(endless(), tmp_path, most=1 << 20)


def test_a_trickle_is_cut_off(tmp_path: Path) -> None:
    with pytest.raises(UploadTimedOut):
        take(slow(), tmp_path, seconds=0.05)


def test_what_was_announced_must_arrive(tmp_path: Path) -> None:
    announced = sha256(b"abcd").digest()
    assert take(chunks(b"abcd"), tmp_path, announced=announced)[1] == 4
    with pytest.raises(DigestMismatch):
        take(chunks(b"abce"), tmp_path, announced=announced)


def test_nothing_is_no_photograph(tmp_path: Path) -> None:
    with pytest.raises(BrokenPhoto):
        take(chunks(), tmp_path)

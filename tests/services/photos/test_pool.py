"""Whatever happens to a decoding process, the house stands and the next picture is read."""

import asyncio
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

import pytest
from PIL import Image

from services.photos import pool as pool_module
from services.photos.pool import DecodingPool
from services.photos.protocol import Answer, Inspection
from services.photos.refusals import (
    BrokenPhoto,
    HeicNotEnabled,
    PhotosBusy,
    PhotoTimedOut,
    TooManyPixels,
    UnsupportedPhoto,
)
from services.photos.worker import Died, Worker
from tests.services.photos.pictures import assert_bare, jpeg, png, scene, telling

PHOTO = jpeg(scene())
ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture
def own_pool() -> Iterator[DecodingPool]:
    pool = DecodingPool(1, heic=False, seconds=20, pictures=3, waiting=1)
    yield pool
    pool.close()


def inspect(pool: DecodingPool, data: bytes) -> Inspection:
    return asyncio.run(pool.inspect(BytesIO(data)))


def child(code: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", f"from services.photos import child\n{code}"]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


def test_a_picture_comes_back_clean(pool: DecodingPool) -> None:
    seen = inspect(pool, telling())
    assert_bare(seen.large)
    assert seen.facts.make == "SecretCam"


def test_each_reason_is_a_refusal_of_its_own(pool: DecodingPool) -> None:
    cases = {
        b"GIF89a": UnsupportedPhoto,
        PHOTO[:900]: BrokenPhoto,
        png(Image.new("1", (9000, 9000))): TooManyPixels,
        b"\0\0\0\x18ftypheic\0\0\0\0mif1heic": HeicNotEnabled,
    }
    for data, refusal in cases.items():
        with pytest.raises(refusal):
            inspect(pool, data)


def test_pictures_share_processes_until_these_are_used_up(own_pool: DecodingPool) -> None:
    processes = []
    for _ in range(4):
        inspect(own_pool, PHOTO)
        processes.append(own_pool.workers())
    assert processes[0] == processes[1]
    assert processes[2] == []
    assert processes[3] != processes[0]


def test_a_process_that_failed_to_decode_is_not_used_again(own_pool: DecodingPool) -> None:
    inspect(own_pool, PHOTO)
    before = own_pool.workers()
    with pytest.raises(UnsupportedPhoto):
        inspect(own_pool, b"nothing was decoded")
    assert own_pool.workers() == before
    with pytest.raises(BrokenPhoto):
        inspect(own_pool, PHOTO[:900])
    assert own_pool.workers() == []


def test_a_process_killed_at_work_is_replaced_and_the_picture_read(own_pool: DecodingPool) -> None:
    inspect(own_pool, PHOTO)
    (process,) = own_pool.workers()
    os.kill(process, signal.SIGSTOP)

    async def killed_at_work() -> Inspection:
        task = asyncio.create_task(own_pool.inspect(BytesIO(PHOTO)))
        await asyncio.sleep(0.05)
        os.kill(process, signal.SIGKILL)
        return await task

    assert asyncio.run(killed_at_work()).width == 640
    assert own_pool.workers() != [process]


def test_a_picture_that_kills_every_process_is_broken(
    own_pool: DecodingPool, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Doomed(Worker):
        def ask(self, picture: BinaryIO, size: int, seconds: float) -> Answer:
            self.kill()
            return super().ask(picture, size, seconds)

    monkeypatch.setattr(pool_module, "Worker", Doomed)
    with pytest.raises(BrokenPhoto):
        inspect(own_pool, PHOTO)
    monkeypatch.undo()
    assert inspect(own_pool, PHOTO).width == 640


def test_a_process_that_hangs_is_ended(
    own_pool: DecodingPool, monkeypatch: pytest.MonkeyPatch
) -> None:
    inspect(own_pool, PHOTO)
    (process,) = own_pool.workers()
    os.kill(process, signal.SIGSTOP)
    with monkeypatch.context() as hasty:
        hasty.setattr(own_pool, "_seconds", 0.5)
        with pytest.raises(PhotoTimedOut):
            inspect(own_pool, PHOTO)
    assert not Path(f"/proc/{process}").exists()
    assert inspect(own_pool, PHOTO).width == 640


def test_when_too_many_wait_the_next_is_told_at_once(own_pool: DecodingPool) -> None:
    async def crowd() -> list[object]:
        asked = [own_pool.inspect(BytesIO(PHOTO)) for _ in range(4)]
        return await asyncio.gather(*asked, return_exceptions=True)

    answers = asyncio.run(crowd())
    assert [isinstance(answer, PhotosBusy) for answer in answers] == [False, False, True, True]
    assert inspect(own_pool, PHOTO).width == 640


def test_a_caller_who_leaves_does_no_harm(own_pool: DecodingPool) -> None:
    async def leave() -> None:
        with BytesIO(PHOTO) as file:
            task = asyncio.create_task(own_pool.inspect(file))
            await asyncio.sleep(0.01)
            task.cancel()
            await asyncio.wait([task])

    for _ in range(3):
        asyncio.run(leave())
    assert inspect(own_pool, PHOTO).width == 640


def test_a_closed_pool_leaves_no_process_and_takes_no_picture() -> None:
    pool = DecodingPool(1, heic=False)
    inspect(pool, PHOTO)
    (process,) = pool.workers()
    pool.close()
    assert not Path(f"/proc/{process}").exists()
    with pytest.raises(PhotosBusy):
        inspect(pool, PHOTO)


def test_a_bomb_costs_no_memory(own_pool: DecodingPool) -> None:
    for side in (9000, 20000):
        with pytest.raises(TooManyPixels):
            inspect(own_pool, png(Image.new("1", (side, side))))
    (process,) = own_pool.workers()
    status = Path(f"/proc/{process}/status").read_text()
    peak = next(line for line in status.splitlines() if line.startswith("VmHWM"))
    assert int(peak.split()[1]) < 80_000


def test_a_process_knows_nothing_of_our_environment(
    own_pool: DecodingPool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SUISHOUPAI_SECRET", "do-not-tell")
    inspect(own_pool, PHOTO)
    (process,) = own_pool.workers()
    environment = Path(f"/proc/{process}/environ").read_bytes()
    assert b"do-not-tell" not in environment
    assert b"SUISHOUPAI" not in environment


def test_a_confined_process_opens_no_file_and_no_connection() -> None:
    code = """
import socket
child._confine()
for attempt in (lambda: open("/etc/passwd"), socket.socket):
    try:
        attempt()
    except OSError as error:
        print(error.errno)
try:
    bytearray(child.MEMORY)
except MemoryError:
    print("no memory")
"""
    done = child(code)
    assert (done.stdout.split("\n")[:3], done.stderr) == (["24", "24", "no memory"], "")


def test_time_is_granted_for_each_picture_and_then_it_ends() -> None:
    code = "child.CPU_SECONDS = 1\nchild._grant_time()\nwhile True: pass"
    assert child(code).returncode == -signal.SIGXCPU


def test_a_process_that_talks_nonsense_is_dead_to_us() -> None:
    worker = Worker(heic=False)
    with pytest.raises(Died):
        worker.ask(BytesIO(PHOTO), len(PHOTO) + (1 << 40), 5)
    worker.close()
    assert worker.spoiled

"""Photographs inspected a second and the memory that takes, against plain Pillow."""

import asyncio
import io
import multiprocessing
import random
import resource
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from PIL import Image, ImageDraw, ImageOps

from services.photos.picture import LARGE, QUALITY, SMALL
from services.photos.pool import DecodingPool
from tests.bench.rounds import take_turns
from tests.bench.table import Goal, Row

MEGAPIXELS = (4000, 3000)
GOAL = Goal(1.5, 2.5)


def measure(pictures: int, rounds: int) -> Iterator[Row]:
    """Inspect a drawn photograph of 12 megapixels again and again."""
    data = drawn()
    spawned = multiprocessing.get_context("spawn")
    pool, pair = DecodingPool(1, heic=False), DecodingPool(2, heic=False)
    try:
        with ProcessPoolExecutor(1, spawned) as naive:
            naive.submit(plain, data, 1).result()  # all warm
            _inspected(pool, data, 1)
            _inspected(pair, data, 2)
            one, two, theirs = take_turns(
                rounds,
                lambda: _inspected(pool, data, pictures),
                lambda: _inspected(pair, data, pictures),
                lambda: naive.submit(plain, data, pictures).result(),
            )
            memory = naive.submit(_peak).result()
        what = f"photos inspected, {len(data) / 1e6:.1f} MB, 12 MP"
        against = "Pillow decode, resize, encode, 1 process"
        yield Row(f"{what}, 1 child", one, against, theirs, goal=GOAL)
        yield Row(f"{what}, 2 children", two, against, theirs)
        children = [_peak_of(pid) for pid in pool.workers() + pair.workers()]
        yield Row(
            "peak memory of a process", max(children), "that of the Pillow process", memory, " MB"
        )
    finally:
        pool.close()
        pair.close()


def drawn() -> bytes:
    """Draw a picture as hard to decode as a photograph: shapes under the noise of a sensor."""
    luck = random.Random(7)  # noqa: S311 - the same picture each time, no secret
    width, height = MEGAPIXELS
    image = Image.new("RGB", MEGAPIXELS, (120, 140, 150))
    pen = ImageDraw.Draw(image)
    for _ in range(400):
        x, y = luck.randrange(width), luck.randrange(height)
        box = x, y, x + luck.randrange(20, 700), y + luck.randrange(20, 700)
        colour = luck.randrange(256), luck.randrange(256), luck.randrange(256)
        (pen.ellipse if luck.random() < 0.5 else pen.rectangle)(box, fill=colour)
    noise = Image.effect_noise(MEGAPIXELS, 40).convert("RGB")
    out = io.BytesIO()
    Image.blend(image, noise, 0.15).save(out, "JPEG", quality=90)
    return out.getvalue()


def plain(data: bytes, pictures: int) -> float:
    """Do what anybody would write first: open, turn, shrink twice, save twice."""
    began = time.perf_counter()
    for _ in range(pictures):
        with Image.open(io.BytesIO(data)) as image:
            upright = ImageOps.exif_transpose(image).convert("RGB")
        for longest in (LARGE, SMALL):
            copy = upright.copy()
            copy.thumbnail((longest, longest), Image.Resampling.LANCZOS, reducing_gap=None)
            copy.save(io.BytesIO(), "JPEG", quality=QUALITY)
    return pictures / (time.perf_counter() - began)


def _inspected(pool: DecodingPool, data: bytes, pictures: int) -> float:
    async def all_of_them() -> None:
        await asyncio.gather(*(pool.inspect(io.BytesIO(data)) for _ in range(pictures)))

    began = time.perf_counter()
    asyncio.run(all_of_them())
    return pictures / (time.perf_counter() - began)


def _peak() -> float:
    """Answer the most memory this process ever had, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _peak_of(pid: int) -> float:
    """Answer the most memory another process ever had, in MB (Linux)."""
    status = Path(f"/proc/{pid}/status").read_text("ascii")
    return int(status.partition("VmHWM:")[2].split()[0]) / 1024

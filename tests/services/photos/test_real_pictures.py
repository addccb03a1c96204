"""Real phones' pictures become clean; hostile files become clean or are refused."""

import csv
import importlib.util
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from services.photos.picture import inspect
from services.photos.pool import DecodingPool
from services.photos.protocol import Inspection
from services.photos.refusals import PhotoRefused
from tests.services.photos.pictures import assert_bare
from tests.shared import SHARED, needs_shared
from tests.sizes import IN_CI

HEIC = IN_CI or importlib.util.find_spec("pillow_heif") is not None  # CI has to have it
OURS = {"JPEG", "MPO", "PNG", "WEBP"} | ({"HEIF"} if HEIC else set())
PHOTOS, BAD = SHARED / "photos", SHARED / "bad-images"

pytestmark = needs_shared


@pytest.fixture(scope="module")
def any_format() -> Iterator[DecodingPool]:
    pool = DecodingPool(2)
    yield pool
    pool.close()


def pictures(folder: Path) -> list[Path]:
    files = (file for file in folder.rglob("*") if file.is_file())
    return sorted(file for file in files if file.suffix not in (".md", ".csv"))


def outcome(pool: DecodingPool, path: Path) -> Inspection | str:
    with path.open("rb") as file:
        try:
            return pool._inspect(file)  # noqa: SLF001  # without an event loop for each of 440
        except PhotoRefused as refusal:
            return refusal.code


def outcomes(pool: DecodingPool, folder: Path) -> dict[str, Inspection | str]:
    paths = pictures(folder)
    with ThreadPoolExecutor(2) as threads:
        found = threads.map(lambda path: outcome(pool, path), paths)
        return {str(path.relative_to(folder)): one for path, one in zip(paths, found, strict=True)}


def test_every_hostile_file_ends_in_a_clean_picture_or_a_clean_refusal(
    any_format: DecodingPool,
) -> None:
    found = outcomes(any_format, BAD)
    assert len(found) == 394
    clean = {name: one for name, one in found.items() if isinstance(one, Inspection)}
    for one in clean.values():
        assert_bare(one.large)
        assert_bare(one.small)
    codes = Counter(one for one in found.values() if isinstance(one, str))
    assert set(codes) <= {
        "photo-unsupported",
        "photo-broken",
        "photo-too-many-pixels",
        "heic-not-enabled",
    }
    with (BAD / "outcomes_pillow13.csv").open() as file:
        known = {
            row["path"]
            for row in csv.DictReader(file)
            if row["stage_reached"] == "ok" and row["format"] in OURS
        }
    assert known - set(clean) == {"made/png_9000x9000_1bit_81MP_below_limit.png"}
    assert len(set(clean) - known) <= 1  # only its metadata is beyond Pillow


def test_every_real_picture_becomes_clean(any_format: DecodingPool) -> None:
    found = outcomes(any_format, PHOTOS)
    assert len(found) > 40
    for name, one in found.items():
        if name.endswith(".avif"):
            assert one == "photo-unsupported"
        elif name.startswith("heic/") and not HEIC:
            assert one == "heic-not-enabled"
        else:
            assert isinstance(one, Inspection), name
            assert_bare(one.large)
            assert_bare(one.small)
    phone = found["gps/Samsung_SM-G935L_(Galaxy_S7_Edge).jpg"]
    assert isinstance(phone, Inspection)
    assert (phone.width, phone.height) == (1600, 1200)
    assert (phone.facts.lon_e7, phone.facts.lat_e7) == (22_363_889, 488_925_000)
    if HEIC:
        apple = found["heic/exif-at-eof.heic"]
        assert isinstance(apple, Inspection)
        assert (apple.width, apple.height, apple.facts.offset_minutes) == (1200, 1600, -240)


@pytest.mark.filterwarnings("ignore")  # Pillow warns of odd Exif blocks, and reads on
def test_a_confined_process_sees_what_a_free_one_sees(any_format: DecodingPool) -> None:
    files = [file for file in pictures(PHOTOS) if file.parent.name != "heic"]
    differing = [
        file.name
        for file in files
        if isinstance(free := inspect(file.read_bytes(), heic=False), Inspection)
        and free != outcome(any_format, file)
    ]
    assert differing == []


def test_all_orientations_of_one_scene_look_alike(any_format: DecodingPool) -> None:
    names = [f"orientation/landscape_{turn}.jpg" for turn in (1, 2, 3, 4, 6, 7, 8)]
    seen = [outcome(any_format, PHOTOS / name) for name in names]
    hashes = [int(one.dhash, 16) for one in seen if isinstance(one, Inspection)]
    assert len(hashes) == len(names)
    assert max((hashes[0] ^ other).bit_count() for other in hashes) <= 3

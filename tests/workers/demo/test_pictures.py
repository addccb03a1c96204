"""The drawn photographs: alike where they should be, and nowhere else."""

from datetime import UTC, datetime, timedelta
from itertools import combinations
from pathlib import Path

import pytest

from domain.phash import Hashes, Likeness, compare
from services.photos.picture import inspect
from services.photos.protocol import Inspection
from workers.demo.pictures import EXAMPLE_PLACE, Shot, Thing, take, write_examples

TAKEN = datetime(2026, 11, 3, 6, 5, tzinfo=UTC)


def shot(thing: Thing = Thing.CAR, *, mended: bool = False, look: str = "here") -> Shot:
    return Shot(thing, look, int(mended), mended, TAKEN, 120.1405, 30.2632, phone=2)


def inspected(data: bytes) -> Inspection:
    found = inspect(data, heic=False)
    assert isinstance(found, Inspection)
    return found


def hashes(data: bytes) -> Hashes:
    found = inspected(data)
    return Hashes(int(found.dhash, 16), int(found.phash, 16))


def test_one_press_of_the_button_is_one_file() -> None:
    assert take(shot()) == take(shot())
    assert take(shot()) != take(shot(look="there"))


@pytest.mark.parametrize("thing", Thing)
def test_no_picture_after_passes_for_the_picture_before(thing: Thing) -> None:
    before, after = take(shot(thing)), take(shot(thing, mended=True))

    assert 40_000 < len(before) < 250_000
    assert compare(hashes(before), hashes(after)).likeness is Likeness.DIFFERENT


def test_pictures_of_different_places_are_not_taken_for_one() -> None:
    taken = [hashes(take(shot(look=f"place {number}"))) for number in range(12)]

    likeness = [compare(one, other).likeness for one, other in combinations(taken, 2)]
    assert likeness.count(Likeness.SAME) == 0
    assert likeness.count(Likeness.DIFFERENT) > 0.95 * len(likeness)


def test_the_file_says_what_a_phone_would_say() -> None:
    facts = inspected(take(shot())).facts

    assert facts.moment() == TAKEN
    assert facts.gps_at == TAKEN
    assert (facts.lon_e7, facts.lat_e7) == (1_201_405_000, 302_632_000)
    assert facts.make
    assert facts.model
    assert facts.disputed == facts.broken == ()


def test_a_messenger_takes_everything_away() -> None:
    facts = inspected(take(shot()._replace(stripped=True))).facts

    assert facts.taken_at is None
    assert facts.lon_e7 is None
    assert facts.make is None


def test_the_examples_are_taken_now_and_anew_each_minute(tmp_path: Path) -> None:
    now = datetime(2026, 11, 22, 4, 30, tzinfo=UTC)
    first = [path.read_bytes() for path in write_examples(tmp_path / "examples", now)]
    later = now + timedelta(minutes=1)
    second = [path.read_bytes() for path in write_examples(tmp_path / "examples", later)]

    assert [inspected(data).facts.moment() for data in second] == [later, later]
    assert sorted(path.name for path in (tmp_path / "examples").iterdir()) == [
        "after.jpg",
        "before.jpg",
    ]
    alike = [compare(hashes(one), hashes(two)).likeness for one in first for two in second]
    assert set(alike) == {Likeness.DIFFERENT}
    assert inspected(first[0]).facts.lon_e7 == round(EXAMPLE_PLACE[0] * 10_000_000)

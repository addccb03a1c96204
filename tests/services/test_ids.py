"""Report ids: in order of time, never twice, each with a key that is safe already."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from sqlalchemy import Engine

from services.database import open_engine
from services.ids import MINTED, ReportIds, uuid7
from tests.services.keys import Hands, keyring

MOMENT = 1_795_392_000_000  # milliseconds


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    engine = open_engine(f"sqlite:///{tmp_path / 'keys.db'}", durable=False)
    yield engine
    engine.dispose()


@pytest.mark.parametrize("random", [0, 1, (1 << 74) - 1, 1 << 62, (1 << 62) - 1])
def test_an_id_is_a_uuid_of_version_7(random: int) -> None:
    made = uuid7(MOMENT, random)

    assert (made.version, made.variant) == (7, "specified in RFC 4122")
    assert made.int >> 80 == MOMENT
    assert (made.int >> 64 & 0xFFF) << 62 | made.int & (1 << 62) - 1 == random


def test_later_ids_are_greater() -> None:
    assert uuid7(MOMENT, (1 << 74) - 1) < uuid7(MOMENT + 1, 0)


def test_an_id_has_a_durable_key_before_it_is_used(engine: Engine) -> None:
    ids = ReportIds(keyring(engine), Hands().clock)

    taken = ids.take()

    known = keyring(engine).find(taken.hex, 1)
    assert known is not None
    assert known.subject == taken.hex


def test_many_takers_never_get_the_same(engine: Engine) -> None:
    ids = ReportIds(keyring(engine), Hands().clock)

    with ThreadPoolExecutor(8) as pool:
        taken = list(pool.map(lambda _: ids.take(), range(3 * MINTED)))

    assert len(set(taken)) == 3 * MINTED

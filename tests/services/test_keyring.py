"""Keys are made once, found again, and never come back once destroyed."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, event, select

from services.database import open_engine
from services.kek import KeyEncryptionKey, WrongKeyEncryptionKey
from services.keyring import Destroyed, Keyring, SubjectErased
from services.keytables import subject_key
from services.sealing import DataKey
from tests.conftest import FreshDatabase
from tests.services.keys import Hands, bytes_on_disk, keyring

RIDER = "a" * 32


@pytest.fixture
def engine(database_url: str) -> Iterator[Engine]:
    engine = open_engine(database_url, durable=True)
    yield engine
    engine.dispose()


@pytest.fixture
def file_engine(sqlite_databases: FreshDatabase) -> Iterator[Engine]:
    engine = open_engine(sqlite_databases(), durable=True)
    yield engine
    engine.dispose()


@pytest.fixture
def hands() -> Hands:
    return Hands()


@pytest.fixture
def keys(engine: Engine, hands: Hands) -> Keyring:
    return keyring(engine, hands)


def test_a_key_is_made_when_missing_and_stays_the_same(engine: Engine, keys: Keyring) -> None:
    made = keys.key(RIDER, "rider")
    assert (made.subject, made.generation, len(made.secret)) == (RIDER, 1, 32)
    assert keys.key(RIDER, "rider") == made
    assert keyring(engine).key(RIDER, "rider") == made
    assert keyring(engine).find(RIDER, 1) == made


def test_each_year_and_purpose_has_a_generation_of_its_own(keys: Keyring, hands: Hands) -> None:
    first, other = keys.key(RIDER, "rider"), keys.key(RIDER, "report")
    hands.now = datetime(2027, 1, 1, tzinfo=UTC)
    third = keys.key(RIDER, "rider")
    assert [key.generation for key in (first, other, third)] == [1, 2, 3]
    assert len({key.secret for key in (first, other, third)}) == 3
    assert keys.find(RIDER, 1) == first
    assert keys.find(RIDER, 4) is None
    assert keys.find("b" * 32, 1) is None


def test_keys_made_ahead_of_need_are_durable(engine: Engine, keys: Keyring) -> None:
    refs = keys.mint("rider", 5)
    assert len(set(refs)) == 5
    assert all(len(ref) == 32 and int(ref, 16) >= 0 for ref in refs)
    late = keyring(engine)
    assert [late.key(ref, "rider") for ref in refs] == [keys.key(ref, "rider") for ref in refs]
    assert keys.mint("rider", 0) == []
    names = iter(["1" * 32, "2" * 32])
    assert keys.mint("report", 2, lambda: next(names)) == ["1" * 32, "2" * 32]


def test_using_a_key_made_ahead_costs_no_query(engine: Engine, keys: Keyring) -> None:
    (ref,) = keys.mint("report", 1)
    engine.dispose()
    with engine.begin() as connection:
        connection.exec_driver_sql("DROP TABLE subject_key")
    assert keys.key(ref, "report").subject == ref


def test_keys_fetched_ahead_cost_one_query_for_all(engine: Engine, keys: Keyring) -> None:
    refs = keys.mint("rider", 3)
    gone = keys.mint("rider", 1)
    keys.destroy(gone[0])
    late, queries = keyring(engine), []
    event.listen(engine, "before_cursor_execute", lambda *said: queries.append(said[2]))
    for _ in range(2):
        late.ahead([*refs, *gone, "b" * 32], "rider")
        late.ahead([], "rider")
        assert all(late.at_hand(ref, "rider") for ref in refs)
    assert sum("SELECT" in query for query in queries) == 2, "what is not there is looked for again"
    assert not late.at_hand(gone[0], "rider")
    with pytest.raises(SubjectErased):
        late.key(gone[0], "rider")
    assert [late.key(ref, "rider") for ref in refs] == [keys.key(ref, "rider") for ref in refs]


def test_a_key_that_was_destroyed_while_it_was_read_does_not_come_back(
    engine: Engine, keys: Keyring, monkeypatch: pytest.MonkeyPatch
) -> None:
    refs = keys.mint("rider", 3)
    late, opened = keyring(engine), Keyring._opened  # noqa: SLF001 - between reading and remembering

    def slow(self: Keyring, row: Any) -> DataKey:
        key = opened(self, row)
        self.destroy(row.subject_ref)
        return key

    monkeypatch.setattr(Keyring, "_opened", slow)
    late.ahead(refs[:1], "rider")
    late.key(refs[1], "rider")
    late.find(refs[2], 1)
    for ref in refs:
        with pytest.raises(SubjectErased):
            late.key(ref, "rider")


def test_a_destroyed_key_is_gone_for_good_and_known_as_destroyed(
    engine: Engine, keys: Keyring, hands: Hands
) -> None:
    made = keys.key(RIDER, "rider")
    for _ in range(2):
        keys.destroy(RIDER)
        assert keys.find(RIDER, 1) == Destroyed(RIDER, 1, made.commitment)
    for year in (2026, 2027):
        hands.now = datetime(year, 6, 1, tzinfo=UTC)
        with pytest.raises(SubjectErased):
            keys.key(RIDER, "rider")
    with pytest.raises(SubjectErased):
        keyring(engine).key(RIDER, "report")
    assert keys.find(RIDER, 2) is None


def test_destroying_who_was_never_there_changes_nothing(keys: Keyring) -> None:
    keys.destroy(RIDER)
    assert keys.key(RIDER, "rider").generation == 1


def test_no_byte_of_a_destroyed_key_stays_on_disk(file_engine: Engine, tmp_path: Path) -> None:
    keys = keyring(file_engine)
    refs = keys.mint("rider", 40)
    with file_engine.connect() as connection:
        rows = dict(
            connection.execute(select(subject_key.c.subject_ref, subject_key.c.wrapped_dek)).all()
        )
    wrapped = rows[refs[7]]
    assert wrapped in bytes_on_disk(tmp_path)
    keys.destroy(refs[7])
    after = bytes_on_disk(tmp_path)
    assert wrapped not in after
    assert rows[refs[8]] in after


def test_secrets_never_lie_open(file_engine: Engine, tmp_path: Path) -> None:
    keys = keyring(file_engine)
    made = keys.key(RIDER, "rider")
    assert made.secret not in bytes_on_disk(tmp_path)
    assert keys.secret("photos") not in bytes_on_disk(tmp_path)


def test_a_destroyed_key_is_forgotten_elsewhere_within_a_minute(
    engine: Engine, keys: Keyring
) -> None:
    elsewhere = Hands()
    other = keyring(engine, elsewhere)
    made = other.key(RIDER, "rider")
    assert keys.key(RIDER, "rider") == made
    keys.destroy(RIDER)
    elsewhere.seconds += 59.9
    assert other.find(RIDER, 1) == made
    elsewhere.seconds += 0.1
    assert isinstance(other.find(RIDER, 1), Destroyed)


def test_many_who_ask_at_once_get_one_key(engine: Engine) -> None:
    rings = [keyring(engine) for _ in range(4)]
    with ThreadPoolExecutor(8) as pool:
        for subject in (f"{number:032x}" for number in range(10)):
            asked = [pool.submit(rings[turn % 4].key, subject, "rider") for turn in range(8)]
            assert len({future.result().secret for future in asked}) == 1


def test_the_installations_own_secret_is_made_once(engine: Engine) -> None:
    first = keyring(engine).secret("photos")
    assert keyring(engine).secret("photos") == first
    assert keyring(engine).secret("other") != first


def test_another_key_encryption_key_stops_the_start(engine: Engine) -> None:
    keyring(engine)
    other = KeyEncryptionKey({1: bytes(32)})
    with pytest.raises(WrongKeyEncryptionKey):
        Keyring(engine, other, Hands().clock)


def test_a_new_version_wraps_while_the_old_one_still_opens(engine: Engine) -> None:
    old = keyring(engine).key(RIDER, "rider")
    both = KeyEncryptionKey({1: bytes(range(32)), 2: bytes(32)})
    renewed = Keyring(engine, both, Hands().clock)
    assert renewed.find(RIDER, 1) == old
    renewed.key("b" * 32, "rider")
    with engine.connect() as connection:
        query = select(subject_key.c.kek_version).order_by(subject_key.c.subject_ref)
        assert connection.execute(query).scalars().all() == [1, 2]

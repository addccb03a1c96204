"""Who stands still in the middle of a transaction holds nobody up, wherever it was stopped."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from sqlalchemy import Engine, insert, text
from sqlalchemy.exc import OperationalError

from services.database import fenced, open_engine, writing
from services.leases import Lease, Leases, prepare_leases
from services.migrations import schema, take_turns
from tests.conftest import FreshDatabase
from tests.services.test_leases import SHORT_S, deed, done, leases, metadata, succeed, taken


@pytest.fixture
def engine(postgresql_databases: FreshDatabase) -> Iterator[Engine]:
    made = open_engine(postgresql_databases(), durable=False)
    prepare_leases(made)
    metadata.create_all(made)
    yield made
    made.dispose()


def test_a_holder_that_is_stopped_between_two_statements_holds_nobody_up(
    engine: Engine,
) -> None:
    one, other = (leases(engine, name, 1.0) for name in ("one", "other"))
    first = taken(one)
    with pytest.raises(OperationalError):
        stand_still(engine, one, first, lambda: succeed(engine, other))
    assert done(engine) == [2]


@pytest.mark.parametrize("how", ["COPY deed FROM STDIN", "COPY (SELECT * FROM many) TO STDOUT"])
def test_nor_does_one_that_is_stopped_while_it_sends_or_takes_rows(
    engine: Engine, how: str
) -> None:
    with writing(engine) as db:
        db.execute(
            text("CREATE TABLE many AS SELECT repeat('x', 9999) FROM generate_series(1, 9999)")
        )
    one, other = (leases(engine, name, SHORT_S) for name in ("one", "other"))
    first = taken(one)
    with pytest.raises(OperationalError):
        stand_still_copying(engine, one, first, how, lambda: succeed(engine, other))
    assert done(engine) == [2]


def test_who_is_stopped_at_its_turn_does_not_hold_up_the_others(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(schema, "IDLE_S", 0.2)
    with pytest.raises(OperationalError):
        stand_still_at_its_turn(engine, lambda: stand_still_at_its_turn(engine, lambda: None))


def stand_still(engine: Engine, who: Leases, lease: Lease, until: Callable[[], None]) -> None:
    """Write something, do nothing for a while, and go on."""
    with writing(fenced(engine, who.fence(lease))) as db:
        db.execute(insert(deed).values(token=lease.token))
        until()
        db.execute(insert(deed).values(token=lease.token))


def stand_still_copying(
    engine: Engine, who: Leases, lease: Lease, how: str, until: Callable[[], None]
) -> None:
    """Do nothing for a while in the middle of rows, and go on."""
    with writing(fenced(engine, who.fence(lease))) as db:
        cursor: Any = db.connection.cursor()
        with cursor.copy(how):
            until()


def stand_still_at_its_turn(engine: Engine, until: Callable[[], None]) -> None:
    with writing(engine) as db:
        take_turns(db, 1)
        until()
        db.execute(text("SELECT 1"))

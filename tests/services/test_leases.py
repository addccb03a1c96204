"""One holder at a time: whoever lost a work writes nothing any more, whatever the clocks say."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Thread
from time import sleep
from typing import Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, invariant, rule
from sqlalchemy import Column, Engine, Integer, MetaData, Table, func, insert, select

from services.database import fenced, open_engine, writing
from services.leases import TERM_S, Lease, LeaseLost, Leases, held, holds, now, prepare_leases
from tests.conftest import FreshDatabase
from tests.sizes import times

SHORT_S = 0.3
BEGAN = datetime(2026, 3, 1, 8, tzinfo=UTC)
metadata = MetaData()
deed = Table("deed", metadata, Column("token", Integer))


@pytest.fixture
def engine(database_url: str) -> Iterator[Engine]:
    made = open_engine(database_url, durable=False)
    prepare_leases(made)
    metadata.create_all(made)
    yield made
    made.dispose()


def leases(engine: Engine, holder: str, term: float = TERM_S) -> Leases:
    return Leases(engine, holder, term=term)


def taken(who: Leases, name: str = "project") -> Lease:
    lease = who.take(name)
    assert lease is not None
    return lease


def do(engine: Engine, who: Leases, lease: Lease) -> None:
    """Write something under a lease."""
    with writing(fenced(engine, who.fence(lease))) as db:
        db.execute(insert(deed).values(token=lease.token))


def done(engine: Engine) -> list[int]:
    with engine.connect() as db:
        return list(db.scalars(select(deed.c.token)))


def test_a_work_has_one_holder_until_it_is_given_back(engine: Engine) -> None:
    one, other = leases(engine, "one"), leases(engine, "other")
    first = taken(one)
    assert other.take("project") is None
    assert one.take("project") is None
    taken(other, "award")
    assert held(engine) == {"award": True, "project": True}
    one.release(first)
    assert held(engine)["project"] is False
    second = taken(other)
    assert (first.token, second.token) == (1, 2)


def test_the_work_of_a_dead_holder_goes_to_another(engine: Engine) -> None:
    one, other = (leases(engine, name, SHORT_S) for name in ("one", "other"))
    first = taken(one)
    do(engine, one, first)
    sleep(SHORT_S + 0.1)
    second = taken(other)
    do(engine, other, second)
    assert not one.renew(first)
    with pytest.raises(LeaseLost):
        do(engine, one, first)
    one.release(first)
    assert other.renew(second)
    assert done(engine) == [1, 2]


def test_who_was_late_but_not_replaced_goes_on(engine: Engine) -> None:
    one = leases(engine, "one", SHORT_S)
    lease = taken(one)
    sleep(SHORT_S + 0.1)
    do(engine, one, lease)
    assert one.renew(lease)


def test_a_renewal_that_comes_late_does_not_take_back_what_was_given(engine: Engine) -> None:
    one = leases(engine, "one")
    lease = taken(one)
    one.release(lease)
    assert not one.renew(lease)
    with pytest.raises(LeaseLost):
        do(engine, one, lease)


def test_a_successor_waits_for_what_is_being_written(
    postgresql_databases: FreshDatabase,
) -> None:
    engine = open_engine(postgresql_databases(), durable=False)
    prepare_leases(engine)
    metadata.create_all(engine)
    one, other = (leases(engine, name, 1.0) for name in ("one", "other"))
    first = taken(one)
    with writing(fenced(engine, one.fence(first))) as db:
        db.execute(insert(deed).values(token=first.token))
        assert one.renew(first), "its own writing does not keep it from renewing"
        successor = Thread(target=lambda: succeed(engine, other))
        successor.start()
        for _ in range(6):  # more than a term in all, never so long idle
            sleep(0.3)
            db.execute(select(deed)).all()
        assert done(engine) == []
    successor.join()
    assert done(engine) == [1, 2]
    engine.dispose()


def test_leases_go_by_the_databases_clock(postgresql_databases: FreshDatabase) -> None:
    engine = open_engine(postgresql_databases(), durable=False)
    prepare_leases(engine)
    wrong = Leases(engine, "one", lambda: datetime(2038, 1, 19, tzinfo=UTC))
    taken(wrong)
    assert leases(engine, "other").take("project") is None
    with engine.connect() as db:
        here = datetime.now(UTC).timestamp() * 1_000_000
        assert abs(now(db, lambda: datetime(2038, 1, 19, tzinfo=UTC)) - here) < 3_600_000_000
    engine.dispose()


def test_a_lease_from_before_the_clock_was_set_back_does_not_last() -> None:
    still = [until for until in (0, 100, 101, 1100, 1101) if holds(until, at=100, term=0.001)]
    assert still == [101, 1100]


def succeed(engine: Engine, who: Leases) -> None:
    """Take over as soon as that is possible, and write."""
    lease = None
    while lease is None:
        sleep(0.05)
        lease = who.take("project")
    do(engine, who, lease)


class Turns(RuleBasedStateMachine):
    """Processes that take, renew, sleep, wake, die, and a clock that is set either way."""

    held = Bundle("held")

    def __init__(self) -> None:
        super().__init__()
        self.folder = TemporaryDirectory()
        self.engine = open_engine(f"sqlite:///{Path(self.folder.name) / 'l.db'}", durable=False)
        prepare_leases(self.engine)
        metadata.create_all(self.engine)
        self.at = BEGAN
        self.newest = 0
        self.clean: set[int] = set()  # tokens that were given back
        self.written: list[int] = []
        self.people = [Leases(self.engine, f"p{n}", lambda: self.at) for n in range(3)]

    def teardown(self) -> None:
        self.engine.dispose()
        self.folder.cleanup()

    @rule(target=held, who=st.integers(0, 2))
    def take(self, who: int) -> Any:
        lease = self.people[who].take("project")
        if lease is not None:
            assert lease.token == self.newest + 1
            self.newest = lease.token
        return lease

    @rule(lease=held, who=st.integers(0, 2))
    def renew(self, lease: Lease | None, who: int) -> None:
        if lease is not None:
            current = lease.token == self.newest and lease.token not in self.clean
            assert self.people[who].renew(lease) is current

    @rule(lease=held)
    def release(self, lease: Lease | None) -> None:
        if lease is not None:
            self.people[0].release(lease)
            if lease.token == self.newest:
                self.clean.add(lease.token)

    @rule(lease=held)
    def write(self, lease: Lease | None) -> None:
        """Whoever wakes up with a lease from whenever: only the newest may write."""
        if lease is None:
            return
        try:
            do(self.engine, self.people[0], lease)
        except LeaseLost:
            assert lease.token < self.newest or lease.token in self.clean
        else:
            assert lease.token == self.newest
            self.written.append(lease.token)

    @rule(seconds=st.floats(-10_000, 10_000, allow_nan=False) | st.floats(0, 6))
    def pass_time(self, seconds: float) -> None:
        self.at += timedelta(seconds=seconds)

    @invariant()
    def tokens_never_fall(self) -> None:
        with self.engine.connect() as db:
            tokens = list(db.scalars(select(deed.c.token)))
            newest = db.scalar(select(func.max(deed.c.token))) or 0
        assert tokens == self.written == sorted(tokens)
        assert newest <= self.newest


Turns.TestCase.settings = settings(
    max_examples=times(15, 25, 1_000), stateful_step_count=30, deadline=None
)
TestTurns = Turns.TestCase

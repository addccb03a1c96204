"""Fair shares: processes ask for works until none has much more to do than another, and rest."""

from collections.abc import Iterator
from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Engine, func, select

from services.database import open_engine
from services.leases import Lease, Leases, prepare_leases, work_wish
from services.sharing import ask, asked, fairer
from tests.sizes import chance

LOADS = {"project": 12, "inspect": 19, "award": 3, "notify": 2, "deadlines": 1}
SHORT_S = 0.3


@pytest.fixture
def engine(database_url: str) -> Iterator[Engine]:
    made = open_engine(database_url, durable=False)
    prepare_leases(made)
    yield made
    made.dispose()


def all_taken(who: Leases) -> dict[str, Lease]:
    leases = [who.take(name) for name in LOADS]
    return {lease.name: lease for lease in leases if lease}


def test_a_work_goes_to_whoever_asked_for_it(engine: Engine) -> None:
    one, other, third = (Leases(engine, name) for name in ("one", "other", "third"))
    lease = all_taken(one)["inspect"]
    assert not asked(one, lease)
    assert ask(other, "inspect", LOADS)
    assert asked(one, lease)
    assert not ask(third, "inspect", LOADS), "it is promised"
    assert other.take("inspect") is None, "it was not given up yet"
    one.release(lease)
    assert one.take("inspect") is None
    assert third.take("inspect") is None
    second = other.take("inspect")
    assert second is not None
    assert second.token == lease.token + 1
    assert not asked(other, second)
    with engine.connect() as db:
        assert db.scalar(select(func.count()).select_from(work_wish)) == 0


def test_who_asked_and_died_keeps_nobody_from_a_work(tmp_path: Path) -> None:
    engine = open_engine(f"sqlite:///{tmp_path / 'views.db'}", durable=False)
    prepare_leases(engine)
    one, other, third = (Leases(engine, name, term=SHORT_S) for name in ("one", "other", "third"))
    lease = all_taken(one)["inspect"]
    assert ask(other, "inspect", LOADS)
    one.release(lease)
    assert third.take("inspect") is None
    later = Leases(engine, "third", term=1e-6)  # to it the wish has lapsed
    assert later.take("inspect")
    engine.dispose()


def test_nobody_asks_for_what_is_free_or_for_more_than_a_fair_share(engine: Engine) -> None:
    one, other = (Leases(engine, name) for name in ("one", "other"))
    assert not ask(other, "inspect", LOADS)
    assert one.take("inspect")
    assert not ask(other, "inspect", LOADS), "nothing is gained by another's doing it"
    assert not ask(other, "nameless", LOADS)


def test_what_was_given_up_for_somebody_counts_as_theirs_before_they_come(engine: Engine) -> None:
    one, other = (Leases(engine, name) for name in ("one", "other"))
    lease = all_taken(one)["inspect"]
    assert ask(other, "inspect", LOADS)
    assert not ask(other, "project", LOADS)
    one.release(lease)
    assert not ask(other, "project", LOADS), "it would have all that is dear"


@pytest.mark.parametrize("seed", range(3))
def test_crews_that_ask_in_any_order_come_to_rest(tmp_path: Path, seed: int) -> None:
    """As workers.turns does: who holds gives up what is asked for, who does not takes or asks."""
    engine = open_engine(f"sqlite:///{tmp_path / 'views.db'}", durable=False)
    prepare_leases(engine)
    random = chance("shares", seed)
    crews = [Leases(engine, f"crew {number}", term=600) for number in range(3)]
    mine: dict[tuple[str, str], Lease] = {}
    passed = 0
    mine.update({("crew 0", name): lease for name, lease in all_taken(crews[0]).items()})
    quiet = 0
    for _ in range(2000):
        who, name = random.choice(crews), random.choice(list(LOADS))
        lease = mine.get((who.holder, name))
        quiet += 1
        if lease and asked(who, lease):
            who.release(mine.pop((who.holder, name)))
            passed, quiet = passed + 1, 0
        elif lease is None and (taken := who.take(name)):
            mine[who.holder, name], quiet = taken, 0
        elif lease is None:
            ask(who, name, LOADS)
        if quiet > 200:
            break
    else:
        pytest.fail("works are passed on for ever")
    assert 2 <= passed <= 3 * len(LOADS)
    assert len(mine) == len(LOADS)
    doing = {name: who for who, name in mine}
    wishes = [(name, one.holder) for name in LOADS for one in crews]
    assert not any(fairer(doing, LOADS, name, doing[name], who) for name, who in wishes)
    engine.dispose()


@given(
    loads=st.dictionaries(st.sampled_from("abcdefgh"), st.integers(1, 30), min_size=1),
    crews=st.integers(1, 5),
    data=st.data(),
)
def test_shares_come_to_rest_and_are_fair(
    loads: dict[str, int], crews: int, data: st.DataObject
) -> None:
    """Whoever asks in whatever order: no work can be passed on for ever."""
    people = [f"crew {number}" for number in range(crews)]
    doing = {name: data.draw(st.sampled_from(people)) for name in loads}

    def load(who: str) -> int:
        return sum(loads[name] for name, doer in doing.items() if doer == who)

    wishes = [(name, who) for name in loads for who in people]
    for _ in range(1000):
        fit = [one for one in wishes if fairer(doing, loads, one[0], doing[one[0]], one[1])]
        if not fit:
            break
        name, who = data.draw(st.sampled_from(fit))
        before = max(load(who), load(doing[name]))
        giver, doing[name] = doing[name], who
        assert max(load(who), load(giver)) < before
    else:
        pytest.fail("works are passed on for ever")
    for one, other in combinations(people, 2):
        theirs = [loads[name] for name, doer in doing.items() if doer in {one, other}]
        assert abs(load(one) - load(other)) <= max(theirs, default=0)

"""A diary tells what stands, in order, and grows with what stands alone."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.report.agenda import Duty
from workers.diary import _IN_ORDER, Diary, Entry

MIDNIGHT = datetime(2026, 11, 23, tzinfo=UTC)
NAMES = ["a" * 32, "b" * 32, "c" * 32]
DUTIES = (Duty.REMIND, Duty.ESCALATE, Duty.CLOSE)


def after(minutes: int) -> datetime:
    return MIDNIGHT + timedelta(minutes=minutes)


PLANS = st.tuples(st.just("plan"), st.sampled_from(NAMES), st.lists(st.integers(0, 50), max_size=3))
NOTHING: list[int] = []
LAPSES = st.tuples(st.just("forget"), st.sampled_from(NAMES), st.just(NOTHING))
LOOKS = st.tuples(st.just("do"), st.just(""), st.lists(st.integers(0, 50), min_size=1))


@given(st.lists(PLANS | LAPSES | LOOKS, max_size=40), st.integers(1, 40))
def test_a_diary_does_what_a_plain_list_would(
    steps: list[tuple[str, str, list[int]]], versions: int
) -> None:
    diary, plain = Diary(), set[Entry]()
    for number, (step, name, minutes) in enumerate(steps):
        if step == "do":
            now = after(minutes[0])
            done = drained(diary, now)
            assert done == sorted(one for one in plain if one.at <= now)
            plain -= set(done)
            continue
        plain = {one for one in plain if one.name != name}
        if step == "forget":
            diary.forget(name)
        else:
            some = zip(minutes, DUTIES, strict=False)
            new = [Entry(after(one), name, number % versions, duty) for one, duty in some]
            diary.plan(name, new)
            plain |= set(new)
        assert diary.standing() == sorted(plain)


def drained(diary: Diary, now: datetime) -> list[Entry]:
    """Strike all that is due, in its order."""
    done = []
    while entry := diary.first(now):
        diary.strike(entry)
        done.append(entry)
    return done


def test_what_is_not_struck_stays_first() -> None:
    diary, entry = Diary(), Entry(after(0), NAMES[0], 1, Duty.REMIND)
    diary.plan(NAMES[0], [entry])
    assert diary.first(after(-1)) is None
    assert [diary.first(after(0)) for _ in range(2)] == [entry, entry]
    diary.strike(entry)
    assert diary.first(after(0)) is None


def test_moments_before_1970_come_first_and_a_redemption_has_no_duty() -> None:
    diary, early = Diary(), datetime(1969, 7, 20, tzinfo=UTC)
    entries = [Entry(at, f"{at.year:032x}", 0, None) for at in (MIDNIGHT, early)]
    for entry in entries:
        diary.plan(entry.name, [entry])
    assert drained(diary, MIDNIGHT) == entries[::-1]


def test_more_than_its_memory_holds_is_kept_in_order(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("workers.diary._MEMORY_KB", 64)
    diary, names = Diary(), [f"{number:032x}" for number in range(3_000)]
    for version in range(3):
        for number, name in enumerate(names):
            moments = (number * 7919 % 3_000, number + version)
            diary.plan(name, [Entry(after(moments[n]), name, version, DUTIES[n]) for n in range(2)])
    done = drained(diary, after(9_999))
    assert len(done) == 6_000
    assert done == sorted(done)
    assert {one.version for one in done} == {2}


def test_the_first_entry_is_found_without_looking_at_the_others() -> None:
    diary = Diary()
    asked = f"EXPLAIN QUERY PLAN {_IN_ORDER} LIMIT 1"
    plan = diary._db.execute(asked).fetchall()  # noqa: SLF001 - a sort would read all of them
    assert [step[3] for step in plan] == ["SCAN entry USING INDEX entry_at"]


def test_what_is_planned_together_is_written_in_one_go() -> None:
    diary, said = Diary(), list[str]()
    diary._db.set_trace_callback(said.append)  # noqa: SLF001 - each end costs more, the more is open
    with diary.together():
        for name in NAMES:
            diary.plan(name, [Entry(after(0), name, 1, duty) for duty in DUTIES])
    assert [word for word in said if word in {"BEGIN", "COMMIT"}] == ["BEGIN", "COMMIT"]
    assert len(diary.standing()) == len(NAMES) * len(DUTIES)

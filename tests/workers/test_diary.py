"""A diary tells what stands, in order, and grows with what stands alone."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from domain.report.agenda import Duty
from workers.diary import Diary, Entry

MIDNIGHT = datetime(2026, 11, 23, tzinfo=UTC)
NAMES = "abc"
DUTIES = (Duty.REMIND, Duty.ESCALATE, Duty.CLOSE)


def after(minutes: int) -> datetime:
    return MIDNIGHT + timedelta(minutes=minutes)


@given(
    st.lists(
        st.one_of(
            st.tuples(
                st.just("plan"), st.sampled_from(NAMES), st.lists(st.integers(0, 50), max_size=3)
            ),
            st.tuples(st.just("forget"), st.sampled_from(NAMES), st.just([])),
            st.tuples(st.just("do"), st.just(""), st.lists(st.integers(0, 50), min_size=1)),
        ),
        max_size=40,
    )
)
def test_a_diary_does_what_a_plain_list_would(steps: list[tuple[str, str, list[int]]]) -> None:
    diary, plain = Diary(), set[Entry]()
    for version, (step, name, minutes) in enumerate(steps):
        if step == "do":
            now = after(minutes[0])
            done = []
            while entry := diary.first(now):
                diary.strike(entry)
                done.append(entry)
            assert done == sorted(one for one in plain if one.at <= now)
            plain -= set(done)
            continue
        plain = {one for one in plain if one.name != name}
        diary.forget(name)
        if step == "plan":
            some = zip(minutes, DUTIES, strict=False)
            new = [Entry(after(minute), name, version, duty) for minute, duty in some]
            diary.plan(new)
            plain |= set(new)
        assert diary.standing() == sorted(plain)


def test_what_is_not_struck_stays_first() -> None:
    diary, entry = Diary(), Entry(after(0), "a", 1, Duty.REMIND)
    diary.plan([entry])
    assert diary.first(after(-1)) is None
    assert [diary.first(after(0)) for _ in range(2)] == [entry, entry]
    diary.strike(entry)
    assert diary.first(after(0)) is None


def test_what_is_overtaken_takes_no_room() -> None:
    diary, names = Diary(), [f"{number:032x}" for number in range(2_000)]
    for version in range(10):
        for name in names:
            diary.plan(Entry(after(version + n), name, version, DUTIES[n]) for n in range(2))
    assert len(diary.standing()) == 4_000
    assert len(diary) <= 8_000

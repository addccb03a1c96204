"""When nothing rings: a span of China's day, over midnight or not."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.telling.quiet import NEVER, USUAL, Quiet
from services.telling.telling import Telling
from tests.domain.clocks import china

RIDER, OTHER = "a1" * 16, "a2" * 16
MINUTES = st.integers(0, 24 * 60 - 1)
MOMENTS = st.datetimes(datetime(2025, 1, 1), datetime(2027, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001 - Hypothesis adds the zone


@pytest.mark.parametrize(
    ("moment", "until"),
    [
        ("11-23 21:59", None),
        ("11-23 22:00", "11-24 07:00"),
        ("11-23 23:59", "11-24 07:00"),
        ("11-24 00:00", "11-24 07:00"),
        ("11-24 06:59", "11-24 07:00"),
        ("11-24 07:00", None),
        ("11-24 12:00", None),
    ],
)
def test_the_usual_night_ends_at_seven(moment: str, until: str | None) -> None:
    assert USUAL.until(china(moment)) == (china(until) if until else None)


def test_a_nap_lies_within_the_day() -> None:
    nap = Quiet(13 * 60, 14 * 60 + 30)

    assert nap.until(china("11-23 13:00")) == china("11-23 14:30")
    assert nap.until(china("11-23 12:59")) is None
    assert nap.until(china("11-23 14:30")) is None


def test_never_is_never() -> None:
    assert NEVER.until(china("11-23 23:00")) is None


@given(begins=MINUTES, ends=MINUTES, moment=MOMENTS)
def test_quiet_holds_exactly_within_its_span(begins: int, ends: int, moment: datetime) -> None:
    until = Quiet(begins, ends).until(moment)

    minute = int((moment + timedelta(hours=8)).strftime("%H")) * 60 + moment.minute
    within = begins <= minute < ends if begins < ends else minute >= begins or minute < ends
    assert (until is not None) == (within and begins != ends)
    if until is not None:
        assert moment < until <= moment + timedelta(days=1)
        ended = until + timedelta(hours=8)
        assert ended.astimezone(UTC).strftime("%H:%M") == f"{ends // 60:02}:{ends % 60:02}"
        assert Quiet(begins, ends).until(until) is None


def test_everybody_has_hours_of_their_own(telling: Telling) -> None:
    nap = Quiet(780, 840)
    telling.quiet.choose(RIDER, NEVER)
    telling.quiet.choose(RIDER, nap)

    assert telling.quiet.of_all([RIDER, OTHER]) == {RIDER: nap, OTHER: USUAL}
    telling.forget(RIDER)
    assert telling.quiet.of(RIDER) == USUAL

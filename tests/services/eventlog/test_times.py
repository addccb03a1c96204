"""When things happened, as the log says it."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest

from services.eventlog import from_micros, to_micros
from services.eventlog.instants import read_instant
from tests.services.eventlog.examples import (
    assert_sound,
    everything,
    happened,
    opened,
)

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


def clock_at(*moments: datetime) -> Callable[[], datetime]:
    left = list(moments)
    return lambda: left.pop(0) if len(left) > 1 else left[0]


def test_a_moment_is_counted_exactly() -> None:
    moment = datetime(2026, 3, 1, 12, 0, 0, 123457, tzinfo=UTC)
    assert to_micros(moment) == 1_772_366_400_123_457
    assert from_micros(to_micros(moment)) == moment


@pytest.mark.parametrize(
    "text",
    [
        "2026-03-01T12:00:00Z",
        "2026-03-01t12:00:00z",
        "2026-03-01T20:00:00+08:00",
        "2026-03-01T04:30:00-07:30",
        "2026-03-01T12:00:00-00:00",
        "2026-03-01T12:00:00.000000Z",
        "2026-03-01T12:00:00.0000000009Z",
    ],
)
def test_an_instant_is_read_as_rfc_3339_writes_it(text: str) -> None:
    assert read_instant(text) == NOON


@pytest.mark.parametrize(
    "text",
    [
        "2026-W09-7T12:00:00Z",
        "2026-060T12:00:00Z",
        "20260301T120000Z",
        "2026-03-01T12:00Z",
        "2026-03-01T12Z",
        "2026-03-01",
        "2026-03-01 12:00:00Z",
        "2026-03-01T12:00:00",
        "2026-03-01T12:00:00,5Z",
        "2026-03-01T12:00:00.Z",
        "2026-03-01T12:00:00+08",
        "2026-03-01T12:00:00+0800",
        "2026-03-01T12:00:00+08:60",
        "2026-03-01T12:00:00+08:00:30",
        "2026-03-01T12:00:00+24:00",
        "2026-03-01T24:00:00Z",
        "2026-03-01T12:00:60Z",
        "2026-02-29T12:00:00Z",
        "0000-03-01T12:00:00Z",
        "\uff12026-03-01T12:00:00Z",
        "2026-03-01T12:00:00Z\n",
        "",
    ],
)
def test_nothing_else_is_an_instant(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        read_instant(text)


def test_time_stands_still_when_the_clock_jumps_back(database_url: str) -> None:
    clock = clock_at(NOON, NOON - timedelta(days=400), NOON + timedelta(seconds=1))
    with opened(database_url, clock=clock) as log:
        for _ in range(3):
            log.insert_events([happened(uuid4(), 1)])
        times = [from_micros(line.recorded_at) for line in everything(log)]
        assert times == [NOON, NOON, NOON + timedelta(seconds=1)]
        assert from_micros(log.head().recorded_at) == times[-1]
        assert_sound(log)


def test_a_clock_before_1970_is_not_believed(database_url: str) -> None:
    with opened(database_url, clock=clock_at(datetime(1960, 1, 1, tzinfo=UTC))) as log:
        log.insert_events([happened(uuid4(), 1)])
        assert everything(log)[0].recorded_at == 0


def test_a_moment_is_found_in_the_log(database_url: str) -> None:
    second = timedelta(seconds=1)
    clock = clock_at(*(NOON + n * second for n in (0, 0, 1, 1, 1, 5)))
    with opened(database_url, clock=clock) as log:
        assert log.position_at(NOON) == 0
        for _ in range(6):
            log.insert_events([happened(uuid4(), 1)])
        wanted = (NOON - second, NOON, NOON + second, NOON + 4 * second)
        assert [log.position_at(moment) for moment in wanted] == [0, 2, 5, 5]
        assert log.position_at(NOON + 5 * second) == 6

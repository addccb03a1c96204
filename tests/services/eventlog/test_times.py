"""When things happened, as the log says it."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from uuid import uuid4

from services.eventlog import from_micros, to_micros
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

"""Machines that share a city agree what time it is: the time of its database."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID

from services.clock import DatabaseClock, real, system_clock
from services.eventlog import from_micros
from services.wiring import open_wiring
from tests.conftest import FreshDatabase
from tests.houses import Now, settings_in
from tests.services.eventlog.examples import happened, opened
from tests.services.keys import Hands

FAR = datetime(2038, 1, 19, 3, 14, 8, tzinfo=UTC)
NEAR = timedelta(minutes=5)


def test_what_was_heard_goes_on_until_something_newer_is_heard() -> None:
    hands = Hands()
    clock = DatabaseClock(FAR, hands.monotonic)
    hands.seconds += 90
    assert clock() == FAR + timedelta(seconds=90)
    clock.hear(FAR)
    hands.seconds += 1
    assert clock() == FAR + timedelta(seconds=1)


def test_an_answer_that_was_long_on_its_way_turns_no_clock_back() -> None:
    hands = Hands()
    clock = DatabaseClock(FAR, hands.monotonic)
    hands.seconds += 10
    assert clock() == FAR + timedelta(seconds=10)
    clock.hear(FAR + timedelta(seconds=9))
    assert clock() == FAR + timedelta(seconds=10)
    hands.seconds += 0.5
    assert clock() == FAR + timedelta(seconds=10)
    hands.seconds += 1
    assert clock() == FAR + timedelta(seconds=10.5)


def test_a_clock_that_was_made_up_is_told_from_one_of_the_world() -> None:
    assert real(system_clock)
    assert real(DatabaseClock(FAR))
    assert not real(Now())


def test_a_process_whose_own_clock_is_wrong_takes_the_databases(
    postgresql_databases: FreshDatabase, tmp_path: Path
) -> None:
    given = settings_in(
        tmp_path, {"DATABASE": postgresql_databases(), "KEYS": postgresql_databases()}
    )
    wiring = open_wiring(given)
    try:
        assert isinstance(wiring.clock, DatabaseClock)
        wiring.clock.hear(FAR)
        wiring.log.insert_events([happened(UUID(int=1), 1)])
        now = datetime.now(UTC)
        assert abs(wiring.clock() - now) < NEAR
        assert abs(from_micros(wiring.log.head().recorded_at) - now) < NEAR
    finally:
        wiring.close()


def test_a_clock_of_the_tests_stays_what_it_is(postgresql_databases: FreshDatabase) -> None:
    with opened(postgresql_databases(), clock=lambda: FAR) as log:
        log.insert_events([happened(UUID(int=1), 1)])
        assert from_micros(log.head().recorded_at) == FAR


def test_on_one_machine_its_own_clock_is_asked(tmp_path: Path) -> None:
    wiring = open_wiring(settings_in(tmp_path))
    try:
        assert wiring.clock is system_clock
    finally:
        wiring.close()

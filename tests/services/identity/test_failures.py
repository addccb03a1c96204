"""A stranger who guesses locks out nobody else, and guessers with many addresses get slow."""

from collections.abc import Callable
from datetime import timedelta
from functools import partial

import pytest
from sqlalchemy import func, select

from services.identity.failures import CEILING, Failures
from services.identity.refusals import AccountLocked, BadLogin
from services.identity.tables import log_in_source, log_in_total
from tests.services.identity.conftest import ADDRESS, OWN_WORDS, House, run

LOGIN = b"a login"
HOME = b"at home"
STRANGER = "203.0.113.9"
DAY_S = 86_400


@pytest.fixture
def failures(house: House) -> Failures:
    return Failures(house.engine, house.hands.clock)


def from_everywhere(failures: Failures, login: bytes = LOGIN) -> None:
    for number in range(CEILING):
        failures.attempt(login, b"bot %d" % number)


def locked_for(house: House, attempt: Callable[[], None]) -> timedelta:
    with pytest.raises(AccountLocked) as told:
        attempt()
    return told.value.until - house.hands.now


@pytest.mark.parametrize("address", [STRANGER, "2001:db8:1:2::3"])
def test_a_stranger_locks_only_themselves_out(staffed: House, address: str) -> None:
    staff = staffed.identity.staff
    for _ in range(5):
        with pytest.raises(BadLogin):
            run(staff.log_in("dispatcher1", "not this one", address))
    with pytest.raises(AccountLocked):
        run(staff.log_in("dispatcher1", OWN_WORDS, address))
    with pytest.raises(AccountLocked):  # the lower half of IPv6 is free to choose
        run(staff.log_in("dispatcher1", OWN_WORDS, address.replace("::3", "::4")))
    assert run(staff.log_in("dispatcher1", OWN_WORDS, ADDRESS))


@pytest.mark.parametrize("login", ["dispatcher1", "nobody"])
def test_the_ceiling_holds_for_logins_known_or_not(staffed: House, login: str) -> None:
    accounts, staff = staffed.identity.accounts, staffed.identity.staff
    from_everywhere(Failures(staffed.engine, staffed.hands.clock), accounts.login_lookup(login))
    with pytest.raises(AccountLocked) as told:
        run(staff.log_in(login, OWN_WORDS, STRANGER))
    assert told.value.until == staffed.hands.now + timedelta(hours=1)


def test_a_familiar_address_gets_past_the_ceiling(staffed: House) -> None:
    assert staffed.log_in()
    lookup = staffed.identity.accounts.login_lookup("dispatcher1")
    from_everywhere(Failures(staffed.engine, staffed.hands.clock), lookup)
    with pytest.raises(AccountLocked):
        run(staffed.identity.staff.log_in("dispatcher1", OWN_WORDS, STRANGER))
    assert staffed.log_in()


def test_the_ceiling_is_lifted_after_an_hour(house: House, failures: Failures) -> None:
    from_everywhere(failures)
    house.wait(3599)
    assert locked_for(house, lambda: failures.attempt(LOGIN, HOME)) == timedelta(seconds=1)
    house.wait(1)
    from_everywhere(failures)
    assert locked_for(house, lambda: failures.attempt(LOGIN, HOME)) == timedelta(hours=1)
    failures.attempt(b"another login", HOME)


def test_an_address_is_familiar_for_thirty_days(house: House, failures: Failures) -> None:
    failures.attempt(LOGIN, HOME)
    failures.recognised(LOGIN, HOME)
    house.wait(30 * DAY_S - 1)
    from_everywhere(failures)
    failures.attempt(LOGIN, HOME)
    house.wait(1)
    assert locked_for(house, lambda: failures.attempt(LOGIN, HOME))


def test_a_familiar_address_has_five_guesses_as_any_other(house: House, failures: Failures) -> None:
    failures.attempt(LOGIN, HOME)
    failures.recognised(LOGIN, HOME)
    for _ in range(5):
        failures.attempt(LOGIN, HOME)
    assert locked_for(house, lambda: failures.attempt(LOGIN, HOME)) == timedelta(minutes=15)


def test_the_owners_success_gives_guessers_nothing_back(house: House, failures: Failures) -> None:
    from_everywhere(failures)
    house.wait(3600)
    for number in range(CEILING - 1):
        failures.attempt(LOGIN, b"bot %d" % number)
    for _ in range(3):
        failures.attempt(LOGIN, HOME)
        failures.recognised(LOGIN, HOME)
    failures.attempt(LOGIN, b"one bot")
    assert locked_for(house, lambda: failures.attempt(LOGIN, b"another")) == timedelta(hours=1)


def test_an_administrator_lifts_every_lock(house: House, failures: Failures) -> None:
    for _ in range(5):
        failures.attempt(LOGIN, HOME)
    for number in range(CEILING - 5):
        failures.attempt(LOGIN, b"bot %d" % number)
    for source in (HOME, b"elsewhere"):
        assert locked_for(house, partial(failures.attempt, LOGIN, source))
    failures.lift(LOGIN)
    failures.attempt(LOGIN, HOME)
    failures.attempt(LOGIN, b"elsewhere")


def test_rows_that_mean_nothing_any_more_go_away(house: House, failures: Failures) -> None:
    failures.attempt(LOGIN, HOME)
    failures.recognised(LOGIN, HOME)
    failures.attempt(b"another login", HOME)
    counted = {2 * DAY_S + 1: 2, 28 * DAY_S: 1}  # the familiar one stays, then goes too
    for seconds, left in counted.items():
        house.wait(seconds)
        failures.attempt(b"a third login", HOME)
        with house.engine.connect() as db:
            assert db.scalar(select(func.count()).select_from(log_in_source)) == left
            assert db.scalar(select(func.count()).select_from(log_in_total)) == 1


def test_no_address_is_stored_and_forgetting_takes_all(staffed: House) -> None:
    begun = staffed.log_in()
    with pytest.raises(BadLogin):
        run(staffed.identity.staff.log_in("dispatcher1", "not this one", STRANGER))
    assert ADDRESS not in staffed.stored()
    assert STRANGER not in staffed.stored()
    staffed.identity.forget(begun.signed.pseudonym)
    with staffed.engine.connect() as db:
        for table in (log_in_source, log_in_total):
            assert db.scalar(select(func.count()).select_from(table)) == 0

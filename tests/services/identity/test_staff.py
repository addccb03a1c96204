"""Staff log in with a password of their own, guessing gets slower, and admins can help."""

import asyncio
from datetime import timedelta

import pytest

from services.identity.accounts import Kind
from services.identity.refusals import (
    AccountDisabled,
    AccountLocked,
    BadLogin,
    LoginTaken,
    PasswordChangeNeeded,
    UnfitLogin,
    UnknownLogin,
    WeakPassword,
)
from services.identity.sessions import SignedIn
from services.limits import Limited, Limits, Rate, RateLimited
from tests.services.identity.conftest import ADDRESS, OWN_WORDS, House, run

NEW = "the lamp is lit again"
WRONG = "not this one at all"


def change(house: House, old: str, new: str = NEW) -> SignedIn:
    return run(house.identity.staff.change_password("dispatcher1", old, new, ADDRESS))


def fail(house: House, times: int, login: str = "dispatcher1") -> None:
    for _ in range(times):
        with pytest.raises(BadLogin):
            house.log_in(login, WRONG)


def locked_for(house: House, login: str = "dispatcher1", password: str = WRONG) -> timedelta:
    with pytest.raises(AccountLocked) as told:
        house.log_in(login, password)
    return told.value.until - house.hands.now


def test_a_member_of_staff_logs_in_in_any_case(staffed: House) -> None:
    begun = staffed.log_in(" Dispatcher1 ")
    assert begun.signed.kind is Kind.STAFF
    assert staffed.identity.sessions.session(begun.token) == begun.signed
    assert staffed.identity.accounts.logins([begun.signed.pseudonym, "0" * 32]) == {
        begun.signed.pseudonym: "dispatcher1"
    }


def test_a_wrong_password_and_an_unknown_login_say_the_same(staffed: House) -> None:
    for login in ("dispatcher1", "nobody", "", "小哥", "a\0b", "\ud800", "x" * 999):
        with pytest.raises(BadLogin):
            staffed.log_in(login, WRONG)


@pytest.mark.parametrize("login", ["dispatcher1", "nobody"])
def test_five_failures_lock_a_login_known_or_not_and_each_more_locks_longer(
    staffed: House, login: str
) -> None:
    fail(staffed, 5, login)
    assert locked_for(staffed, login) == timedelta(minutes=15)
    for minutes in (15, 30, 60):
        assert locked_for(staffed, login, OWN_WORDS) == timedelta(minutes=minutes)
        staffed.wait(minutes * 60)
        fail(staffed, 1, login)


def test_after_the_lock_the_owner_gets_in_and_the_count_starts_anew(staffed: House) -> None:
    fail(staffed, 5)
    assert locked_for(staffed, password=OWN_WORDS)
    staffed.wait(15 * 60)
    assert staffed.log_in()
    fail(staffed, 4)
    assert staffed.log_in()


def test_guesses_at_the_same_moment_are_all_counted(staffed: House) -> None:
    other = staffed.another()

    async def all_at_once() -> list[SignedIn | BaseException]:
        both = (staffed.identity.staff, other.staff) * 6
        tries = [one.log_in("dispatcher1", WRONG, ADDRESS) for one in both]
        return await asyncio.gather(*tries, return_exceptions=True)

    outcomes = run(all_at_once())
    other.close()
    assert sum(isinstance(one, BadLogin) for one in outcomes) == 5
    assert sum(isinstance(one, AccountLocked) for one in outcomes) == 7


def test_a_one_time_password_opens_nothing_but_the_choice_of_an_own_one(house: House) -> None:
    made = run(house.identity.staff.add("Dispatcher1"))
    assert made.login == "dispatcher1"
    assert made.one_time_password is not None
    with pytest.raises(PasswordChangeNeeded):
        house.log_in(password=made.one_time_password)
    begun = change(house, made.one_time_password)
    assert begun.signed.pseudonym == made.pseudonym
    assert house.log_in(password=NEW)


def test_a_one_time_password_is_good_for_a_week(house: House) -> None:
    first = run(house.identity.staff.add("dispatcher1")).one_time_password or ""
    house.wait(7 * 86_400)
    with pytest.raises(BadLogin):
        house.log_in(password=first)
    with pytest.raises(BadLogin):
        change(house, first)


def test_a_change_ends_every_session_but_the_new_one(staffed: House) -> None:
    old = staffed.log_in()
    new = change(staffed, OWN_WORDS)
    assert staffed.identity.sessions.session(old.token) is None
    assert staffed.identity.sessions.session(new.token) == new.signed
    with pytest.raises(BadLogin):
        staffed.log_in()
    assert staffed.log_in(password=NEW)


def test_a_change_needs_the_old_password_and_counts_as_a_guess(staffed: House) -> None:
    for _ in range(5):
        with pytest.raises(BadLogin):
            change(staffed, WRONG)
    with pytest.raises(AccountLocked):
        change(staffed, OWN_WORDS)


def test_of_two_changes_at_once_one_wins(staffed: House) -> None:
    async def both() -> list[SignedIn | BaseException]:
        staff = staffed.identity.staff
        changes = [
            staff.change_password("dispatcher1", OWN_WORDS, f"{NEW} {turn}", ADDRESS)
            for turn in range(2)
        ]
        return await asyncio.gather(*changes, return_exceptions=True)

    outcomes = run(both())
    assert sum(isinstance(one, SignedIn) for one in outcomes) == 1
    assert sum(isinstance(one, BadLogin) for one in outcomes) == 1


def test_a_weak_new_password_is_refused_before_the_old_one_is_tried(staffed: House) -> None:
    for new, rule in (("short", "short"), (OWN_WORDS, "same"), ("dispatcher1!", "login")):
        with pytest.raises(WeakPassword) as told:
            change(staffed, OWN_WORDS, new)
        assert told.value.rule == rule
    fail(staffed, 4)
    assert staffed.log_in()


def test_a_reset_ends_sessions_lifts_the_lock_and_asks_for_a_new_password(staffed: House) -> None:
    begun = staffed.log_in()
    fail(staffed, 5)
    drawn = run(staffed.identity.staff.reset_password("dispatcher1"))
    assert staffed.identity.sessions.session(begun.token) is None
    with pytest.raises(BadLogin):
        staffed.log_in()
    with pytest.raises(PasswordChangeNeeded):
        staffed.log_in(password=drawn)
    assert change(staffed, drawn)


def test_a_disabled_account_is_told_so_only_with_its_password(staffed: House) -> None:
    begun = staffed.log_in()
    run(staffed.identity.staff.set_disabled(begun.signed.pseudonym, disabled=True))
    assert staffed.identity.sessions.session(begun.token) is None
    fail(staffed, 1)
    with pytest.raises(AccountDisabled):
        staffed.log_in()
    with pytest.raises(AccountDisabled):
        run(staffed.identity.staff.token("dispatcher1"))
    run(staffed.identity.staff.set_disabled(begun.signed.pseudonym, disabled=False))
    assert staffed.log_in()


def test_the_command_line_gets_a_token_without_a_password(staffed: House) -> None:
    begun = run(staffed.identity.staff.token("dispatcher1"))
    assert staffed.identity.sessions.session(begun.token) == begun.signed
    for unknown in (staffed.identity.staff.token, staffed.identity.staff.reset_password):
        with pytest.raises(UnknownLogin):
            run(unknown("nobody"))


def test_a_login_is_taken_once_and_has_a_form(staffed: House) -> None:
    with pytest.raises(LoginTaken):
        run(staffed.identity.staff.add("DISPATCHER1", OWN_WORDS))
    for login in ("", "1a", "a", "a b", "张三", "a" * 33):
        with pytest.raises(UnfitLogin):
            run(staffed.identity.staff.add(login, OWN_WORDS))
    with pytest.raises(WeakPassword):
        run(staffed.identity.staff.add("dispatcher2", "short"))


def test_one_address_has_so_many_log_ins(staffed: House) -> None:
    staff = staffed.identity.staff
    staff._limits = Limits({Limited.LOG_INS: Rate(1, 60)}, staffed.hands.monotonic)  # noqa: SLF001 - fewer than anyone would set
    assert staffed.log_in()
    with pytest.raises(RateLimited):
        staffed.log_in()


def test_no_password_or_token_is_stored_or_shown(staffed: House) -> None:
    begun = staffed.log_in()
    made = run(staffed.identity.staff.add("dispatcher2"))
    assert begun.token not in staffed.stored() + repr(begun)
    assert OWN_WORDS not in staffed.stored()
    assert made.one_time_password is not None
    assert made.one_time_password not in staffed.stored() + repr(made)

"""A token speaks for somebody until it ends, is taken back, or its time is over."""

from datetime import datetime
from typing import Any

import pytest
from sqlalchemy import event, select
from sqlalchemy.exc import OperationalError

from services.identity.refusals import AccountDisabled, BadLogin
from services.identity.sessions import Sessions
from services.identity.tables import account, login_session
from tests.services.identity.conftest import ADDRESS, House, run

HOUR = 3600


def row(house: House) -> Any:
    with house.engine.connect() as db:
        return db.execute(select(login_session)).one()


def test_a_token_that_was_never_given_is_nobodys(staffed: House) -> None:
    staffed.log_in()
    for token in ("", "x", "x" * 43, "y" * 44, "é" * 43, "x" * 42 + "\n"):
        assert staffed.identity.sessions.session(token) is None


def test_every_single_change_of_a_token_makes_it_nobodys(staffed: House) -> None:
    token = staffed.log_in().token
    for at in range(len(token) - 1):  # four bits of the last character mean nothing
        other = token[:at] + ("A" if token[at] != "A" else "B") + token[at + 1 :]
        assert staffed.identity.sessions.session(other) is None


def test_an_ended_session_is_over_at_once_here_and_within_seconds_elsewhere(
    staffed: House,
) -> None:
    other = staffed.another()
    begun = staffed.log_in()
    assert other.sessions.session(begun.token) == begun.signed
    assert staffed.identity.sessions.session(begun.token) == begun.signed
    staffed.identity.sessions.end(begun.token)
    staffed.identity.sessions.end(begun.token)
    assert staffed.identity.sessions.session(begun.token) is None
    staffed.wait(3)
    assert other.sessions.session(begun.token) is None
    other.close()


def test_ending_one_leaves_others_and_ending_all_leaves_other_people(staffed: House) -> None:
    sessions = staffed.identity.sessions
    first, second = staffed.log_in(), staffed.log_in()
    rider = staffed.sign_in()
    sessions.end(first.token)
    assert sessions.session(second.token) == second.signed
    sessions.end_all(second.signed.pseudonym)
    assert sessions.session(second.token) is None
    assert sessions.session(rider.token) == rider.signed


def test_a_session_ends_by_itself_and_does_not_revive_when_the_clock_is_set_back(
    staffed: House,
) -> None:
    sessions = staffed.identity.sessions
    begun = staffed.log_in()
    staffed.wait(720 * HOUR - 1)
    assert sessions.session(begun.token) == begun.signed
    staffed.wait(1)
    assert sessions.session(begun.token) is None
    staffed.wait(-HOUR)
    assert sessions.session(begun.token) is None


def test_a_second_look_within_seconds_asks_no_database(staffed: House) -> None:
    sessions = staffed.identity.sessions
    begun = staffed.log_in()
    sessions.session(begun.token)
    asked: list[str] = []

    def count(*call: Any) -> None:
        asked.append(call[2])

    event.listen(staffed.engine, "before_cursor_execute", count)
    assert sessions.session(begun.token) == begun.signed
    assert not asked
    staffed.wait(3)
    assert sessions.session(begun.token) == begun.signed
    assert asked


def test_what_was_read_before_an_end_is_not_remembered_after_it(
    staffed: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    sessions = staffed.identity.sessions
    begun = staffed.log_in()
    read = Sessions._read  # noqa: SLF001 - the moment between reading and remembering

    def slow_read(self: Sessions, names: set[bytes], now: datetime) -> Any:
        found = read(self, names, now)
        self.end(begun.token)  # just after the row was read
        return found

    monkeypatch.setattr(Sessions, "_read", slow_read)
    sessions.session(begun.token)
    monkeypatch.undo()
    assert sessions.session(begun.token) is None


def test_a_session_does_not_begin_for_an_account_that_changed_meanwhile(staffed: House) -> None:
    accounts, sessions = staffed.identity.accounts, staffed.identity.sessions
    before = accounts.by_login("dispatcher1")
    assert before is not None
    run(staffed.identity.staff.reset_password("dispatcher1"))
    with pytest.raises(BadLogin):
        sessions.start(before)
    now = accounts.by_login("dispatcher1")
    assert now is not None
    with sessions.ending_all(now.pseudonym) as db:
        db.execute(account.update().values(disabled=True))
    with pytest.raises(AccountDisabled):
        sessions.start(now)
    staffed.identity.forget(now.pseudonym)
    with pytest.raises(BadLogin):
        sessions.start(now)


def test_when_somebody_was_last_seen_is_kept_by_the_hour(staffed: House) -> None:
    begun = staffed.log_in()
    staffed.wait(1.5 * HOUR)
    staffed.identity.sessions.session(begun.token)
    first = row(staffed).last_seen
    staffed.wait(2 * HOUR)
    staffed.identity.sessions.session(begun.token)
    assert first % (HOUR * 10**6) == row(staffed).last_seen % (HOUR * 10**6) == 0
    assert row(staffed).last_seen == first + 3 * HOUR * 10**6


def test_rows_of_sessions_long_over_go_away(staffed: House) -> None:
    staffed.log_in()
    staffed.wait((720 + 30 * 24) * HOUR + 1)
    begun = run(staffed.identity.staff.log_in("dispatcher1", "a kerb of granite", ADDRESS))
    assert row(staffed).pseudonym == begun.signed.pseudonym


def test_what_is_remembered_of_a_token_ends_with_it_and_with_its_time(staffed: House) -> None:
    sessions = staffed.identity.sessions
    first, second, third = staffed.log_in(), staffed.log_in(), staffed.log_in()
    assert sessions.remembered(first.token) is None  # nobody has read it yet
    for one in (first, second, third):
        assert sessions.session(one.token) == sessions.remembered(one.token) == one.signed

    sessions.end(first.token)
    assert sessions.remembered(first.token) is None
    assert sessions.remembered(second.token) == second.signed
    staffed.wait(3)
    assert sessions.remembered(second.token) is None
    assert sessions.session(third.token) == third.signed
    sessions.end_all(third.signed.pseudonym)
    assert sessions.remembered(third.token) is None


def test_many_tokens_are_looked_up_in_one_read(staffed: House) -> None:
    sessions = staffed.identity.sessions
    first, second, over = staffed.log_in(), staffed.sign_in(), staffed.log_in()
    sessions.end(over.token)
    assert sessions.session(second.token) == second.signed
    reads: list[str] = []
    event.listen(staffed.engine, "before_cursor_execute", lambda *said: reads.append(said[2]))
    asked = [first.token, "x", second.token, over.token, "y" * 43, first.token]
    assert sessions.several(asked) == [first.signed, None, second.signed, None, None, first.signed]
    assert sessions.several([first.token]) == [first.signed]
    assert sessions.several([]) == []
    assert sum("SELECT" in read for read in reads) == 1


def test_what_is_noted_on_the_way_is_each_sessions_own(staffed: House) -> None:
    sessions = staffed.identity.sessions
    over = staffed.log_in()
    staffed.wait(719 * HOUR)
    late = staffed.log_in()
    staffed.wait(1.5 * HOUR)
    recent = staffed.log_in()
    staffed.wait(0.5 * HOUR)
    asked = [over.token, late.token, recent.token]
    assert sessions.several(asked) == [None, late.signed, recent.signed]
    with staffed.engine.connect() as db:
        by_time = login_session.c.created_at
        rows = db.execute(select(login_session).order_by(by_time)).all()
    assert [one.revoked_at is None for one in rows] == [False, True, True]
    assert rows[1].last_seen == rows[2].last_seen + HOUR * 10**6


def test_what_cannot_be_noted_keeps_nobody_out(
    staffed: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    sessions = staffed.identity.sessions
    over = staffed.log_in()
    staffed.wait(718 * HOUR)
    late = staffed.log_in()
    staffed.wait(3 * HOUR)

    def full(*_: object) -> None:
        raise OperationalError("begin", {}, Exception("the disk is full"))

    monkeypatch.setattr(staffed.engine, "begin", full)
    assert sessions.several([over.token, late.token]) == [None, late.signed]

"""A rider signs in with a code, agrees once, and keeps one pseudonym for ever."""

import asyncio
from collections.abc import Callable
from datetime import timedelta

import pytest
from structlog.testing import capture_logs

from domain.people import Person, Rider, RiderConsented, RiderRegistered
from domain.streams import rider_stream
from services.identity.accounts import Kind
from services.identity.consent import CONSENT_TEXT
from services.identity.refusals import (
    AccountDisabled,
    BadCode,
    BadPhone,
    ConsentNeeded,
    LoginTaken,
    UnfitLogin,
    UnknownRider,
)
from services.identity.sessions import SignedIn
from services.telling.quiet import NEVER, USUAL
from tests.services.identity.conftest import ADDRESS, PHONE, House, run

OTHER = "+8613900139000"


def test_the_first_time_registers_and_records_the_consent(house: House) -> None:
    begun = house.sign_in()
    pseudonym = begun.signed.pseudonym
    registered, consented = (step.event for step in house.app.opened(rider_stream(pseudonym)))
    assert isinstance(registered, RiderRegistered)
    assert registered.rider == registered.by == pseudonym
    assert registered.person is not None
    assert registered.person.value == Person(phone=PHONE)
    assert consented == RiderConsented(by=pseudonym, text=CONSENT_TEXT, language="zh")
    assert begun.signed.kind is Kind.RIDER
    assert begun.signed.expires_at == house.hands.now + timedelta(hours=720)
    assert house.identity.sessions.session(begun.token) == begun.signed


def test_the_next_time_is_the_same_rider_and_no_news(house: House) -> None:
    first = house.sign_in()
    house.wait(60)
    again = house.sign_in(consent=None)
    assert again.signed.pseudonym == first.signed.pseudonym
    assert again.token != first.token
    assert house.app.load(Rider, rider_stream(first.signed.pseudonym)).version == 2


def test_two_phones_are_two_riders(house: House) -> None:
    assert house.sign_in().signed.pseudonym != house.sign_in(OTHER).signed.pseudonym


@pytest.mark.parametrize(
    ("consent", "language"), [(None, "zh"), ("privacy-0", "zh"), (CONSENT_TEXT, "fr")]
)
def test_without_consent_to_the_current_terms_nothing_is_kept_and_the_code_stays_good(
    house: House, consent: str | None, language: str
) -> None:
    code = house.code()
    with pytest.raises(ConsentNeeded) as told:
        run(house.identity.riders.sign_in(PHONE, code, consent, language))
    assert told.value.text == CONSENT_TEXT
    assert house.app.event_log.head().size == 0
    assert house.identity.accounts.by_phone(PHONE) is None
    assert run(house.identity.riders.sign_in(PHONE, code, CONSENT_TEXT, "en"))


def test_who_agreed_is_known_by_phone_and_nobody_else(house: House) -> None:
    riders = house.identity.riders
    known = house.sign_in().signed.pseudonym
    assert run(riders.known("138-0013-8000")) == known
    with pytest.raises(BadPhone):
        run(riders.known("12"))
    with pytest.raises(UnknownRider):
        run(riders.known(OTHER))
    house.identity.accounts.rider(OTHER, lambda: "ab" * 16)  # and no word of consent
    with pytest.raises(UnknownRider):
        run(riders.known(OTHER))


def test_a_wrong_code_lets_nobody_in_whatever_was_agreed(house: House) -> None:
    wrong = f"{(int(house.code()) + 1) % 10**6:06}"
    with pytest.raises(BadCode):
        run(house.identity.riders.sign_in(PHONE, wrong, CONSENT_TEXT, "zh"))


def test_a_known_and_an_unknown_phone_are_answered_alike(house: House) -> None:
    house.sign_in()
    house.wait(60)
    known, unknown = house.ask(PHONE), house.ask(OTHER)
    assert known == unknown
    assert known.again_at == house.hands.now + timedelta(minutes=1)
    assert known.expires_at == house.hands.now + timedelta(minutes=5)


def test_a_phone_that_asked_just_now_is_answered_as_any_other_and_sent_nothing(
    house: House,
) -> None:
    code = house.code()
    house.sender.codes.clear()
    house.wait(30)
    assert house.ask(PHONE) == house.ask(OTHER)
    assert set(house.sender.codes) == {OTHER}
    assert run(house.identity.riders.sign_in(PHONE, code, CONSENT_TEXT, "zh"))


def test_a_code_goes_out_after_the_answer_and_a_broken_gateway_is_told_to_the_journal(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    errands: list[Callable[[], None]] = []
    assert run(house.identity.riders.request_code(PHONE, ADDRESS, errands.append))
    assert not house.sender.codes

    def broken(phone: str, code: str) -> None:
        raise ConnectionError(phone, code)

    monkeypatch.setattr(house.sender, "send", broken)
    with capture_logs() as said:
        errands[0]()
    assert said == [{"event": "code not sent", "error": "ConnectionError", "log_level": "error"}]


def test_a_text_that_is_no_phone_is_refused_before_anything(house: House) -> None:
    with pytest.raises(BadPhone):
        house.ask("12345")
    with pytest.raises(BadPhone):
        run(house.identity.riders.sign_in("12345", "000000", CONSENT_TEXT, "zh"))
    assert not house.sender.codes


def test_of_many_sign_ins_with_one_code_one_wins(house: House) -> None:
    code = house.code()

    async def all_at_once() -> list[SignedIn | BaseException]:
        riders = house.identity.riders
        tries = [riders.sign_in(PHONE, code, CONSENT_TEXT, "zh") for _ in range(8)]
        return await asyncio.gather(*tries, return_exceptions=True)

    outcomes = run(all_at_once())
    winners = [one for one in outcomes if isinstance(one, SignedIn)]
    assert len(winners) == 1
    assert all(isinstance(one, BadCode) for one in outcomes if one not in winners)


def test_first_sign_ins_of_one_phone_in_two_processes_make_one_rider(house: House) -> None:
    other = house.another()

    async def all_at_once() -> list[str]:
        both = (house.identity.riders, other.riders) * 4
        return await asyncio.gather(*(one.enrol(PHONE, CONSENT_TEXT, "zh") for one in both))

    pseudonyms = set(run(all_at_once()))
    other.close()
    assert len(pseudonyms) == 1
    assert house.app.event_log.head().size == 2


def test_a_crash_between_account_and_events_is_mended_by_the_next_sign_in(house: House) -> None:
    account = house.identity.accounts.rider(PHONE, lambda: "c" * 32)
    code = house.code()
    with pytest.raises(ConsentNeeded):
        run(house.identity.riders.sign_in(PHONE, code, None, "zh"))
    begun = run(house.identity.riders.sign_in(PHONE, code, CONSENT_TEXT, "zh"))
    assert begun.signed.pseudonym == account.pseudonym
    assert house.app.load(Rider, rider_stream(account.pseudonym)).version == 2


def test_a_disabled_rider_is_refused_and_may_come_back(house: House) -> None:
    begun = house.sign_in()
    who = begun.signed.pseudonym
    run(house.identity.staff.set_disabled(who, disabled=True))
    assert house.identity.sessions.session(begun.token) is None
    house.wait(60)
    with pytest.raises(AccountDisabled):
        house.sign_in()
    run(house.identity.staff.set_disabled(who, disabled=False))
    house.wait(60)
    assert house.sign_in().signed.pseudonym == who


def test_a_demo_rider_has_a_login_for_the_command_line(house: House) -> None:
    riders = house.identity.riders
    who = run(riders.enrol(PHONE, CONSENT_TEXT, "zh", "Rider1"))
    assert run(riders.enrol(PHONE, CONSENT_TEXT, "zh", "rider1")) == who
    assert run(house.identity.staff.token("rider1")).signed.pseudonym == who
    with pytest.raises(LoginTaken):
        run(riders.enrol(OTHER, CONSENT_TEXT, "zh", "rider1"))
    with pytest.raises(UnfitLogin):
        run(riders.enrol(OTHER, CONSENT_TEXT, "zh", "小哥"))
    with pytest.raises(ConsentNeeded):
        run(riders.enrol(OTHER, "privacy-0", "zh", "rider2"))


def test_forgetting_leaves_no_way_from_the_phone_to_the_pseudonym(house: House) -> None:
    begun = house.sign_in()
    who, telling = begun.signed.pseudonym, house.identity.telling
    telling.marks.move(who, 7)
    telling.quiet.choose(who, NEVER)
    house.identity.forget(who)
    house.identity.forget(who)
    assert (telling.marks.read_to(who), telling.quiet.of(who)) == (0, USUAL)
    assert house.identity.sessions.session(begun.token) is None
    assert house.identity.accounts.by_phone(PHONE) is None
    assert house.stored().count(who) == 1  # the row of its key, which erasure empties
    assert house.sign_in().signed.pseudonym != who

"""A code is good for five minutes, five guesses and one use, and is not sent too often."""

import pytest
from sqlalchemy import func, select

from domain.errors import Refused
from services.identity.codes import Codes
from services.identity.refusals import BadCode
from services.identity.tables import one_time_code
from tests.services.identity.conftest import House

PHONE = b"a phone"
RIGHT = "000042"
WRONG = "000043"


@pytest.fixture
def codes(house: House) -> Codes:
    return Codes(house.engine, b"secret", house.hands.clock, 3, lambda _: 42)


def test_a_code_has_six_digits(codes: Codes) -> None:
    assert codes.issue(PHONE) == RIGHT


def test_a_code_that_is_no_good_is_refused_alike_whatever_became_of_it(
    house: House, codes: Codes
) -> None:
    old, used, guessed, fresh, unheard = (b"phone %d" % number for number in range(5))
    codes.issue(old)
    house.wait(300)
    for phone in (used, guessed, fresh):
        codes.issue(phone)
    codes.take(used, codes.check(used, RIGHT))
    answers = set()
    for guess, phones in ((WRONG, (guessed,) * 5), (WRONG, (fresh,)), (RIGHT, (guessed,))):
        answers |= {refusal(codes, phone, guess) for phone in phones}
    for guess in (RIGHT, WRONG):
        answers |= {refusal(codes, phone, guess) for phone in (old, used, unheard, unheard)}
    assert answers == {(BadCode, str(BadCode()))}


def refusal(codes: Codes, phone: bytes, guess: str) -> tuple[type[Refused], str]:
    with pytest.raises(Refused) as told:
        codes.check(phone, guess)
    return type(told.value), str(told.value)


def test_guesses_before_the_code_was_asked_for_do_it_no_harm(codes: Codes) -> None:
    for _ in range(6):
        refusal(codes, PHONE, "")
    assert codes.issue(PHONE) == RIGHT
    assert codes.check(PHONE, RIGHT)


def test_a_code_serves_once(codes: Codes) -> None:
    codes.issue(PHONE)
    issue = codes.check(PHONE, f" {RIGHT}\n")
    codes.take(PHONE, issue)
    with pytest.raises(BadCode):
        codes.take(PHONE, issue)
    with pytest.raises(BadCode):
        codes.check(PHONE, RIGHT)


def test_the_code_of_one_phone_is_not_good_for_another(codes: Codes) -> None:
    codes.issue(PHONE)
    with pytest.raises(BadCode):
        codes.check(b"another phone", RIGHT)


def test_five_wrong_guesses_void_it_even_for_the_right_one(codes: Codes) -> None:
    codes.issue(PHONE)
    for guess in (WRONG, "", "４２", "x" * 5000, "\ud800"):
        with pytest.raises(BadCode):
            codes.check(PHONE, guess)
    with pytest.raises(BadCode):
        codes.check(PHONE, RIGHT)


def test_right_guesses_are_not_counted(codes: Codes) -> None:
    codes.issue(PHONE)
    assert len({codes.check(PHONE, RIGHT) for _ in range(9)}) == 1


def test_an_expired_code_does_not_revive_when_the_clock_is_set_back(
    house: House, codes: Codes
) -> None:
    codes.issue(PHONE)
    house.wait(299)
    assert codes.check(PHONE, RIGHT)
    house.wait(1)
    for moved in (0, -200):
        house.wait(moved)
        with pytest.raises(BadCode):
            codes.check(PHONE, RIGHT)


def test_a_new_code_voids_the_one_before_and_its_count(house: House, codes: Codes) -> None:
    codes.issue(PHONE)
    old = codes.check(PHONE, RIGHT)
    with pytest.raises(BadCode):
        codes.check(PHONE, WRONG)
    house.wait(60)
    codes.issue(PHONE)
    with pytest.raises(BadCode):
        codes.take(PHONE, old)
    codes.take(PHONE, codes.check(PHONE, RIGHT))


def test_a_phone_waits_a_minute_and_has_so_many_an_hour(house: House, codes: Codes) -> None:
    for _ in range(3):
        assert codes.issue(PHONE)
        house.wait(59.5)
        assert codes.issue(PHONE) is None
        house.wait(0.5)
    assert codes.issue(PHONE) is None
    assert codes.issue(b"another phone")
    house.wait(3600 - 180 - 1)
    assert codes.issue(PHONE) is None
    house.wait(1)
    assert codes.issue(PHONE)
    assert codes.issue(PHONE) is None


def test_asking_again_too_early_leaves_the_last_code_as_it_is(house: House, codes: Codes) -> None:
    codes.issue(PHONE)
    house.wait(59)
    assert codes.issue(PHONE) is None
    codes.take(PHONE, codes.check(PHONE, RIGHT))


def test_rows_of_phones_that_are_heard_of_no_more_go_away(house: House, codes: Codes) -> None:
    for number in range(5):
        codes.issue(bytes([number]))
    house.wait(3601)
    codes.issue(PHONE)
    with house.engine.connect() as db:
        assert db.scalar(select(func.count()).select_from(one_time_code)) == 1


def test_neither_code_nor_phone_is_stored(house: House) -> None:
    codes = Codes(house.engine, b"secret", house.hands.clock, 3, lambda _: 918273)
    code = codes.issue(house.identity.accounts.phone_lookup("+8613800138000"))
    assert code == "918273"
    assert code not in house.stored()
    assert "13800138000" not in house.stored()

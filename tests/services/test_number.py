"""A report's number survives being read aloud, and a slip never leads to another report."""

from collections import Counter
from random import Random

import pytest
from hypothesis import assume, given
from hypothesis import strategies as some

from services.number import BadNumber, new_number, parse

LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
CHECKS = LETTERS + "*~$=U"


def chance(seed: int) -> Random:
    return Random(seed)  # noqa: S311 - the same draws in every run, on purpose


numbers = some.integers(0, 2**32).map(lambda seed: new_number(chance(seed).getrandbits))
places = some.integers(0, 8)


def test_a_worked_example_of_the_published_check() -> None:
    assert new_number(lambda _: 1234) == "0000016JD"  # 1234 is 16J; 1234 mod 37 is 13


@given(numbers)
def test_every_number_is_read_back_as_it_is(number: str) -> None:
    assert parse(number) == number
    assert len(number) == 9
    assert set(number) <= set(LETTERS)


@given(numbers, some.sets(some.integers(1, 8)), some.sampled_from(["-", " "]))
def test_case_gaps_and_lookalikes_do_not_matter(number: str, gaps: set[int], gap: str) -> None:
    for sloppy in (number.lower(), number.replace("0", "O"), number.replace("1", "i")):
        written = "".join(gap * (at in gaps) + letter for at, letter in enumerate(sloppy))
        assert parse(f" {written}\n") == number
    assert parse(number.replace("1", "l")) == number


@given(numbers, places, some.sampled_from(CHECKS))
def test_any_single_wrong_character_shows(number: str, at: int, wrong: str) -> None:
    assume(number[at] != wrong)
    with pytest.raises(BadNumber):
        parse(number[:at] + wrong + number[at + 1 :])


@given(numbers, places, places)
def test_any_two_characters_exchanged_show(number: str, one: int, other: int) -> None:
    assume(number[one] != number[other])
    letters = list(number)
    letters[one], letters[other] = letters[other], letters[one]
    with pytest.raises(BadNumber):
        parse("".join(letters))


@given(numbers, places)
def test_a_missing_or_doubled_character_shows(number: str, at: int) -> None:
    for length in (number[:at] + number[at + 1 :], number[:at] + number[at] + number[at:]):
        with pytest.raises(BadNumber):
            parse(length)


@pytest.mark.parametrize(
    "text", ["", "-", "0", "0000016J", "0000016JDD", "0000016J!", "０000016JD", "0000U16JD", "ß"]
)
def test_what_is_no_number_is_refused_whatever_it_is(text: str) -> None:
    with pytest.raises(BadNumber):
        parse(text)


@given(some.text(max_size=12))
def test_no_text_does_anything_but_parse_or_be_refused(text: str) -> None:
    try:
        number = parse(text)
    except BadNumber:
        return
    assert parse(number) == number


def test_a_draw_with_a_sign_at_its_end_is_not_used() -> None:
    draws = iter([32, 33, 34, 35, 36, 37])
    assert new_number(lambda bits: next(draws) if bits == 40 else 0) == "000000150"


def test_numbers_are_drawn_evenly() -> None:
    draws = chance(20)
    many = [new_number(draws.getrandbits) for _ in range(4000)]
    assert len(set(many)) == 4000
    assert all(60 < seen < 200 for seen in Counter(one[0] for one in many).values())

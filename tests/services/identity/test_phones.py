"""A phone number is written in many ways, found in one, and shown to nobody."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from services.identity.phones import lookup, masked, normalise
from services.identity.refusals import BadPhone

NUMBER = "+8613800138000"


@pytest.mark.parametrize(
    "text",
    ["13800138000", "+86 138 0013 8000", "86-138-0013-8000", "0086 13800138000",
     " (+86)13800138000\n", "１３８００１３８０００", "+86\u3000138\u00a00013\u20098000"],
)  # fmt: skip
def test_a_number_has_one_spelling(text: str) -> None:
    assert normalise(text) == NUMBER


@pytest.mark.parametrize(
    "text",
    ["", "1380013800", "138001380000", "12800138000", "23800138000", "+1 2025550100",
     "+85213800138000", "+86+8613800138000", "13800138000x", "1380013800٣", "1" * 5000,
     " " * 39 + "13800138000"],
)  # fmt: skip
def test_what_is_no_mainland_mobile_number_is_refused_and_not_repeated(text: str) -> None:
    with pytest.raises(BadPhone) as told:
        normalise(text)
    assert not text or text not in str(told.value)


@given(some.text(max_size=30))
def test_any_text_has_one_spelling_or_none(text: str) -> None:
    try:
        number = normalise(text)
    except BadPhone:
        return
    assert normalise(number) == number
    assert len(number) == 14


def test_what_a_number_is_found_by_tells_nothing_without_the_secret() -> None:
    found = lookup(b"secret", NUMBER)
    assert len(found) == 32
    assert found == lookup(b"secret", NUMBER)
    assert found not in {lookup(b"another", NUMBER), lookup(b"secret", "+8613800138001")}


def test_the_mask_hides_the_last_digits() -> None:
    assert masked(NUMBER) == "138 0013 ****"

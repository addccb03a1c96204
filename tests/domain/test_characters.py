"""What cannot be seen is no words, and what turns the line round is known."""

import pytest

from domain.characters import seen, turned

FAMILY = "\U0001f468\u200d\U0001f469\u200d\U0001f467"
KEYCAP = "1\ufe0f\u20e3"


@pytest.mark.parametrize(
    "text",
    [
        "王",
        "a",
        " a ",
        "\u200b路\u200b",
        FAMILY,
        KEYCAP,
        "❤\ufe0f",
        "می\u200cروم",
        "\u202d138\u202c",
    ],
)
def test_what_can_be_read_is_seen(text: str) -> None:
    assert seen(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        " \t\n\u3000\u00a0",
        "\ufeff",
        "\u200b\u200c\u200d",
        "\u202e",
        "\u2066\u2069",
        "\u00ad\u2060",
        "\u3164\u115f\uffa0\u2800",
        "\ufe0f",
        "\U000e0041",
        "\x7f\x85",
    ],
    ids=ascii,
)
def test_what_nobody_sees_is_nothing(text: str) -> None:
    assert not seen(text)


@pytest.mark.parametrize(
    "sign", "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069", ids=ascii
)
def test_what_changes_the_direction_turns(sign: str) -> None:
    assert turned(f"a{sign}b")


def test_joiners_and_right_to_left_letters_turn_nothing() -> None:
    assert not any(turned(text) for text in (FAMILY, KEYCAP, "می\u200cروم", "שלום", "ab\u200f"))

"""Ready-made texts: two or three for each use, in both languages, until the city has its own."""

from collections import Counter

import pytest

from domain.templates import DEFAULTS, Template, Use, offered

OWN = Template(use="ask", zh="在哪里？", en="Where?")


def test_every_use_has_two_or_three_texts() -> None:
    assert Counter(text.use for text in DEFAULTS).keys() == set(Use)
    assert set(Counter(text.use for text in DEFAULTS).values()) <= {2, 3}
    assert offered([]) == sorted(DEFAULTS, key=lambda text: list(Use).index(Use(text.use)))


@pytest.mark.parametrize("text", DEFAULTS, ids=lambda text: str(text.en[:30]))
def test_a_text_is_said_in_both_languages(text: Template) -> None:
    assert text.en.isascii()
    assert text.zh.endswith(("。", "？"))


def test_what_the_city_wrote_for_a_use_stands_alone_there() -> None:
    found = offered([OWN, Template(use="sing", zh="啦", en="La")])

    assert [text for text in found if text.use == "ask"] == [OWN]
    assert {text.use for text in found} == set(Use)

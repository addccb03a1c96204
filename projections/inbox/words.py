"""A notice in words: a title and one sentence, in either language."""

from collections.abc import Mapping
from typing import NamedTuple

from projections.inbox.phrases import EARNED, OTHER, OWN, UNNAMED, WORDINGS, WORDS
from projections.inbox.queries import Notice
from projections.timelines.phrases import Phrase
from projections.timelines.words import chosen, fill


class Said(NamedTuple):
    """A notice as it is read."""

    title: str
    text: str


def words(notice: Notice, language: str, names: Mapping[str, str]) -> Said:
    """Say it in Chinese (`zh`) or English (anything else), with the names people know."""
    wording = WORDINGS[notice.kind]
    chinese = language.startswith("zh")
    sentence = wording.text if notice.own else wording.other or wording.text
    facts = notice.facts | {"what": _what(notice, names, chinese=chinese)}
    text = fill(sentence, facts, language, names, WORDS)
    return Said(chosen(wording.title, chinese=chinese), text)


def _what(notice: Notice, names: Mapping[str, str], *, chinese: bool) -> str:
    if notice.number is None or notice.category is None:
        return chosen(UNNAMED, chinese=chinese)
    called: Phrase = OWN if notice.own else OTHER
    if notice.points is not None:
        called = EARNED
    category = names.get(notice.category, notice.category)
    return chosen(called, chinese=chinese).format(category=category, number=notice.number)

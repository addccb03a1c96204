"""An event in one sentence, for people."""

from collections.abc import Mapping
from datetime import datetime, timedelta, timezone
from typing import Any

from projections.timelines.phrases import (
    NO_FLAGS,
    NOBODY,
    PHRASES,
    PROVISIONAL,
    SEVERAL,
    TERMS,
    UNDATED,
    Phrase,
)

CHINA = timezone(timedelta(hours=8))
_MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
_TERM_FIELDS = ("reason", "outcome", "method", "cause", "upheld", "answer")
_PLAIN_FIELDS = ("unit", "level", "stars", "stage", "points", "what", "count")
_NO_NAMES: Mapping[str, str] = {}


def words(
    topic: str,
    facts: Mapping[str, Any],
    language: str = "zh",
    names: Mapping[str, str] = _NO_NAMES,
) -> str:
    """Say what happened, in Chinese (`zh`) or English (anything else).

    `names` gives offices and categories, by code, the names people know; a code without
    a name stays a code. Times are China's.
    """
    return fill(PHRASES[topic], facts, language, names)


def fill(
    phrase: Phrase,
    facts: Mapping[str, Any],
    language: str,
    names: Mapping[str, str] = _NO_NAMES,
    terms: Mapping[str, Phrase] = TERMS,
) -> str:
    """Fill one sentence with facts; `terms` puts the stored words into people's."""
    chinese = language.startswith("zh")
    filled: dict[str, Any] = {
        name: _term(str(facts[name]), terms, chinese=chinese)
        for name in _TERM_FIELDS
        if name in facts
    }
    due = _moment(facts.get("due_at"), chinese=chinese)
    if facts.get("provisional"):
        due += chosen(PROVISIONAL, chinese=chinese)
    flags = [str(one["flag"]) for one in facts.get("flags", [])]
    category, office = str(facts.get("category", "")), facts.get("office")
    filled |= {
        "category": names.get(category, category),
        "office": names.get(office, office) if office else chosen(NOBODY, chinese=chinese),
        "due": due,
        "until": _moment(facts.get("until"), chinese=chinese),
        "flags": chosen(SEVERAL, chinese=chinese).join(flags) or chosen(NO_FLAGS, chinese=chinese),
    }
    filled |= {name: facts[name] for name in _PLAIN_FIELDS if name in facts}
    sentence = chosen(phrase, chinese=chinese).format_map(filled)
    return sentence if chinese else sentence[:1].upper() + sentence[1:]


def chosen(phrase: Phrase, *, chinese: bool) -> str:
    """Choose one of a phrase's languages."""
    return phrase.zh if chinese else phrase.en


def _moment(stored: str | None, *, chinese: bool) -> str:
    if stored is None:
        return chosen(UNDATED, chinese=chinese)
    at = datetime.fromisoformat(stored).astimezone(CHINA)
    if chinese:
        return f"{at.month}月{at.day}日 {at:%H:%M}"
    return f"{at.day} {_MONTHS[at.month - 1]} {at:%H:%M}"


def _term(word: str, terms: Mapping[str, Phrase], *, chinese: bool) -> str:
    known = terms.get(word)
    return word if known is None else chosen(known, chinese=chinese)

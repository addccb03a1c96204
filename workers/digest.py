"""Notices as a message: one as it is, several as one."""

from collections.abc import Mapping, Sequence
from typing import Final

from projections.inbox.queries import Notice
from projections.inbox.words import Said, words
from services.telling.channels import Message, Text

MOST_LINES: Final = 5
_SEVERAL: Final = Text("{} 条新通知", "{} new notices")
_MORE: Final = Text("还有 {} 条", "and {} more")


def message_of(notices: Sequence[Notice], names: Mapping[str, Mapping[str, str]]) -> Message:
    """Put notices, oldest first, into one message in both languages."""
    zh, en = ([words(one, it, names[it]) for one in notices] for it in ("zh", "en"))
    numbers = {one.number for one in notices}
    number = numbers.pop() if len(numbers) == 1 else None
    if len(notices) == 1:
        return Message(Text(zh[0].title, en[0].title), Text(zh[0].text, en[0].text), number)
    count = len(notices)
    title = Text(_SEVERAL.zh.format(count), _SEVERAL.en.format(count))
    return Message(title, Text(_lines(zh, _MORE.zh), _lines(en, _MORE.en)), number)


def _lines(said: Sequence[Said], more: str) -> str:
    """List the newest of them, a line each, and say how many there are beside."""
    lines = [one.text for one in said[-MOST_LINES:]]
    left = len(said) - len(lines)
    return "\n".join([*lines, more.format(left)] if left else lines)

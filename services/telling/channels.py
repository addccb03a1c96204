"""How a notice reaches a rider who is not looking: channels behind one small method.

Web push, SMS and WeChat plug in here: a class with a name and `send`, a line in
CHANNELS, and its name among what the setting `notify` allows.
"""

import sys
from collections.abc import Callable
from enum import StrEnum
from typing import Final, NamedTuple, Protocol, TextIO


class Text(NamedTuple):
    """Words in both languages."""

    zh: str
    en: str


class Message(NamedTuple):
    """What is told: one notice, or several as one; `number` is its only report's."""

    title: Text
    text: Text
    number: str | None


class Recipient(NamedTuple):
    """Who is told. An address, a subscription, a language: what a channel needs it keeps itself."""

    pseudonym: str


class Outcome(StrEnum):
    """What became of a message."""

    DELIVERED = "delivered"
    NOBODY = "nobody"  # the channel has no way to this rider
    LATER = "later"  # it may work another time
    REFUSED = "refused"  # it never will


class Channel(Protocol):
    """Brings messages to riders."""

    @property
    def name(self) -> str:
        """The name under which deliveries are remembered: never changed."""
        ...

    async def send(self, recipient: Recipient, message: Message) -> Outcome:
        """Send a message; what is raised counts as LATER. The same may come twice."""
        ...


class ConsoleChannel:
    """Shows titles to whoever runs the server: for trying out, never for a real city."""

    name = "console"

    def __init__(self, out: TextIO | None = None) -> None:
        self._out = out

    async def send(self, recipient: Recipient, message: Message) -> Outcome:
        """Write one line, to standard error unless told otherwise; no more than the title."""
        title = f"{message.title.zh} · {message.title.en}"
        number = f" ({message.number})" if message.number else ""
        print(f"notice for {recipient.pseudonym}: {title}{number}", file=self._out or sys.stderr)
        return Outcome.DELIVERED


CHANNELS: Final[dict[str, Callable[[], tuple[Channel, ...]]]] = {
    "none": tuple,
    "console": lambda: (ConsoleChannel(),),
}
"""The channels that the setting `notify` chooses from, by name."""

"""How a one-time code reaches a phone: a gateway behind one small method."""

import sys
from collections.abc import Callable
from typing import Final, Protocol, TextIO

from services.identity.phones import masked


class CodeSender(Protocol):
    """Brings a code to a phone. May wait for a network: it is called in a thread."""

    def send(self, phone: str, code: str) -> None:
        """Send `code` to `phone`, spelled +8613800138000."""


class ConsoleSender:
    """Shows the code to whoever runs the server: for trying out, never for a real city."""

    def __init__(self, out: TextIO | None = None) -> None:
        self._out = out

    def send(self, phone: str, code: str) -> None:
        """Write one line, to standard error unless told otherwise; the phone is masked."""
        print(f"one-time code for {masked(phone)}: {code}", file=self._out or sys.stderr)


SENDERS: Final[dict[str, Callable[[], CodeSender]]] = {"console": ConsoleSender}
"""The senders that the setting `code_sender` chooses from, by name."""


class RememberingSender:
    """Keeps the last code of each phone, so that a demo or a test can sign in."""

    def __init__(self) -> None:
        self.codes: dict[str, str] = {}

    def send(self, phone: str, code: str) -> None:
        """Remember `code`."""
        self.codes[phone] = code

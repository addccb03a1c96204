"""People at a real server: each call ends well, refused, or unknown, and is written down."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException, HTTPResponse
from threading import Lock
from typing import Any, NamedTuple

from services.commands import Command
from tests.faults.city import City

ANSWER_S = 60.0


class Answer(NamedTuple):
    """What a server said."""

    status: int
    position: int  # in the log, of what the call led to; 0 where nothing was written
    body: dict[str, Any]

    @property
    def good(self) -> bool:
        """Whether it was done."""
        return self.status < 300

    @property
    def code(self) -> str:
        """The status, or the problem's code."""
        return str(self.status) if self.good else str(self.body["code"])


@dataclass
class Call:
    """A wish; without an answer nobody knows what became of it."""

    login: str
    route: str  # as the API names it
    path: str
    key: str
    wish: object  # bytes are sent as they are
    answer: Answer | None = None
    tries: int = 0

    def command(self, city: City) -> bytes:
        """Name the command this call asks for."""
        return Command.of(city.people[self.login], self.route, self.key, b"").id


@dataclass
class Diary:
    """Every call of a test."""

    calls: list[Call] = field(default_factory=list)
    _lock: Lock = field(default_factory=Lock)

    def write(self, call: Call) -> Call:
        """Take note of a call before it is made."""
        with self._lock:
            self.calls.append(call)
        return call

    @property
    def unknown(self) -> list[Call]:
        """The calls that have no answer yet."""
        return [call for call in self.calls if call.answer is None]


class Line:
    """One connection to a server, opened anew where it broke."""

    def __init__(self, city: City, address: str) -> None:
        self._city = city
        self._line = self._to(address)

    def reach(self, address: str) -> None:
        """Call somebody else from now on."""
        self._line.close()
        self._line = self._to(address)

    def make(self, call: Call) -> Answer | None:
        """Make a call; None, and no answer in it, where the connection broke."""
        call.tries += 1
        raw = isinstance(call.wish, bytes)
        kind = "image/jpeg" if raw else "application/json"
        headers = self._city.headers(call.login, call.key) | {"Content-Type": kind}
        body = call.wish if isinstance(call.wish, bytes) else json.dumps(call.wish).encode()
        try:
            call.answer = self._asked("POST", call.path, body, headers)
        except (OSError, HTTPException):
            self._line.close()
        return call.answer

    def close(self) -> None:
        """Hang up."""
        self._line.close()

    @staticmethod
    def _to(address: str) -> HTTPConnection:
        return HTTPConnection(address.removeprefix("http://"), timeout=ANSWER_S)

    def _asked(self, method: str, path: str, body: bytes, headers: Mapping[str, str]) -> Answer:
        self._line.request(method, path, body, dict(headers))
        return self._heard(self._line.getresponse())

    def _heard(self, got: HTTPResponse) -> Answer:
        text = got.read()
        found = "json" in got.headers.get("Content-Type", "")
        said = json.loads(text) if found else {"code": text.decode()}
        return Answer(got.status, int(got.headers.get("Suishoupai-Position", "0")), said)

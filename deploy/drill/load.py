"""People at the proxy: each asks again under the same key until answered, as documented."""

import io
import json
import time
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException
from itertools import count
from threading import Event, Lock, Thread
from typing import Any, Final
from urllib.parse import urlsplit

from PIL import Image

from deploy.drill.people import People

AGAIN: Final = {429, 502, 503, 504}  # docs/api.md, "Writing"
PATIENCE_S: Final = 60.0
ANSWER_S: Final = 30.0
PAUSE_S: Final = 0.1
REST_S: Final = 0.5
WISH: Final = {
    "category": "M06010",
    "location": {"longitude": 120.1437, "latitude": 30.2591, "datum": "gcj02", "accuracy": 8},
}
_numbers = count(1)


@dataclass(frozen=True)
class Done:
    """A report that was acknowledged: when it was asked for first, and answered."""

    report: str
    photo: str
    position: int
    rider: str  # the token of who sent it
    asked: float
    answered: float
    tries: int


class Load:
    """Riders who report one thing after the other, with a photograph now and then."""

    def __init__(self, address: str, people: People) -> None:
        self.rest = REST_S  # of a rider between two things; 0 to see what the city takes
        self.done: list[Done] = []
        self.failed: list[str] = []
        self._address = address
        self._lock = Lock()
        self._stop = Event()
        self._threads = [
            Thread(target=self._ride, args=(token,), name="rider", daemon=True)
            for token in people.riders
        ]

    def begin(self) -> None:
        """Let everybody begin."""
        for thread in self._threads:
            thread.start()

    def end(self) -> None:
        """Let everybody go home, once answered."""
        self._stop.set()
        for thread in self._threads:
            thread.join()

    def acknowledged(self, before: float | None = None) -> list[Done]:
        """Answer with what was acknowledged, before a moment or at all."""
        with self._lock:
            return [each for each in self.done if before is None or each.answered < before]

    def _ride(self, token: str) -> None:
        caller, photo = Caller(self._address, token), ""
        for turn in count():
            if self._stop.is_set() or self.failed:  # one is enough to know
                break
            if turn % 5 == 0:
                photo = self._sent(caller, "/v1/photos", picture())["id"]
                continue
            began = time.monotonic()
            said = self._sent(caller, "/v1/reports", WISH | {"photos": [photo]})
            if said:
                end = time.monotonic()
                done = Done(said["id"], photo, caller.position, token, began, end, caller.tries)
                with self._lock:
                    self.done.append(done)
            self._stop.wait(self.rest)
        caller.close()

    def _sent(self, caller: "Caller", path: str, wish: bytes | dict[str, Any]) -> dict[str, Any]:
        try:
            return caller.post(path, wish)
        except Unanswered as problem:
            self.failed.append(str(problem))
            return {"id": ""}


class Unanswered(Exception):
    """A call that was refused, or got no answer for as long as anybody waits."""


class Caller:
    """One person's connection, opened anew where it broke."""

    def __init__(self, address: str, token: str) -> None:
        self.position = 0  # in the log, of the last thing that was done
        self.tries = 0  # that it took
        self._line = HTTPConnection(urlsplit(address).netloc, timeout=ANSWER_S)
        self._token = token

    def post(self, path: str, wish: bytes | dict[str, Any]) -> dict[str, Any]:
        """Ask for something to be done, under one key, until it is. Raises Unanswered."""
        raw = isinstance(wish, bytes)
        headers = {
            "Authorization": f"Bearer {self._token}",
            "Idempotency-Key": f"drill-{id(self)}-{next(_numbers)}",
            "Content-Type": "image/jpeg" if raw else "application/json",
        }
        body = wish if isinstance(wish, bytes) else json.dumps(wish).encode()
        said, began = "nothing", time.monotonic()
        for self.tries in count(1):
            try:
                self._line.request("POST", path, body, headers)
                answer = self._line.getresponse()
                text = answer.read()
            except (OSError, HTTPException) as broken:
                self._line.close()
                said = repr(broken)
            else:
                if answer.status < 300:  # noqa: PLR2004 - the boundary HTTP names
                    self.position = int(answer.headers.get("Suishoupai-Position", "0"))
                    found: dict[str, Any] = json.loads(text)
                    return found
                said = f"{answer.status} {text[:300]!r}"
                if answer.status not in AGAIN:
                    break
            if time.monotonic() - began > PATIENCE_S:
                break
            time.sleep(PAUSE_S)
        raise Unanswered(f"{path}: {said}")

    def get(self, path: str) -> tuple[int, bytes]:
        """Read something once."""
        self._line.request("GET", path, headers={"Authorization": f"Bearer {self._token}"})
        answer = self._line.getresponse()
        return answer.status, answer.read()

    def close(self) -> None:
        """Hang up."""
        self._line.close()


def picture() -> bytes:
    """Draw a picture that was never drawn before: its number, in squares."""
    number = next(_numbers)
    small = Image.new("L", (8, 6))
    small.putdata([200 if number >> bit & 1 else 50 for bit in range(48)])
    out = io.BytesIO()
    small.resize((64, 48), Image.Resampling.NEAREST).save(out, "JPEG")
    return out.getvalue()

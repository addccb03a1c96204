"""Whatever is asked on the short way is answered as the framework's way answers it."""

import re
from collections.abc import Iterator
from copy import copy
from itertools import count, product
from typing import Any, NamedTuple

import pytest
from starlette.testclient import TestClient

from api.app import create_app
from api.openapi import Documented
from api.swift import Swift
from tests.api.town import Person, Town

NEW = "00000000-0000-7000-8000-000000000000"
PATHS = (
    "note",
    "note/",
    "note?x=1",
    "%6eote",
    "NOTE",
    "claim",
    "../",
    f"../{NEW}/note",
    "../%7Breport%7D/note",
    "../%00/note",
    "../urn:uuid:{report}/note",
)
METHODS = ("POST", "GET", "HEAD", "OPTIONS", "DELETE")
BODIES = (
    b"",
    b"{}",
    b"null",
    b"[]",
    b"\xff",
    b'\xef\xbb\xbf{"words":"x"}',
    '{"words":"x"}'.encode("utf-16"),
    b'{"words":"x","words":1}',
    b'{"words":1,"words":"x"}',
    b'{"words":"' + b"x" * 70_000 + b'"}',
    b"[" * 5_000,
)
KINDS = ("application/json", "application/json; charset=utf-8", "Application/JSON", "text/plain")
HEADERS: tuple[dict[str, str], ...] = (
    {"If-Match": '"v1"'},
    {"If-Match": "v"},
    {"If-Match": "*"},
    {"Idempotency-Key": ""},
    {"Idempotency-Key": "x" * 201},
    {"Origin": "https://elsewhere.example"},
    {"Origin": "http://[testserver"},
    {"Sec-Fetch-Site": "same-origin"},
    {"Content-Length": "none"},
    {"Authorization": "Bearer nobody"},
)
WHO = ("dispatcher1", "rider1", "auditor1", "nobody")
NEVER = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}|[0-9a-f]{32}|20\d\d-[-0-9T:.Z+]+|\d+")
OWN = ("x-request-id", "vary", "content-length")  # compression is the framework's way's alone
_keys = count(1)


class Way(NamedTuple):
    """A door to the city, and the report that is asked about."""

    client: TestClient
    report: str

    def ask(self, who: Person, method: str, path: str, body: bytes, **headers: str) -> Any:
        """Ask; answer with what does not differ from one question to the next."""
        said = {name.replace("_", "-"): value for name, value in headers.items()}
        sent = {"Idempotency-Key": f"way-{next(_keys)}"} | who.headers | said
        url = f"/v1/reports/{self.report}/{path}".replace("{report}", self.report)
        answer = self.client.request(method, url, content=body, headers=sent)
        kept = {name: value for name, value in answer.headers.items() if name not in OWN}
        return answer.status_code, NEVER.sub("", str(kept)), NEVER.sub("", answer.text)


@pytest.fixture(scope="module")
def ways(town: Town) -> Iterator[tuple[Way, Way]]:
    """The short way and the framework's, into the same city."""
    short, app = town.client, create_app(town.house)
    app.router.routes[:] = map(_slow, app.router.routes)
    app.router.middleware_stack = app.router.app
    app.middleware_stack = Documented.build_middleware_stack(app)
    with TestClient(app) as framework:
        report = town.dispatched()["id"]
        yield Way(short, report), Way(framework, report)


def _slow(route: Any) -> Any:
    """Take a route that is like the one given, but for the short way."""
    twin = copy(route)
    if isinstance(twin, Swift):
        twin.swift = False
    return twin


def test_of_every_path_and_method(ways: tuple[Way, Way], town: Town) -> None:
    for path, method in product(PATHS, METHODS):
        for who in ("dispatcher1", "nobody"):
            asked = town[who] if who != "nobody" else town.nobody
            short, framework = (
                way.ask(asked, method, path, b'{"words":"x"}', Content_Type="application/json")
                for way in ways
            )
            assert short == framework, (method, path, who)


def test_of_every_body(ways: tuple[Way, Way], town: Town) -> None:
    for body, kind in product(BODIES, KINDS):
        short, framework = (
            way.ask(town["dispatcher1"], "POST", "note", body, Content_Type=kind) for way in ways
        )
        assert short == framework, (body[:40], kind)


def test_of_every_header_and_caller(ways: tuple[Way, Way], town: Town) -> None:
    for headers, who, cookie in product(HEADERS, WHO, (False, True)):
        asked = town[who] if who != "nobody" else town.nobody
        if cookie:
            token = asked.headers.get("Authorization", "").removeprefix("Bearer ")
            asked = Person(who, asked.client, {"Cookie": f"suishoupai={token}"})
        short, framework = (
            way.ask(
                asked,
                "POST",
                "note",
                b'{"words":"x"}',
                **{"Content_Type": "application/json"} | headers,
            )
            for way in ways
        )
        assert short == framework, (headers, who, cookie)

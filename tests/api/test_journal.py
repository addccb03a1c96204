"""Faults are answered and written down; nobody's data is."""

import asyncio
import json
import shutil
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy.exc import OperationalError
from starlette.types import Message

from api import visit
from api.crowd import Places
from api.journal import ALLOWED
from services.damage import DatabaseDamaged
from services.eventlog.errors import LogBusy, LogDamaged, LogUnavailable
from services.reporting import closing
from services.reporting.context import Reporting
from tests.api.town import (
    CANARY_PHONE,
    NOTE,
    PASSWORD,
    Town,
    asked_in_vain,
    done,
    open_town,
    picture,
    refused,
)


def lines(town: Town) -> list[dict[str, Any]]:
    return [json.loads(line) for line in town.journal.getvalue().splitlines()]


def test_the_journal_holds_nothing_of_anybody(
    town: Town, capfd: pytest.CaptureFixture[str]
) -> None:
    done(town.client.post("/v1/sessions/codes", json={"phone": CANARY_PHONE}), 202)
    code = town.sender.codes[f"+86{CANARY_PHONE}"]
    wish = {"phone": CANARY_PHONE, "code": code, "consent": "privacy-1"}
    token = done(town.client.post("/v1/sessions", json=wish), 201)["token"]
    report = town.report(note=NOTE)
    town["rider1"].post("/v1/reports", {"note": NOTE, "phone": CANARY_PHONE})
    town["operator1"].ask(report, "reject", {"reason": "other", "words": NOTE})
    town.client.get(f"/v1/{CANARY_PHONE}?q={NOTE}")

    out, err = capfd.readouterr()
    written = town.journal.getvalue() + out + err

    secrets = (CANARY_PHONE, NOTE, "canary", token, code, report["id"], "testclient")
    assert [one for one in secrets if one in written] == []
    assert {key for line in lines(town) for key in line} <= ALLOWED
    assert lines(town)[-1] | {"ms": 0, "at": "", "request": ""} == {
        "event": "request",
        "level": "info",
        "at": "",
        "request": "",
        "method": "GET",
        "route": "none",
        "status": 404,
        "code": "not-found",
        "ms": 0,
    }


class Broken(Exception):
    """A fault with a value in it."""


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_fault_of_ours_tells_nothing_but_its_name(
    town: Town, monkeypatch: pytest.MonkeyPatch, language: str
) -> None:
    async def broken(*_: object) -> None:
        raise Broken(NOTE)

    report = town.claimed()
    monkeypatch.setattr(closing, "ask", broken)
    answer = town["dispatcher1"].ask(report, "ask", {"words": "?"}, Accept_Language=language)

    problem = refused(answer, 500, "unexpected")
    assert set(problem) == {"type", "title", "status", "detail", "code"}
    line = lines(town)[-1]
    assert (line["error"], line["request"]) == ("Broken", answer.headers["x-request-id"])
    assert "test_journal.py" in line["where"]
    assert NOTE not in answer.text + town.journal.getvalue().splitlines()[-1]


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (LogBusy(1000), "log-busy"),
        (LogUnavailable("disk full"), "log-unavailable"),
        (
            OperationalError("SELECT", {}, sqlite3.OperationalError("locked")),
            "database-unavailable",
        ),
        (DatabaseDamaged("SELECT", {}, sqlite3.DatabaseError("malformed")), "database-damaged"),
        (LogDamaged("malformed"), "database-damaged"),
    ],
    ids=lambda it: it if isinstance(it, str) else "",
)
def test_what_cannot_be_served_now_says_when_to_come_back(
    town: Town, monkeypatch: pytest.MonkeyPatch, error: Exception, code: str
) -> None:
    answer = asked_in_vain(town, monkeypatch, error)

    assert refused(answer, 503, code)["retry_after"] == int(answer.headers["retry-after"])
    assert lines(town)[-1]["level"] == "error"


def test_a_write_that_takes_too_long_goes_on_and_is_found_again(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    ask, slow = closing.ask, asyncio.Event()

    async def slowly(desk: Reporting, *more: Any) -> Any:
        await slow.wait()
        return await ask(desk, *more)

    report = town.claimed()
    monkeypatch.setattr(closing, "ask", slowly)
    monkeypatch.setattr(visit, "PATIENCE_S", 0.05)
    late = town["dispatcher1"].ask(report, "ask", {"words": "?"}, key="slow")
    refused(late, 503, "write-timed-out")

    monkeypatch.undo()
    assert town.client.portal
    town.client.portal.call(slow.set)
    again = done(town["dispatcher1"].ask(report, "ask", {"words": "?"}, key="slow"))

    assert (again["asked"], again["version"]) == (True, report["version"] + 1)


@pytest.fixture
def strict(furnished: Path, tmp_path: Path) -> Iterator[Town]:
    folder = tmp_path / "data"
    shutil.copytree(furnished, folder)
    limits = {"REQUESTS_PER_MINUTE": "20", "SUBMITS_PER_HOUR": "1", "TRUSTED_PROXY": "10.0.0.0/8"}
    found = open_town(folder, **limits)
    with found.client:
        yield found
    found.house.close()


def test_who_asks_too_often_waits(strict: Town) -> None:
    strict.report()
    wish = {"category": "M06010", "photos": ["0" * 32], "location": strict.place()}
    problem = refused(strict["rider1"].post("/v1/reports", wish), 429, "rate-limited")
    assert 0 < problem["retry_after"] <= 3600

    answers = [strict.client.get("/v1/me") for _ in range(21)]
    assert [it.status_code for it in answers] == [401] * 20 + [429]
    assert int(answers[-1].headers["retry-after"]) > 0
    assert strict["rider1"].get("/v1/me").status_code == 200  # counts for itself


def test_asking_again_uses_no_limit_up(strict: Town) -> None:
    rider = strict["rider2"]
    wish = {"category": "M06010", "photos": [rider.photo()], "location": strict.place()}

    answers = [rider.post("/v1/reports", wish, key="once") for _ in range(3)]

    assert [it.status_code for it in answers] == [201] * 3
    assert len({it.content for it in answers}) == 1
    refused(rider.post("/v1/reports", wish, key="twice"), 429, "rate-limited")
    refused(rider.post("/v1/reports", wish | {"note": "x"}, key="once"), 422, "command-reused")


def test_nobody_fills_the_disk_with_photographs(strict: Town) -> None:
    answers = [strict["rider2"].upload(picture()) for _ in range(10)]

    assert [it.status_code for it in answers] == [201] * 9 + [429]
    assert strict["dispatcher1"].upload(picture()).status_code == 201


@pytest.mark.parametrize("path", ["/v1/sessions", "/v1/photos"])
def test_who_hangs_up_is_no_fault_of_ours(town: Town, path: str) -> None:
    """As a server tells it: half a body, then nobody; phones do so every day."""
    half: Message = {"type": "http.request", "body": b"{", "more_body": True}
    heard: list[Message] = [half, {"type": "http.disconnect"}]
    said: list[Message] = []
    headers = {"Content-Type": "application/json", "Idempotency-Key": "gone"}
    scope = {
        "type": "http",
        "method": "POST",
        "path": path,
        "query_string": b"",
        "headers": [
            (name.lower().encode(), value.encode())
            for name, value in (town["rider1"].headers | headers).items()
        ],
    }

    async def receive() -> Message:
        return heard.pop(0)

    async def send(message: Message) -> None:
        said.append(message)

    assert town.client.portal
    town.client.portal.call(town.client.app, scope, receive, send)

    assert said == []
    assert (lines(town)[-1]["status"], lines(town)[-1]["level"]) == (499, "info")


def test_a_city_behind_https_says_so(strict: Town) -> None:
    wish = {"login": "dispatcher1", "password": PASSWORD, "keep": "cookie"}
    answer = strict.client.post("/v1/sessions", json=wish)

    assert answer.headers["set-cookie"].startswith("__Host-suishoupai=")
    assert "Secure" in answer.headers["set-cookie"]
    assert answer.headers["strict-transport-security"] == "max-age=31536000"


def test_a_full_house_is_no_fault(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Places, "full", True)

    assert town.client.get("/v1/me").json()["code"] == "overloaded"
    assert lines(town)[-1]["level"] == "warning"

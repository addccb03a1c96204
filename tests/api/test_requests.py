"""A request has the documented shape, or is refused with every flaw named."""

import json
from contextlib import suppress
from typing import Annotated, Any

import pytest
from pydantic import TypeAdapter, ValidationError
from pydantic.fields import FieldInfo

from api.fields import Order
from api.waiting import reached
from tests.api.town import RUBBISH, Town, done, refused

GOOD: dict[str, Any] = {
    "category": RUBBISH,
    "photos": ["0" * 32],
    "location": {"longitude": 120.1, "latitude": 30.2, "datum": "wgs84"},
}


def place(**more: Any) -> dict[str, Any]:
    return {"location": GOOD["location"] | more}


@pytest.mark.parametrize(
    ("flaw", "field", "rule"),
    [
        ({"status": "verified"}, "status", "extra_forbidden"),
        ({"office": "330106002"}, "office", "extra_forbidden"),
        ({"points": 100}, "points", "extra_forbidden"),
        ({"rider": "0" * 32}, "rider", "extra_forbidden"),
        (place(altitude=3), "location.altitude", "extra_forbidden"),
        (place(longitude="120.1"), "location.longitude", "float_type"),
        (place(longitude=181), "location.longitude", "less_than_equal"),
        (place(datum="nad27"), "location.datum", "enum"),
        (place(accuracy=-1), "location.accuracy", "greater_than_equal"),
        ({"photos": ["../../etc"]}, "photos.0", "string_pattern_mismatch"),
        ({"photos": ["0" * 32] * 10}, "photos", "too_long"),
        ({"note": "x" * 2001}, "note", "string_too_long"),
        ({"note": "a\x00b"}, "note", "plain_text"),
        ({"note": "a\x9b31mb"}, "note", "plain_text"),
        ({"note": 7}, "note", "string_type"),
        ({"category": "M06010\u202e"}, "category", "plain_text"),
        ({"taken_at": "2026-11-23T09:00:00"}, "taken_at", "timezone_aware"),
        ({"taken_at": "0001-01-01T00:00:00+23:59"}, "taken_at", "moment"),
        ({"taken_at": "9999-12-31T23:59:59-23:59"}, "taken_at", "moment"),
        ({"taken_at": 99999999999}, "taken_at", "moment"),
        ({"answers": {"q": ["a"]}}, "answers.q", "string_type"),
    ],
    ids=str,
)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_flaw_is_named_in_both_languages(
    town: Town, flaw: dict[str, Any], field: str, rule: str, language: str
) -> None:
    answer = town["rider1"].post("/v1/reports", GOOD | flaw, Accept_Language=language)

    problem = refused(answer, 422, "invalid-request")
    assert [(one["field"], one["rule"]) for one in problem["fields"]] == [(field, rule)]
    assert problem["fields"][0]["zh"] != problem["fields"][0]["en"]


def orders(kind: type[Order] = Order) -> list[type[Order]]:
    return [each for one in kind.__subclasses__() for each in (one, *orders(one))]


def test_words_keep_what_they_hold_but_need_something_that_can_be_seen(town: Town) -> None:
    family = "\U0001f468\u200d\U0001f469\u200d\U0001f467"
    pasted = f"\u202d138 0013 8000\u202c {family}"  # so a phone copies a number of its contacts
    rider = town["rider1"]
    wish = {"category": RUBBISH, "photos": [rider.photo()], "location": town.place()}
    report = done(rider.post("/v1/reports", wish | {"note": pasted}), 201)
    unseen = done(rider.post("/v1/reports", wish | {"note": "\u200b\ufeff"}), 201)
    claimed = town.claimed()

    assert (report["note"], unseen["note"]) == (pasted, None)
    dispatcher = town["dispatcher1"]
    refused(dispatcher.ask(claimed, "note", {"words": "\u200b\u202e"}), 422, "words-needed")
    refused(dispatcher.ask(claimed, "entrust", {"unit": "\u3164"}), 422, "words-needed")
    turned = dispatcher.ask(claimed, "entrust", {"unit": "环卫\u202e所"})
    assert refused(turned, 422, "invalid-request")["fields"][0]["rule"] == "plain_text"


FIELDS = {
    f"{kind.__name__}.{name}": it for kind in orders() for name, it in kind.model_fields.items()
}


@pytest.mark.parametrize("field", FIELDS.values(), ids=FIELDS)
def test_no_body_takes_one_kind_of_value_for_another(field: FieldInfo) -> None:
    kind: Any = Annotated[field.annotation, "a field", *field.metadata]
    read: TypeAdapter[Any] = TypeAdapter(kind)
    for strange in ("5", "true", 1.0, True, 0):
        with suppress(ValidationError):
            taken = read.validate_json(json.dumps(strange))
            assert isinstance(taken, type(strange) | float), strange


def raw(town: Town, body: bytes, kind: str = "application/json") -> Any:
    headers = town["rider1"].headers | {"Idempotency-Key": "k", "Content-Type": kind}
    return town.client.post("/v1/reports", content=body, headers=headers)


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"[]",
        b'"x"',
        b"null",
        b"\xff\xfe",
        b"[" * 50_000,
        b'{"location": {"longitude": NaN, "latitude": 1, "datum": "wgs84"}}',
        b'{"category": "\\ud800", "photos": [], "location": null}',
        b'{"category": 1e999}',
    ],
    ids=lambda body: repr(body[:12]),
)
def test_what_is_no_proper_json_is_refused(town: Town, body: bytes) -> None:
    refused(raw(town, body), 422, "invalid-request")


def test_json_says_that_it_is_json(town: Town) -> None:
    refused(raw(town, b"a=b", "application/x-www-form-urlencoded"), 415, "wrong-media-type")


@pytest.mark.parametrize("announced", [True, False])
def test_a_large_body_is_not_read(town: Town, *, announced: bool) -> None:
    body = b'{"note": "' + b"x" * 70_000 + b'"}'
    content: Any = body if announced else iter([body[:40_000], body[40_000:]])

    assert refused(raw(town, content), 413, "body-too-large")["most"] == 65_536


def test_what_is_not_allowed_is_said_before_the_body_is_looked_at(town: Town) -> None:
    headers = {"Idempotency-Key": "k", "Content-Type": "text/plain"}

    answer = town.client.post("/v1/reports", content=b"x" * 70_000, headers=headers)

    refused(answer, 401, "not-signed-in")


@pytest.mark.parametrize(
    ("method", "path", "status", "code"),
    [
        ("GET", "/v1/nothing", 404, "not-found"),
        ("GET", "/v1/me/", 404, "not-found"),
        ("PUT", "/v1/me", 405, "wrong-method"),
        ("GET", "/problems/none", 404, "not-found"),
    ],
)
def test_an_address_that_leads_nowhere_is_a_problem(
    town: Town, method: str, path: str, status: int, code: str
) -> None:
    answer = town.client.request(method, path, headers={"Accept-Language": "en"})

    assert refused(answer, status, code)["title"].isascii()
    if status == 405:
        assert answer.headers["allow"] == "GET"


@pytest.mark.parametrize(
    ("said", "title"),
    [
        (None, "请先登录"),
        ("en", "Sign in first"),
        ("en-GB,en;q=0.9", "Sign in first"),
        ("fr, en;q=0.5, zh;q=0.8", "请先登录"),
        ("zh;q=0, en;q=0.1", "Sign in first"),
        ("fr", "请先登录"),
        ("en;q=x", "请先登录"),
        ("*", "请先登录"),
    ],
)
def test_the_language_is_the_callers(town: Town, said: str | None, title: str) -> None:
    headers = {"Accept-Language": said} if said else {"Accept-Language": ""}

    answer = town.client.get("/v1/me", headers=headers)

    assert refused(answer, 401, "not-signed-in")["title"] == title
    assert "Accept-Language" in answer.headers["vary"]


def test_every_answer_has_safe_headers(town: Town) -> None:
    for path in ("/", "/docs", "/v1/me", "/v1/nothing"):
        headers = town.client.get(path).headers
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["content-security-policy"].startswith("default-src 'none'")
        assert headers["referrer-policy"] == "no-referrer"
        assert len(headers["x-request-id"]) == 16


def test_places_are_exact_for_those_they_concern(town: Town) -> None:
    where = {"longitude": 120.1437219, "latitude": 30.2591637, "datum": "gcj02"}
    report = town.report(location=where)
    path = f"/v1/reports/{report['id']}"

    back = done(town["rider1"].get(f"{path}?datum=gcj02"))["location"]
    assert back == where | {"exact": True}
    exact = done(town["operator1"].get(path))["location"]
    rough = done(town["rider2"].get(path))["location"]
    assert exact["datum"] == rough["datum"] == "wgs84"
    assert rough["longitude"] == round(exact["longitude"], 4) != exact["longitude"]
    assert rough["exact"] is False


def test_others_see_neither_words_nor_people(town: Town) -> None:
    report = town.claimed()

    seen = done(town["rider2"].get(f"/v1/reports/{report['id']}"))

    hidden = ("note", "answers", "claimed_by", "claimed_by_login", "lease_until", "flags")
    assert [seen[name] for name in hidden] == [None] * len(hidden)
    assert seen["photos"] == []


def test_a_read_waits_for_a_position_but_not_for_ever(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reached, "__defaults__", (0.05,))
    report = town.report()

    answer = town["rider1"].get(f"/v1/reports/{report['id']}?min_position=99999999")

    assert refused(answer, 503, "not-yet-shown")["asked"] == 99999999
    assert answer.headers["retry-after"] == "2"

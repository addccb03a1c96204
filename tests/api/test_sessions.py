"""Signing in and out, for programs and for pages."""

from datetime import datetime, timedelta

import httpx2
import pytest

from domain.people import Staff
from domain.streams import staff_stream
from services.commands import Command
from services.identity.consent import CONSENT, CONSENT_TEXT
from tests.api.town import CANARY_PHONE, PASSWORD, Town, done, refused

OURS = "http://testserver"
THEIRS = "https://elsewhere.example"


def send(town: Town, path: str, wish: object, **headers: str) -> httpx2.Response:
    return town.client.post(path, json=wish, headers=headers)


def log_in(town: Town, keep: str = "token", **headers: str) -> httpx2.Response:
    wish = {"login": "dispatcher1", "password": PASSWORD, "keep": keep}
    return send(town, "/v1/sessions", wish, **headers)


def code_for(town: Town, phone: str) -> str:
    town.now.at = town.now.at.replace(minute=(town.now.at.minute + 2) % 60)
    shown = done(send(town, "/v1/sessions/codes", {"phone": phone}), 202)
    assert shown["consent"] == {"name": CONSENT_TEXT, "words": CONSENT["zh"]}
    return town.sender.codes[f"+86{phone}"]


def test_a_rider_signs_in_with_a_code_and_agrees_to_the_terms(town: Town) -> None:
    wish = {"phone": CANARY_PHONE, "code": code_for(town, CANARY_PHONE)}

    needed = refused(send(town, "/v1/sessions", wish), 403, "consent-needed")
    assert needed["text"] == CONSENT_TEXT
    session = done(send(town, "/v1/sessions", wish | {"consent": CONSENT_TEXT}), 201)

    headers = {"Authorization": f"Bearer {session['token']}"}
    me = town.client.get("/v1/me", headers=headers).json()
    assert (me["id"], me["kind"], me["login"]) == (session["id"], "rider", None)
    assert me["roles"] == [{"role": "rider", "office": None, "community": None}]
    refused(send(town, "/v1/sessions", wish), 401, "bad-code")


def test_staff_sign_in_with_a_password(town: Town) -> None:
    answer = log_in(town)
    token = done(answer, 201)["token"]
    assert int(answer.headers["suishoupai-position"]) > 0
    me = town.client.get("/v1/me", headers={"Authorization": f"Bearer {token}"}).json()

    assert (me["login"], me["roles"][0]["office"]) == ("dispatcher1", "330106002")
    refused(
        send(town, "/v1/sessions", {"login": "dispatcher1", "password": "wrong"}), 401, "bad-login"
    )


@pytest.mark.parametrize(
    "wish",
    [
        {},
        {"phone": "13800138000"},
        {"login": "dispatcher1", "code": "123456"},
        {"phone": "1", "code": "1", "login": "a", "password": "b"},
    ],
    ids=str,
)
def test_there_is_one_way_to_sign_in_at_a_time(town: Town, wish: dict[str, str]) -> None:
    problem = refused(send(town, "/v1/sessions", wish), 422, "invalid-request")

    assert problem["fields"][0]["rule"] == "sign_in"


def test_asking_for_a_code_again_at_once_is_answered_alike(town: Town) -> None:
    code = code_for(town, "13700137000")
    town.sender.codes.clear()

    for phone in ("13700137000", "13700137001"):
        shown = done(send(town, "/v1/sessions/codes", {"phone": phone}), 202)
        spans = [datetime.fromisoformat(shown[key]) for key in ("expires_at", "again_at")]
        assert spans[0] - spans[1] == timedelta(minutes=4)
        assert timedelta(0) <= town.now.at + timedelta(minutes=5) - spans[0] < timedelta(seconds=1)
    assert set(town.sender.codes) == {"+8613700137001"}
    wish = {"phone": "13700137000", "code": code, "consent": CONSENT_TEXT}
    assert done(send(town, "/v1/sessions", wish), 201)["kind"] == "rider"


def test_a_phone_is_a_phone(town: Town) -> None:
    refused(send(town, "/v1/sessions/codes", {"phone": "12345"}), 422, "bad-phone")


def test_a_password_is_changed_with_the_old_one(town: Town) -> None:
    before = done(send(town, "/v1/sessions", {"login": "lead1", "password": PASSWORD}), 201)
    wish = {"login": "lead1", "old": PASSWORD, "new": "short"}
    assert refused(send(town, "/v1/me/password", wish), 422, "weak-password")["rule"] == "short"

    after = done(send(town, "/v1/me/password", wish | {"new": "willow-pond-77-east"}), 201)

    for session, status in ((before, 401), (after, 200)):
        headers = {"Authorization": f"Bearer {session['token']}"}
        assert town.client.get("/v1/me", headers=headers).status_code == status


def test_pages_get_a_cookie_that_scripts_cannot_read(town: Town) -> None:
    answer = log_in(town, keep="cookie", Origin=OURS)
    said = answer.headers["set-cookie"]

    assert done(answer, 201)["token"] is None
    assert said.startswith("suishoupai=")
    for mark in ("HttpOnly", "SameSite=lax", "Path=/", "Max-Age="):
        assert mark in said


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Origin": OURS}, 422),  # let in; the body is refused
        ({"Sec-Fetch-Site": "same-origin"}, 422),
        ({"Origin": THEIRS}, 403),
        ({"Origin": "null"}, 403),
        ({"Sec-Fetch-Site": "same-site"}, 403),
        ({}, 403),
    ],
    ids=str,
)
def test_only_our_own_pages_write_with_a_cookie(
    town: Town, headers: dict[str, str], status: int
) -> None:
    log_in(town, keep="cookie", Origin=OURS)
    try:
        assert town.client.get("/v1/me").json()["login"] == "dispatcher1"
        named = {"Idempotency-Key": "k", **headers}
        path = f"/v1/reports/{town.dispatched()['id']}/regrade"
        answer = town.client.post(path, json={}, headers=named)
        assert answer.status_code == status
        if status == 403:
            refused(answer, 403, "foreign-origin")
    finally:
        town.client.cookies.clear()


def test_another_sites_page_signs_nobody_in(town: Town) -> None:
    for origin in (THEIRS, "null", "http://[x"):
        refused(log_in(town, keep="cookie", Origin=origin), 403, "foreign-origin")


def test_signing_out_takes_the_cookie_back(town: Town) -> None:
    log_in(town, keep="cookie", Origin=OURS)
    token = town.client.cookies["suishoupai"]

    answer = town.client.delete("/v1/sessions/current", headers={"Origin": OURS})

    assert answer.status_code == 204
    assert 'suishoupai=""' in answer.headers["set-cookie"]
    assert "suishoupai" not in town.client.cookies
    headers = {"Authorization": f"Bearer {token}"}
    refused(town.client.get("/v1/me", headers=headers), 401, "not-signed-in")


@pytest.mark.parametrize(
    "given",
    ["Bearer", "Bearer ", "Bearer x", "Basic abc", f"Bearer {'a' * 43}", "Bearer " + "a" * 999],
)
def test_a_made_up_token_is_nobodys(town: Town, given: str) -> None:
    answer = town.client.get("/v1/me", headers={"Authorization": given})

    refused(answer, 401, "not-signed-in")
    assert answer.headers["www-authenticate"] == "Bearer"


def test_a_post_that_is_taken_away_is_gone_at_once(town: Town) -> None:
    report, operator = town.report(), town["operator2"]
    me = operator.get("/v1/me").json()
    assert me["roles"]
    revoke(town, me["id"])

    refused(operator.ask(report, "dispatch", {"office": "330106002"}), 403, "role-needed")


def revoke(town: Town, staff: str) -> None:
    wiring = town.house.wiring

    def decide(it: Staff) -> None:
        for post in it.posts:
            it.revoke(staff, post, "0" * 32, wiring.clock())

    assert town.client.portal
    things = [(Staff, staff_stream(staff))]
    command = Command.worker("test", staff)
    town.client.portal.call(wiring.app.change, things, decide, command)

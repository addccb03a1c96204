"""Asking again is asking once; acting on what one has seen is acting on nothing else."""

from collections.abc import Callable
from typing import Any

import httpx2
import pytest
from sqlalchemy.exc import OperationalError

from services.identity.accounts import Accounts
from tests.api.town import BEISHAN, RUBBISH, Town, done, refused


def test_the_same_key_gets_the_first_answer_again(town: Town) -> None:
    rider = town["rider1"]
    wish = {"category": RUBBISH, "photos": [rider.photo()], "location": town.place(), "note": "堆"}

    first = rider.post("/v1/reports", wish, key="submit-1")
    again = rider.post("/v1/reports", wish, key="submit-1")

    assert (first.status_code, again.status_code) == (201, 201)
    assert first.content == again.content
    for header in ("etag", "suishoupai-position", "location"):
        assert first.headers[header] == again.headers[header]


def test_an_answer_stays_the_first_whatever_happened_since(town: Town) -> None:
    report, dispatcher = town.dispatched(), town["dispatcher1"]

    first = dispatcher.ask(report, "claim", key="claim-1")
    done(dispatcher.ask(report, "release"))
    done(town["dispatcher2"].ask(report, "claim"))
    town.now.at = town.now.at.replace(day=25)
    again = dispatcher.ask(report, "claim", key="claim-1")

    assert first.content == again.content
    assert done(dispatcher.get(f"/v1/reports/{report['id']}"))["overdue"] is True


@pytest.mark.parametrize("other", ["body", "report"])
def test_one_key_is_for_one_wish(town: Town, other: str) -> None:
    report, dispatcher, key = town.claimed(), town["dispatcher1"], f"note-{other}"

    done(dispatcher.ask(report, "note", {"words": "一"}, key=key))
    words = "二" if other == "body" else "一"
    target = report if other == "body" else town.claimed()

    refused(dispatcher.ask(target, "note", {"words": words}, key=key), 422, "command-reused")


def test_a_key_belongs_to_one_person_and_one_route(town: Town) -> None:
    report = town.claimed()
    wish = {"words": "同一个键"}

    done(town["dispatcher1"].ask(report, "note", wish, key="shared"))
    done(town["dispatcher2"].ask(report, "note", wish, key="shared"))
    done(town["dispatcher1"].ask(report, "ask", wish, key="shared"))


def test_a_refusal_is_not_remembered(town: Town) -> None:
    report, dispatcher = town.report(), town["operator1"]

    refused(
        dispatcher.ask(report, "dispatch", {"office": "999999999"}, key="d"), 422, "place-closed"
    )
    done(dispatcher.ask(report, "dispatch", {"office": BEISHAN}, key="d"))


@pytest.mark.parametrize("key", ["", "x" * 201, "a\tb"])
def test_a_write_needs_a_key(town: Town, key: str) -> None:
    headers = town["rider1"].headers | ({"Idempotency-Key": key} if key else {})

    answer = town.client.post("/v1/reports", json={}, headers=headers)

    refused(answer, 400, "idempotency-key-needed")


def test_a_version_that_was_seen_is_kept_to(town: Town) -> None:
    report, dispatcher = town.dispatched(), town["dispatcher1"]
    seen = dispatcher.get(f"/v1/reports/{report['id']}").headers["etag"]
    assert seen == f'"v{report["version"]}"'

    done(town["dispatcher2"].ask(report, "note", {"words": "看过"}))
    problem = refused(dispatcher.ask(report, "claim", If_Match=seen), 412, "stale-version")
    assert (problem["seen"], problem["actual"]) == (report["version"], report["version"] + 1)

    fresh = dispatcher.get(f"/v1/reports/{report['id']}").headers["etag"]
    done(dispatcher.ask(report, "claim", If_Match=fresh))
    done(dispatcher.ask(report, "release", If_Match="*"))


@pytest.mark.parametrize("tag", ["7", '"7"', 'W/"v7"', '"v"', '"v-1"', '"v7", "v8"'])
def test_a_version_has_one_form(town: Town, tag: str) -> None:
    answer = town["dispatcher1"].ask(town.dispatched(), "claim", If_Match=tag)

    assert refused(answer, 400, "bad-header")["header"] == "If-Match"


def test_of_many_who_claim_at_once_one_wins(town: Town) -> None:
    report = town.dispatched()
    winners = [
        person
        for person in (town["dispatcher1"], town["dispatcher2"], town["supervisor1"])
        if person.ask(report, "claim").status_code == 200
    ]

    assert len(winners) == 1


def test_who_lost_is_told_so_though_the_holder_cannot_be_named(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    report = town.claimed(by="dispatcher2")

    def away(*_: object) -> None:
        raise OperationalError("SELECT", None, Exception("the connection broke"))

    monkeypatch.setattr(Accounts, "logins", away)
    problem = refused(town["dispatcher1"].ask(report, "claim"), 409, "already-claimed")

    assert problem["holder"]
    assert "holder_login" not in problem


Foreign = Callable[[Town, str], httpx2.Response]
_WISH: dict[str, Any] = {"words": "x", "outcome": "cleaned", "photos": []}


@pytest.mark.parametrize(
    "ask",
    [
        lambda town, it: town["dispatcher3"].get(f"/v1/reports/{it}"),
        lambda town, it: town["dispatcher3"].post(f"/v1/reports/{it}/claim", {}),
        lambda town, it: town["dispatcher3"].post(f"/v1/reports/{it}/resolve", _WISH),
        lambda town, it: town["supervisor2"].post(f"/v1/reports/{it}/note", {"words": "x"}),
        lambda town, it: town["rider2"].post(f"/v1/reports/{it}/withdraw", {}),
    ],
    ids=["see", "claim", "resolve", "note", "withdraw"],
)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_what_is_foreign_looks_as_if_it_did_not_exist(
    town: Town, ask: Foreign, language: str
) -> None:
    town.client.headers["Accept-Language"] = language
    foreign = town.claimed()["id"]

    answers = [ask(town, it) for it in (foreign, "0190f0e4-5c1b-7d3a-9a55-2f6f1c0f7b11", "x")]

    assert [answer.status_code for answer in answers] == [404, 404, 404]
    assert len({answer.content for answer in answers}) == 1
    names = {tuple(sorted(set(answer.headers) - {"x-request-id"})) for answer in answers}
    assert len(names) == 1


def test_a_foreign_photograph_looks_as_if_it_did_not_exist(town: Town) -> None:
    photo = town.claimed()["photos"][0]["id"]

    answers = [
        town["dispatcher3"].get(f"/v1/photos/{it}/small") for it in (photo, "0" * 32, "nonsense")
    ]

    assert len({answer.content for answer in answers}) == 1
    assert answers[0].status_code == 404

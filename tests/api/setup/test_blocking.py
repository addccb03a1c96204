"""Abuse over HTTP: who blocks whom, what the rider is told, who lets them in again."""

from typing import Any

import pytest

from tests.api.town import BEISHAN, RUBBISH, TIANSHUI, Person, Town, done, picture, refused

WORDS = "多次上报虚假问题"
UNTIL = "2026-12-20T18:00:00+08:00"


def wish(report: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"report": report["id"], "words": WORDS} | more


def me(person: Person) -> dict[str, Any]:
    return done(person.get("/v1/me"))


def lift(town: Town, rider: str) -> None:
    done(town["operator1"].post(f"/v1/setup/blocked/{me(town[rider])['id']}/lift", {"words": "好"}))


def test_a_blocked_rider_sends_nothing_but_reads_why(town: Town) -> None:
    rider, other = town["rider1"], town.dispatched("rider2")
    report, photo = town.dispatched("rider1"), rider.photo()
    assert (me(rider)["blocked"], me(rider)["blocked_until"]) == (False, None)

    shown = done(town["operator1"].post("/v1/setup/blocked", wish(report, until=UNTIL)))
    assert shown == {"rider": me(rider)["id"], "until": "2026-12-20T10:00:00Z", "words": WORDS}

    filed = {"category": RUBBISH, "photos": [photo], "location": town.place()}
    for answer in (
        rider.upload(picture()),
        rider.post("/v1/reports", filed),
        rider.ask(other, "corroborate", {"photos": [photo]}),
    ):
        problem = refused(answer, 403, "rider-blocked")
        assert problem["until"] == "2026-12-20T10:00:00Z"
        assert problem["title"] == "您已被停用上报,可查看原因和期限"
    known = me(rider)
    assert (known["blocked"], known["blocked_words"]) == (True, WORDS)
    assert known["blocked_until"] == "2026-12-20T10:00:00Z"
    assert done(rider.get(f"/v1/reports/{report['id']}"))["id"] == report["id"]
    done(rider.ask(report, "withdraw"))

    lift(town, "rider1")
    assert (me(rider)["blocked"], me(rider)["blocked_words"]) == (False, None)
    done(rider.post("/v1/reports", filed), 201)


def test_a_supervisor_blocks_for_reports_of_the_own_office(town: Town) -> None:
    report = town.dispatched("rider2")
    for person in (town["supervisor2"], town["operator1"]):
        assert done(person.get("/v1/setup/blocked"))["items"] == []
    refused(town["supervisor2"].post("/v1/setup/blocked", wish(report)), 404, "unknown-report")
    missing = wish(report) | {"report": "0199f0e4-5c1b-7d3a-9a55-2f6f1c0f7b11"}
    refused(town["operator1"].post("/v1/setup/blocked", missing), 404, "unknown-report")

    done(town["supervisor1"].post("/v1/setup/blocked", wish(report)))

    (item,) = done(town["supervisor1"].get("/v1/setup/blocked"))["items"]
    assert item["rider"] == me(town["rider2"])["id"]
    assert (item["report"], item["by_login"]) == (report["id"], "supervisor1")
    assert (item["until"], item["words"]) == (None, WORDS)
    assert done(town["admin1"].get("/v1/setup/blocked"))["items"] == [item]
    assert done(town["supervisor2"].get("/v1/setup/blocked"))["items"] == []
    assert refused(town["rider2"].upload(picture()), 403, "rider-blocked")["until"] is None
    path = f"/v1/setup/blocked/{item['rider']}/lift"
    refused(town["supervisor1"].post(path, {"words": "好"}), 403, "role-needed")
    lift(town, "rider2")
    assert done(town["admin1"].get("/v1/setup/blocked"))["items"] == []


def test_a_supervisor_still_blocks_for_a_report_that_went_elsewhere(town: Town) -> None:
    report = town.dispatched("rider3")
    moved = {"office": TIANSHUI, "reason": "not_our_ground", "words": "在天水"}
    done(town["supervisor1"].ask(report, "transfer", moved))

    done(town["supervisor1"].post("/v1/setup/blocked", wish(report)))

    lift(town, "rider3")


def test_a_block_ends_by_the_clock(town: Town) -> None:
    report = town.dispatched("rider3", BEISHAN)
    done(town["admin1"].post("/v1/setup/blocked", wish(report, until="2026-11-24T00:00:00+08:00")))
    refused(town["rider3"].upload(picture()), 403, "rider-blocked")

    town.now.at = town.now.at.replace(day=24)

    assert me(town["rider3"])["blocked"] is False
    town.report("rider3")
    assert done(town["admin1"].get("/v1/setup/blocked"))["items"] == []
    lift(town, "rider3")


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"until": "2026-01-01T00:00:00Z"}, "bad-end-date"),
        ({"until": "2029-01-01T00:00:00Z"}, "bad-end-date"),
        ({"words": " "}, "invalid-request"),
        ({"words": ""}, "invalid-request"),
        ({"report": "7K3M9Q2TA"}, "invalid-request"),
    ],
)
def test_a_block_needs_words_and_an_end_that_comes(
    town: Town, more: dict[str, Any], code: str
) -> None:
    asked = wish(town.dispatched("rider3")) | more

    refused(town["operator1"].post("/v1/setup/blocked", asked), 422, code)


def test_blocking_twice_with_one_key_is_blocking_once(town: Town) -> None:
    asked, operator = wish(town.dispatched("rider3")), town["operator1"]
    first = operator.post("/v1/setup/blocked", asked, key="block-1")
    lift(town, "rider3")

    again = operator.post("/v1/setup/blocked", asked, key="block-1")

    assert done(again) == done(first)
    assert again.headers["suishoupai-position"] == first.headers["suishoupai-position"]
    assert me(town["rider3"])["blocked"] is False


def test_nobody_is_let_in_who_was_never_kept_out(town: Town) -> None:
    for name in ("0" * 32, "小哥"):
        path = f"/v1/setup/blocked/{name}/lift"
        refused(town["admin1"].post(path, {"words": "好"}), 404, "unknown-block")


def test_the_words_stand_sealed_in_the_log(town: Town) -> None:
    report = town.dispatched("rider3")
    canary = "canary: a made-up hole"
    answer = town["operator1"].post("/v1/setup/blocked", wish(report, words=canary))
    (line,) = town.house.wiring.log.lines(int(answer.headers["suishoupai-position"]) - 1, 1)

    assert line.topic == "rider.blocked"
    assert canary.encode() not in line.state
    town.house.wiring.keyring.destroy(me(town["rider3"])["id"])
    (item,) = done(town["admin1"].get("/v1/setup/blocked"))["items"]
    assert item["words"] is None


def test_an_erased_rider_is_told_nothing_any_more(town: Town) -> None:
    report, gone = town.dispatched("rider2"), me(town["rider2"])["id"]
    done(town["operator1"].post("/v1/setup/blocked", wish(report)))
    town.house.wiring.keyring.destroy(gone)
    document = town.client.get("/openapi.json").json()

    for path, route, body in (
        ("/v1/setup/blocked", "/v1/setup/blocked", wish(report)),
        (f"/v1/setup/blocked/{gone}/lift", "/v1/setup/blocked/{rider}/lift", {"words": WORDS}),
    ):
        refused(town["operator1"].post(path, body), 410, "subject-erased")
        assert "410" in document["paths"][route]["post"]["responses"]

"""Load and ping-pong: who holds how much, what is late, what goes back and forth."""

from datetime import timedelta
from typing import Any

from tests.api.reads.looking import look
from tests.api.town import BEISHAN, TIANSHUI, Town, done, refused

PASSED_ON = {"reason": "not_our_ground", "words": "在天水"}


def person(town: Town, login: str, queue: str = BEISHAN) -> dict[str, Any]:
    people = look(town, f"/v1/queues/{queue}/load", "supervisor1")["people"]
    found: dict[str, Any] = next(one for one in people if one["login"] == login)
    return found


def test_everybody_of_the_crew_is_told_with_what_they_hold(town: Town) -> None:
    claimed = town.claimed()
    town.claimed(by="dispatcher1")
    town.resolved(by="dispatcher2")
    seen = look(town, f"/v1/queues/{BEISHAN}/load", "supervisor1")

    people = {one["login"]: one for one in seen["people"]}
    assert {"dispatcher1", "dispatcher2", "supervisor1"} <= people.keys()
    assert "dispatcher3" not in people  # of another office
    assert seen["people"][0] == people["dispatcher1"]
    first = people["dispatcher1"]
    assert (first["open"], first["late"], first["resolved_7d"]) == (2, 0, 0)
    assert first["lease_soonest"] == claimed["lease_until"]
    second = people["dispatcher2"]
    assert (second["open"], second["resolved_7d"], second["lease_soonest"]) == (0, 1, None)
    assert people["supervisor1"]["open"] == 0


def test_late_is_what_a_queue_calls_late_and_a_week_ends(town: Town) -> None:
    town.resolved(by="dispatcher2")
    before = person(town, "dispatcher2")["resolved_7d"]
    held = person(town, "dispatcher1")["open"]
    town.now.at += timedelta(days=8)

    assert before > 0
    assert person(town, "dispatcher2")["resolved_7d"] == 0
    late = person(town, "dispatcher1")
    assert (late["open"], late["late"]) == (held, held)


def test_what_was_passed_on_twice_goes_back_and_forth(town: Town) -> None:
    report = town.dispatched()
    done(town["supervisor1"].ask(report, "transfer", PASSED_ON | {"office": TIANSHUI}))
    assert look(town, f"/v1/queues/{TIANSHUI}/load", "operator1")["ping_pong"] == []
    back = PASSED_ON | {"office": BEISHAN, "words": "不在天水"}
    done(town["operator1"].ask(report, "transfer", back))

    seen = look(town, f"/v1/queues/{BEISHAN}/load", "supervisor1")

    assert [(one["id"], one["bounces"]) for one in seen["ping_pong"]] == [(report["id"], 2)]
    assert look(town, f"/v1/queues/{TIANSHUI}/load", "operator1")["ping_pong"] == []
    done(
        town["dispatcher1"].ask(report, "return", {"reason": "not_our_ground", "words": "不归我们"})
    )
    desk = look(town, "/v1/queues/desk/load", "operator1")
    assert [(one["id"], one["bounces"]) for one in desk["ping_pong"]] == [(report["id"], 3)]
    assert desk["people"] == []


def test_a_community_has_the_crew_that_serves_it(town: Town) -> None:
    community = town.claimed()["community"]

    people = look(town, f"/v1/queues/{community}/load", "supervisor1")["people"]

    assert next(one for one in people if one["login"] == "dispatcher1")["open"] > 0
    assert all(one["login"] != "operator1" for one in people)


def test_the_load_is_no_business_of_others(town: Town) -> None:
    for login in ("dispatcher1", "verifier1", "rider1", "auditor1"):
        refused(town[login].get(f"/v1/queues/{BEISHAN}/load"), 403, "role-needed")
    refused(town["supervisor2"].get(f"/v1/queues/{BEISHAN}/load"), 404, "unknown-queue")
    refused(town["supervisor1"].get("/v1/queues/desk/load"), 404, "unknown-queue")
    refused(town["lead1"].get("/v1/queues/nowhere/load"), 404, "unknown-queue")

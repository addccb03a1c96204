"""The whole life of a report over HTTP, and each command on its way."""

from typing import Any

import pytest

from tests.api.town import BEISHAN, NOTE, RUBBISH, TIANSHUI, Town, done, refused

AWAY = {"reason": "not_our_ground", "words": "不在本街道"}
PLEA = {"reason": "parts", "words": "等配件"}
ROAD = "M06013"


def test_a_photograph_becomes_a_repair(town: Town) -> None:
    rider, dispatcher, verifier = town["rider1"], town["dispatcher1"], town["verifier1"]
    wish = {
        "category": RUBBISH,
        "photos": [rider.photo()],
        "location": town.place() | {"accuracy": 8.5, "source": "device"},
        "note": NOTE,
        "taken_at": "2026-11-23T09:29:00+08:00",
    }
    sent = rider.post("/v1/reports", wish)
    report = done(sent, 201)
    assert (report["state"], report["note"], report["version"]) == ("submitted", NOTE, 1)
    assert sent.headers["location"] == f"/v1/reports/{report['id']}"
    assert sent.headers["suishoupai-position"] == str(report["position"])

    done(town["operator1"].ask(report, "dispatch", {"office": BEISHAN}))
    claimed = done(dispatcher.ask(report, "claim"))
    assert claimed["claimed_by_login"] == "dispatcher1"
    work = {"outcome": "cleaned", "words": "清理完毕", "photos": [dispatcher.photo()]}
    resolved = done(dispatcher.ask(report, "resolve", work))
    assert resolved["state"] == "resolved"
    closed = done(verifier.ask(report, "verify", {"method": "photo_pair"}))

    assert closed["state"] == "verified"
    seen = done(rider.get(f"/v1/reports/{report['id']}?min_position={closed['position']}"))
    assert [one["role"] for one in seen["photos"]] == ["before", "after"]
    assert (seen["office"], seen["overdue"]) == (BEISHAN, False)
    assert seen["commands"] == ["object", "rate"]


def test_the_office_works_in_small_steps(town: Town) -> None:
    report, dispatcher = town.claimed(), town["dispatcher1"]

    graded = dispatcher.ask(report, "regrade", {"condition": f"{RUBBISH}.1", "reason": "现场看过"})
    assert done(graded)["condition"] == f"{RUBBISH}.1"
    assert done(dispatcher.ask(report, "entrust", {"unit": "环卫三队"}))["unit"] == "环卫三队"
    done(dispatcher.ask(report, "progress", {"words": "在路上", "photos": [dispatcher.photo()]}))
    done(dispatcher.ask(report, "note", {"words": "已电话"}))
    sorted_anew = {"category": ROAD, "reason": "是路面问题"}
    assert done(dispatcher.ask(report, "reclassify", sorted_anew))["category"] == ROAD
    assert done(dispatcher.ask(report, "release"))["state"] == "dispatched"


def test_a_supervisor_gives_the_work_to_a_crew_member(town: Town) -> None:
    report, supervisor = town.dispatched(), town["supervisor1"]

    refused(supervisor.ask(report, "claim", {"holder": "nobody9"}), 422, "unknown-crew")
    refused(supervisor.ask(report, "claim", {"holder": "dispatcher3"}), 422, "unknown-crew")
    foreign = town["dispatcher2"].ask(report, "claim", {"holder": "dispatcher1"})
    refused(foreign, 403, "not-allowed")
    claimed = done(supervisor.ask(report, "claim", {"holder": "dispatcher1"}))

    assert claimed["claimed_by_login"] == "dispatcher1"
    assert done(town["dispatcher1"].ask(report, "claim", {"holder": "dispatcher1"}))


def test_a_report_is_sent_back_and_on(town: Town) -> None:
    report = town.dispatched()

    back = done(town["dispatcher1"].ask(report, "return", AWAY | {"suggested": TIANSHUI}))
    assert (back["state"], back["office"]) == ("returned", None)
    done(town["operator1"].ask(report, "transfer", AWAY | {"office": TIANSHUI}))
    again = done(town["supervisor2"].ask(report, "transfer", AWAY | {"office": BEISHAN}))
    assert (again["office"], again["bounces"]) == (BEISHAN, 3)
    refused(town["dispatcher1"].ask(report, "return", AWAY), 403, "only-the-desk")
    same = AWAY | {"office": BEISHAN}
    refused(town["operator1"].ask(report, "transfer", same), 409, "same-office")
    closed = AWAY | {"office": "999999999"}
    refused(town["operator1"].ask(report, "transfer", closed), 422, "place-closed")


def test_a_report_rests_when_a_supervisor_agrees(town: Town) -> None:
    report, supervisor = town.claimed(), town["supervisor1"]
    rest = PLEA | {"until": "2026-12-20T18:00:00+08:00"}

    asked = done(town["dispatcher1"].ask(report, "suspend", rest))
    assert asked["suspension"]["reason"] == "parts"
    no = {"matter": "suspension", "approve": False, "words": "可以先清"}
    refused(supervisor.ask(report, "decide", no | {"words": " "}), 422, "words-needed")
    assert done(supervisor.ask(report, "decide", no))["suspension"] is None
    refused(supervisor.ask(report, "decide", no), 409, "nothing-to-decide")
    done(town["dispatcher1"].ask(report, "suspend", rest))
    yes = {"matter": "suspension", "approve": True}
    assert done(supervisor.ask(report, "decide", yes))["state"] == "suspended"
    assert done(supervisor.ask(report, "resume"))["state"] == "dispatched"
    refused(supervisor.ask(report, "suspend", rest), 409, "suspended-before")


def test_a_rest_ends_in_the_future(town: Town) -> None:
    rest = PLEA | {"until": "2020-01-01T00:00:00Z"}

    refused(town["supervisor1"].ask(town.claimed(), "suspend", rest), 422, "bad-end-date")


def test_a_deadline_moves_twice_at_most(town: Town) -> None:
    report, supervisor = town.claimed(), town["supervisor1"]

    done(town["dispatcher1"].ask(report, "extend", PLEA))
    yes = {"matter": "extension", "approve": True, "words": "同意"}
    moved = done(supervisor.ask(report, "decide", yes))
    assert moved["due_at"] > report["due_at"]
    done(supervisor.ask(report, "extend", PLEA))
    refused(supervisor.ask(report, "extend", PLEA), 409, "no-extension")


def test_a_desk_refuses_and_the_rider_disagrees(town: Town) -> None:
    report, rider, operator = town.report(), town["rider1"], town["operator1"]
    no = {"reason": "not_public_ground", "words": "小区内部道路"}

    assert done(operator.ask(report, "reject", no))["state"] == "rejected"
    done(rider.ask(report, "object", {"words": "就在马路边"}))
    refused(rider.ask(report, "object", {"words": "再说一次"}), 409, "done-before")
    yes = {"matter": "objection", "approve": True, "words": "核实属实"}
    again = done(town["operator2"].ask(report, "decide", yes))

    assert (again["state"], again["round"]) == ("submitted", 2)


def test_a_failed_check_reopens_and_a_superior_is_told(town: Town) -> None:
    report = town.resolved()

    refused(town["operator1"].ask(report, "reopen", {"words": " "}), 422, "words-needed")
    again = done(town["verifier1"].ask(report, "reopen", {"words": "还有垃圾"}))
    assert (again["state"], again["round"]) == ("dispatched", 2)
    assert done(town["admin1"].ask(report, "escalate", {"words": "请督办"}))["level"] == 1


def test_questions_are_answered_and_work_is_rated(town: Town) -> None:
    report, rider = town.claimed(), town["rider1"]

    assert done(town["dispatcher1"].ask(report, "ask", {"words": "哪个门?"}))["asked"] is True
    assert done(rider.ask(report, "answer", {"words": "东门"}))["asked"] is False
    refused(rider.ask(report, "answer", {"words": "东门"}), 409, "nothing-to-decide")
    closed = town.verified()
    refused(rider.ask(closed, "rate", {"stars": 6}), 422, "bad-stars")
    assert done(rider.ask(closed, "rate", {"stars": 5, "words": "很快"}))["rated"] == 5
    refused(rider.ask(closed, "rate", {"stars": 4}), 409, "done-before")


def test_another_rider_confirms_and_the_reporter_adds(town: Town) -> None:
    report, other = town.report(), town["rider2"]
    wish: dict[str, Any] = {"photos": [other.photo()], "location": town.place(), "note": "我也看到"}

    seen = done(other.ask(report, "corroborate", wish))
    assert seen["photos"] == []  # of others only what the city has released
    refused(other.ask(report, "corroborate", wish), 409, "own-report")
    more = {"photos": [town["rider1"].photo()]}
    refused(town["rider1"].ask(report, "corroborate", more), 409, "own-report")
    assert len(done(town["rider1"].ask(report, "photos", more))["photos"]) == 3


def test_a_duplicate_names_a_report_that_the_caller_can_see(town: Town) -> None:
    first, second, foreign = town.dispatched(), town.dispatched(), town.dispatched(office=TIANSHUI)
    dispatcher = town["dispatcher1"]

    missing = "0190f0e4-5c1b-7d3a-9a55-2f6f1c0f7b11"
    for original in (foreign["id"], missing, second["id"]):
        refused(dispatcher.ask(second, "duplicate", {"original": original}), 409, "bad-original")
    done_with = done(dispatcher.ask(second, "duplicate", {"original": first["id"]}))

    assert (done_with["state"], done_with["original"]) == ("duplicate", first["id"])


def test_a_rider_takes_a_report_back(town: Town) -> None:
    report = town.report()

    assert done(town["rider1"].ask(report, "withdraw"))["state"] == "withdrawn"
    assert done(town["rider1"].ask(report, "withdraw"))["state"] == "withdrawn"
    refused(town["operator1"].ask(report, "dispatch", {"office": BEISHAN}), 409, "wrong-state")


def test_a_late_office_appeals_and_two_people_decide(town: Town) -> None:
    report = town.claimed()
    town.now.at = town.now.at.replace(day=26)
    late = {"outcome": "cleaned", "photos": [town["dispatcher1"].photo()]}
    assert done(town["dispatcher1"].ask(report, "resolve", late))["overdue"] is True
    done(town["verifier1"].ask(report, "verify"))

    foreign = {"words": "台风", "photos": [town["dispatcher1"].photo()]}
    refused(town["supervisor1"].ask(report, "appeal", foreign), 404, "photo-unknown")
    evidence = town["supervisor1"].photo()
    wish = {"words": "台风", "photos": [evidence]}
    asked = done(town["supervisor1"].ask(report, "appeal", wish))
    assert (asked["photos"][-1]["id"], asked["photos"][-1]["role"]) == (evidence, "evidence")
    town.inspect(asked)
    assert town["operator1"].get(asked["photos"][-1]["small"]).status_code == 200
    yes = {"matter": "appeal", "approve": True, "words": "属实"}
    done(town["operator1"].ask(report, "decide", yes))
    refused(town["operator1"].ask(report, "decide", yes), 403, "own-work")
    assert done(town["admin1"].ask(report, "decide", yes))["overdue"] is True


@pytest.mark.parametrize(
    ("login", "command", "wish", "status", "code"),
    [
        ("rider1", "rate", {"stars": 5}, 409, "wrong-state"),
        ("verifier1", "verify", {}, 409, "wrong-state"),
        ("dispatcher1", "claim", {}, 409, "already-claimed"),
        ("dispatcher1", "resolve", {"outcome": "cleaned"}, 403, "not-allowed"),
        ("dispatcher1", "regrade", {"condition": "X", "reason": "x"}, 422, "unknown-condition"),
        ("operator1", "reclassify", {"category": "X", "reason": "x"}, 422, "unknown-category"),
        ("dispatcher2", "resolve", {"outcome": "cleaned"}, 422, "photo-needed"),
        ("supervisor1", "appeal", {"words": "x"}, 409, "wrong-state"),
    ],
)
def test_what_cannot_be_now_is_said_with_the_reason(
    town: Town, login: str, command: str, wish: dict[str, Any], status: int, code: str
) -> None:
    report = town.claimed(by="dispatcher2")

    problem = refused(town[login].ask(report, command, wish), status, code)

    if code == "already-claimed":
        me = done(town["dispatcher2"].get("/v1/me"))
        assert (problem["holder"], problem["holder_login"]) == (me["id"], "dispatcher2")
        assert problem["lease_until"] == report["lease_until"]
    if code == "wrong-state":
        assert problem["state"] == "claimed"

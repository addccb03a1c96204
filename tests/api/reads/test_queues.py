"""Queues over HTTP: whose they are, how they are cut, and reading one's own writes."""

from threading import Timer
from typing import Any

import pytest

from tests.api.reads.looking import look
from tests.api.town import BEISHAN, RUBBISH, TIANSHUI, Town, done, refused

QUEUE = f"/v1/queues/{BEISHAN}"
COMMUNITY = "330106002052"


def ids(answer: dict[str, Any]) -> list[str]:
    return [one["id"] for one in answer["items"]]


def test_an_office_sees_its_work_in_the_shape_of_a_report(town: Town) -> None:
    report = town.claimed()

    seen = look(town, QUEUE, "dispatcher1")

    item = next(one for one in seen["items"] if one["id"] == report["id"])
    same = set(report) & set(item)
    assert {"number", "state", "category", "office", "location", "due_at", "photos"} <= same
    assert {name: item[name] for name in same} == {name: report[name] for name in same}
    assert item["claimed_by_login"] == "dispatcher1"
    assert item["location"]["exact"] is True
    assert seen["counts"]["by_state"]["claimed"] >= 1
    assert seen["position"] == town.house.wiring.log.max_notification_id()


def test_the_desk_and_the_draw_are_queues_too(town: Town) -> None:
    waiting, drawn = town.report(), town.resolved()
    done(town["rider1"].ask(drawn, "object", {"words": "还在那里"}))

    assert waiting["id"] in ids(look(town, "/v1/queues/desk?limit=200", "operator1"))
    assert drawn["id"] in ids(look(town, "/v1/queues/verify?limit=200", "verifier1"))


def test_a_filter_keeps_what_it_says(town: Town) -> None:
    claimed, waiting = town.claimed(), town.dispatched()

    def found(query: str, login: str = "dispatcher1") -> set[str]:
        return set(ids(look(town, f"{QUEUE}?limit=200&{query}", login)))

    assert claimed["id"] in found("holder=me")
    assert waiting["id"] not in found("holder=me")
    assert claimed["id"] not in found("holder=me", "dispatcher2")
    assert claimed["id"] in found("holder=dispatcher1", "dispatcher2")
    assert found("holder=nobody9") == set()
    assert {claimed["id"], waiting["id"]} <= found(
        f"state=claimed&state=dispatched&category={RUBBISH}"
    )
    assert waiting["id"] not in found("state=claimed")
    assert found("category=M09006") == set()
    assert found("flag=far_away") == set()
    assert found("late=true") == set()


def test_what_is_late_is_counted_and_can_be_asked_for(town: Town) -> None:
    report = town.dispatched()
    before = town.now.at
    town.now.at = town.now.at.replace(day=25)
    try:
        late = look(town, f"{QUEUE}?late=true&limit=200", "dispatcher1")
    finally:
        town.now.at = before

    assert report["id"] in ids(late)
    assert late["counts"]["late"] == len(late["items"])
    assert all(one["overdue"] for one in late["items"])


def test_pages_neither_repeat_nor_miss_while_the_queue_moves(town: Town) -> None:
    for _ in range(5):
        town.dispatched()
    whole = ids(look(town, f"{QUEUE}?limit=200&sort=-submitted_at", "dispatcher1"))

    first = look(town, f"{QUEUE}?limit=2&sort=-submitted_at", "dispatcher1")
    walked, cursor = ids(first), first["next"]
    done(town["dispatcher1"].post(f"/v1/reports/{whole[2]}/claim", {}))
    town.dispatched()
    while cursor:
        page = look(town, f"{QUEUE}?limit=2&sort=-submitted_at&cursor={cursor}", "dispatcher1")
        assert page["position"] == first["position"]
        walked, cursor = walked + ids(page), page["next"]

    assert walked == whole


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ("sort=colour", "bad-sort"),
        ("cursor=abc", "bad-cursor"),
        ("limit=0", "invalid-request"),
        ("limit=201", "invalid-request"),
        ("state=gone", "invalid-request"),
    ],
)
def test_a_question_that_does_not_fit_is_refused(town: Town, query: str, code: str) -> None:
    refused(town["dispatcher1"].get(f"{QUEUE}?{query}"), 422, code)


@pytest.mark.parametrize("tail", ["", "/stream"])
def test_a_foreign_queue_answers_like_a_missing_one(town: Town, tail: str) -> None:
    foreign = town["dispatcher1"].get(f"/v1/queues/{TIANSHUI}{tail}")
    missing = town["dispatcher1"].get(f"/v1/queues/999999999{tail}")

    refused(foreign, 404, "unknown-queue")
    assert (foreign.content, foreign.status_code) == (missing.content, missing.status_code)


@pytest.mark.parametrize("queue", ["desk", "verify"])
def test_an_office_sees_neither_desk_nor_draw(town: Town, queue: str) -> None:
    refused(town["dispatcher1"].get(f"/v1/queues/{queue}"), 404, "unknown-queue")


def test_a_dispatcher_of_a_community_sees_that_community_alone(town: Town) -> None:
    done(town["dispatcher4"].get(f"/v1/queues/{COMMUNITY}"))
    done(town["dispatcher1"].get(f"/v1/queues/{COMMUNITY}"))

    refused(town["dispatcher4"].get(QUEUE), 404, "unknown-queue")
    refused(town["dispatcher3"].get(f"/v1/queues/{COMMUNITY}"), 404, "unknown-queue")


def test_a_reader_waits_for_its_own_write(town: Town) -> None:
    town.house.projections.catch_up()
    report = town.dispatched()
    soon = Timer(0.2, town.house.projections.catch_up)
    soon.start()

    seen = done(town["dispatcher1"].get(f"{QUEUE}?limit=200&min_position={report['position']}"))

    soon.join()
    assert report["id"] in ids(seen)
    assert seen["position"] >= report["position"]


@pytest.mark.parametrize(
    ("path", "login"),
    [
        (QUEUE, "dispatcher1"),
        ("/v1/me/reports", "rider1"),
        ("/v1/me/credits", "rider1"),
        ("/v1/me/redemptions", "rider1"),
        ("/v1/metrics", "lead1"),
    ],
)
def test_a_reader_does_not_wait_for_ever(
    town: Town, monkeypatch: pytest.MonkeyPatch, path: str, login: str
) -> None:
    monkeypatch.setattr("api.waiting.reached.__defaults__", (0.05,))  # seconds, for two
    far = town.house.wiring.log.head().size + 1

    answer = town[login].get(f"{path}?min_position={far}")

    refused(answer, 503, "not-yet-shown")
    assert answer.headers["retry-after"]


def test_a_place_is_converted_for_the_map_of_the_screen(town: Town) -> None:
    town.dispatched()
    plain = look(town, f"{QUEUE}?limit=1", "dispatcher1")["items"][0]["location"]
    shifted = look(town, f"{QUEUE}?limit=1&datum=gcj02", "dispatcher1")["items"][0]["location"]

    assert shifted["datum"] == "gcj02"
    assert abs(shifted["longitude"] - plain["longitude"]) > 1e-3

"""The inbox over HTTP: told in the rider's language, read once, arriving while one looks."""

from typing import Any

import pytest

from api.reads import screens
from api.reads.pulse import PER_ACCOUNT
from tests.api.reads.looking import award, events, listen, look, told
from tests.api.town import BEISHAN, RUBBISH, Town, done, refused

INBOX = "/v1/me/inbox"
STREAM = f"{INBOX}/stream"


def inbox(town: Town, login: str, more: str = "") -> dict[str, Any]:
    return look(town, f"{INBOX}?limit=200{more}", login)


def mark(town: Town, login: str, position: int) -> dict[str, Any]:
    return done(town[login].post(f"{INBOX}/read", {"position": position}))


def test_a_rider_reads_how_it_went_and_sees_it_fixed(town: Town) -> None:
    before = inbox(town, "rider1")["position"]
    report = town.resolved("rider1")
    award(town)

    found = [one for one in inbox(town, "rider1")["items"] if one["position"] > before]

    mine = [one for one in found if one["report"] == report["id"]]
    assert {one["kind"] for one in mine} == {"dispatched", "in_work", "fixed", "points_pending"}
    moments = [one["position"] for one in found]
    assert moments == sorted(moments, reverse=True)
    fixed = next(one for one in mine if one["kind"] == "fixed")
    assert (fixed["number"], fixed["category"]) == (report["number"], RUBBISH)
    assert fixed["title"] == "已处置完成"
    assert fixed["text"].startswith("北山街道已处置您上报的暴露垃圾")
    (photo,) = fixed["photos"]
    assert photo["role"] == "after"
    assert town["rider1"].get(photo["small"]).status_code == 200
    points = next(one for one in mine if one["kind"] == "points_pending")
    assert points["points"] > 0
    assert str(points["points"]) in points["text"]


def test_a_notice_is_told_in_the_language_of_who_reads(town: Town) -> None:
    town.dispatched("rider2")
    town.house.projections.catch_up()

    answer = done(town["rider2"].get(INBOX, accept_language="en"))

    assert answer["items"][0]["title"] == "Sent on"
    assert answer["items"][0]["text"].startswith("Your report ")


def test_another_rider_is_told_nothing_of_it(town: Town) -> None:
    report = town.verified("rider1")

    seen = str(inbox(town, "rider3"))

    assert report["id"] not in seen
    assert report["number"] not in seen


def test_what_was_read_stays_read_and_the_mark_never_moves_back(town: Town) -> None:
    for _ in range(3):
        town.dispatched("rider2")
    first = inbox(town, "rider2")
    newest, second = (one["position"] for one in first["items"][:2])
    assert first["unread"] >= 3

    assert mark(town, "rider2", second) == {"unread": 1, "read_to": second}
    seen = inbox(town, "rider2")
    assert [one["unread"] for one in seen["items"]][:3] == [True, False, False]
    assert (seen["unread"], seen["read_to"]) == (1, second)
    only = inbox(town, "rider2", "&unread=true")["items"]
    assert [one["position"] for one in only] == [newest]
    assert mark(town, "rider2", 1) == {"unread": 1, "read_to": second}
    assert mark(town, "rider2", newest)["unread"] == 0
    assert mark(town, "rider2", newest)["unread"] == 0
    assert inbox(town, "rider3")["read_to"] != newest


def test_nobody_has_read_what_is_to_come(town: Town) -> None:
    position = inbox(town, "rider3")["position"]

    assert mark(town, "rider3", 2**60)["read_to"] == position
    town.dispatched("rider3")

    assert inbox(town, "rider3")["unread"] == 1
    for strange in (-1, "8", 2**63, None, 1.5):
        answer = town["rider3"].post(f"{INBOX}/read", {"position": strange})
        refused(answer, 422, "invalid-request")


def test_the_inbox_pages_without_a_gap(town: Town) -> None:
    for _ in range(3):
        town.dispatched("rider3")
    whole = inbox(town, "rider3")["items"]

    walked, path = [], f"{INBOX}?limit=2"
    page = look(town, path, "rider3")
    while page["next"]:
        walked += page["items"]
        page = look(town, f"{path}&cursor={page['next']}", "rider3")

    assert walked + page["items"] == whole
    refused(town["rider3"].get(f"{INBOX}?cursor=nonsense"), 422, "bad-cursor")


def test_a_notice_arrives_while_one_looks(town: Town) -> None:
    start = inbox(town, "rider1")["position"]
    hearing = listen(town, town["rider1"], f"{STREAM}?after={start}", events(3))
    hearing.until(events(1))

    town.dispatched("rider2")
    report = town.dispatched("rider1")
    town.house.projections.catch_up()
    hearing.until(events(2))
    done(town["dispatcher1"].ask(report, "claim"))
    town.house.projections.catch_up()
    heard = told(hearing.whole())

    assert [one.event for one in heard] == ["read", "notice", "notice"]
    assert [one.data.get("kind") for one in heard[1:]] == ["dispatched", "in_work"]
    assert {one.data["report"] for one in heard[1:]} == {report["id"]}
    assert heard[1].data["unread"] is True
    assert [one.id for one in heard[1:]] == [one.data["position"] for one in heard[1:]]


def test_who_comes_back_hears_what_was_missed_and_nothing_twice(town: Town) -> None:
    start = inbox(town, "rider1")["position"]
    reports = [town.dispatched("rider1") for _ in range(3)]
    town.house.projections.catch_up()
    rider = town["rider1"]

    first = told(listen(town, rider, f"{STREAM}?after={start}", events(2)).whole())
    notices = [one for one in first if one.event == "notice"]
    last = str(notices[0].id)
    rest = told(listen(town, rider, STREAM, events(3), Last_Event_ID=last).whole())

    heard = notices[:1] + [one for one in rest if one.event == "notice"]
    assert [one.data["report"] for one in heard] == [one["id"] for one in reports]
    refused(rider.get(STREAM, last_event_id="x7"), 400, "bad-header")


def test_who_goes_on_beyond_the_end_of_the_log_begins_anew(town: Town) -> None:
    end = inbox(town, "rider1")["position"]
    beyond = str(end + 1000)
    hearing = listen(town, town["rider1"], STREAM, events(3), Last_Event_ID=beyond)
    hearing.until(events(2))

    report = town.dispatched("rider1")
    town.house.projections.catch_up()

    begun, mark, came = told(hearing.whole())
    assert (begun.event, begun.id, mark.event) == ("reset", end, "read")
    assert (came.event, came.data["report"]) == ("notice", report["id"])


def test_what_one_screen_reads_the_other_hears(town: Town) -> None:
    town.dispatched("rider2")
    newest = inbox(town, "rider2")["items"][0]["position"]
    hearing = listen(town, town["rider2"], STREAM, events(2))
    hearing.until(events(1))

    mark(town, "rider2", newest)
    before, after = told(hearing.whole())

    assert (before.event, after.event) == ("read", "read")
    assert before.data["unread"] >= 1
    assert after.data == {"unread": 0, "read_to": newest}


def test_an_open_inbox_ends_with_the_session(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(screens, "HEARTBEAT_S", 0.1)
    assert town.client.portal
    signed = town.client.portal.call(town.house.wiring.identity.staff.token, "rider3")
    town["rider3"]  # the others' token stays as it is
    headers = {"Authorization": f"Bearer {signed.token}"}
    listener = type(town["rider3"])("rider3", town.client, headers)
    hearing = listen(town, listener, STREAM)
    hearing.until(lambda text: ": alive" in text)

    town.house.wiring.identity.sessions.end(signed.token)

    assert hearing.whole().endswith("event: end\ndata: {}\n\n")


def test_one_account_keeps_only_so_many_open(town: Town) -> None:
    pulse = town.client.app.state.pulses["inbox"]  # type: ignore[attr-defined] # Starlette's, typed as any ASGI application
    account = done(town["rider1"].get("/v1/me"))["id"]
    for _ in range(PER_ACCOUNT):
        pulse.enter(account)
    try:
        refused(town["rider1"].get(STREAM), 429, "too-many-streams")
    finally:
        for _ in range(PER_ACCOUNT):
            pulse.leave(account)


def test_it_is_for_riders_alone(town: Town) -> None:
    for path in (INBOX, STREAM, "/v1/me/quiet-hours"):
        refused(town["dispatcher1"].get(path), 403, "role-needed")
        refused(town.nobody.get(path), 401, "not-signed-in")
    assert BEISHAN not in str(inbox(town, "rider1"))


def test_the_inbox_waits_for_ones_own_writes(town: Town) -> None:
    answer = town["rider1"].get(f"{INBOX}?min_position={2**40}")

    assert refused(answer, 503, "not-yet-shown")["asked"] == 2**40

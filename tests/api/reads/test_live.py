"""Live queues: nothing lost, nothing told twice, and nobody listens longer than allowed."""

import pytest

from api.reads import screens
from api.reads.pulse import PER_ACCOUNT, Pulse
from domain.people import Post, Staff
from domain.streams import staff_stream
from domain.values import Role
from services.commands import Command
from tests.api.reads.looking import events, listen, look, told
from tests.api.town import BEISHAN, Town, done, refused

STREAM = f"/v1/queues/{BEISHAN}/stream"


def test_a_change_is_told_while_it_happens(town: Town) -> None:
    start = look(town, f"/v1/queues/{BEISHAN}", "dispatcher1")["position"]
    hearing = listen(town, town["dispatcher1"], f"{STREAM}?after={start}", events(3))

    report = town.dispatched()
    town.house.projections.catch_up()
    hearing.until(events(1))
    done(town["dispatcher2"].ask(report, "claim"))
    town.house.projections.catch_up()
    hearing.until(events(2))
    away = {"reason": "not_our_ground", "words": "不在本街道"}
    done(town["dispatcher2"].ask(report, "return", away))
    town.house.projections.catch_up()
    heard = told(hearing.whole())

    assert [one.event for one in heard] == ["changed", "changed", "left"]
    assert {one.data["id"] for one in heard} == {report["id"]}
    assert [one.data.get("state") for one in heard] == ["dispatched", "claimed", None]
    assert heard[1].data["claimed_by_login"] == "dispatcher2"
    assert [one.id for one in heard] == sorted({one.id for one in heard})


def test_who_comes_back_hears_what_was_missed_and_nothing_twice(town: Town) -> None:
    start = look(town, f"/v1/queues/{BEISHAN}", "dispatcher1")["position"]
    reports = [town.dispatched() for _ in range(4)]
    town.house.projections.catch_up()
    dispatcher = town["dispatcher1"]

    first = told(listen(town, dispatcher, f"{STREAM}?after={start}", events(2)).whole())
    last = str(first[1].id)
    rest = told(listen(town, dispatcher, STREAM, events(2), Last_Event_ID=last).whole())

    heard = [one.data["id"] for one in first[:2]] + [one.data["id"] for one in rest]
    assert heard == [report["id"] for report in reports]


def test_nothing_new_is_told_but_the_line_stays_open(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(screens, "HEARTBEAT_S", 0.05)
    end = look(town, f"/v1/queues/{BEISHAN}", "dispatcher1")["position"]

    text = listen(town, town["dispatcher1"], STREAM, lambda it: it.count(": alive") > 1).whole()

    assert told(text) == []
    assert text.startswith(f"retry: 2000\nid: {end}\n")


def test_who_loses_the_post_is_shown_out(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(screens, "HEARTBEAT_S", 0.1)
    wiring = town.house.wiring
    listener = town["supervisor2"]
    pseudonym = done(listener.get("/v1/me"))["id"]
    hearing = listen(town, listener, "/v1/queues/330105012/stream")
    post = Post(role=Role.SUPERVISOR, office="330105012")

    def revoke(staff: Staff) -> None:
        staff.revoke(pseudonym, post, "system:test", wiring.clock())

    things = [(Staff, staff_stream(pseudonym))]
    assert town.client.portal
    town.client.portal.call(wiring.app.change, things, revoke, Command.worker("test", "revoke"))
    text = hearing.whole()

    assert text.endswith("event: end\ndata: {}\n\n")
    refused(listener.get("/v1/queues/330105012"), 403, "role-needed")


def test_one_account_keeps_only_so_many_open(town: Town) -> None:
    pulse: Pulse = town.client.app.state.pulses["queues"]  # type: ignore[attr-defined] # Starlette's, typed as any ASGI application
    account = done(town["operator1"].get("/v1/me"))["id"]
    for _ in range(PER_ACCOUNT):
        pulse.enter(account)
    try:
        answer = town["operator1"].get("/v1/queues/desk/stream")
    finally:
        for _ in range(PER_ACCOUNT):
            pulse.leave(account)

    assert refused(answer, 429, "too-many-streams")["most"] == PER_ACCOUNT
    listen(town, town["operator1"], "/v1/queues/desk/stream", lambda text: "open" in text).whole()
    pulse.enter(account)  # the one that went away is counted no more
    pulse.leave(account)
    assert account not in pulse._open  # noqa: SLF001 - nothing outside shows the count


def test_who_goes_on_beyond_the_end_of_the_log_begins_anew(town: Town) -> None:
    dispatcher = town["dispatcher1"]
    end = look(town, f"/v1/queues/{BEISHAN}", "dispatcher1")["position"]
    hearings = [
        listen(town, dispatcher, f"{STREAM}?after={end + 1000}", events(2)),
        listen(town, dispatcher, STREAM, events(2), Last_Event_ID=str(end + 1000)),
    ]
    for hearing in hearings:
        hearing.until(events(1))

    report = town.dispatched()
    town.house.projections.catch_up()

    for hearing in hearings:
        begun, came = told(hearing.whole())
        assert (begun.event, begun.id, begun.data) == ("reset", end, {})
        assert (came.event, came.data["id"]) == ("changed", report["id"])


def test_a_list_that_lags_behind_the_log_is_waited_for(town: Town) -> None:
    look(town, f"/v1/queues/{BEISHAN}", "dispatcher1")
    town.dispatched()
    after = town.house.wiring.log.max_notification_id()  # another process has shown it already
    hearing = listen(town, town["dispatcher1"], f"{STREAM}?after={after}", events(1))
    hearing.until(lambda text: "open" in text)

    report = town.dispatched()
    town.house.projections.catch_up()

    assert [one.event for one in told(hearing.whole())] == ["changed"]
    assert told(hearing.text)[0].data["id"] == report["id"]


def test_an_open_list_begins_anew_once_the_log_went_back(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(screens, "HEARTBEAT_S", 0.05)
    end = look(town, f"/v1/queues/{BEISHAN}", "dispatcher1")["position"]
    stands = iter((end + 2, end + 2))  # as a server that is failed over to one that lags
    projections = town.house.projections
    position = type(projections).position
    monkeypatch.setattr(
        type(projections), "position", lambda self, view: next(stands, position(self, view))
    )

    text = listen(town, town["dispatcher1"], STREAM, events(1)).whole()

    assert text.startswith(f"retry: 2000\nid: {end + 2}\n")
    assert [(one.event, one.id) for one in told(text)] == [("reset", end)]


def test_a_strange_last_event_is_refused(town: Town) -> None:
    for strange in ("x7", "-1", "9" * 19):
        answer = town["operator1"].get("/v1/queues/desk/stream", last_event_id=strange)
        refused(answer, 400, "bad-header")


def test_the_end_of_the_process_ends_every_stream(town: Town) -> None:
    pulse: Pulse = town.client.app.state.pulses["queues"]  # type: ignore[attr-defined] # as above
    hearing = listen(town, town["operator1"], "/v1/queues/desk/stream")
    hearing.until(lambda text: "open" in text)
    assert town.client.portal
    town.client.portal.call(pulse.end)

    assert hearing.whole().startswith("retry:")

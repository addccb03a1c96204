"""What auditors ask: the log line by line, a report event by event, and any past moment."""

from dataclasses import replace
from typing import Any
from urllib.parse import quote

import msgspec
import pytest

from api.reads import audit_log
from domain.people import Disclosures
from domain.streams import disclosures_stream
from services.commands import Command
from services.eventlog.recorder import EventLog
from tests.api.reads.looking import Hearing, award, listen, look, never
from tests.api.town import BEISHAN, NOTE, Town, done, refused


def lines(body: bytes) -> list[dict[str, Any]]:
    return [msgspec.json.decode(line) for line in body.splitlines()]


def test_every_event_is_there_once_in_order_and_sealed(town: Town) -> None:
    report = town.report("rider1", note=NOTE)
    head = town.house.wiring.log.head()

    answer = town["auditor1"].get("/v1/audit/events")

    found = lines(answer.content)
    assert answer.headers["content-type"].startswith("application/x-ndjson")
    assert [one["position"] for one in found] == list(range(1, head.size + 1))
    last = found[-1]
    assert (last["topic"], last["stream"], last["version"]) == ("report.submitted", report["id"], 1)
    assert last["data"]["number"] == report["number"]
    assert {"note", "fix"} <= set(last["sealed"])
    assert (len(last["leaf_hash"]), len(last["command_id"]), len(last["by"])) == (64, 32, 32)
    assert NOTE.encode() not in answer.content


def test_the_log_can_be_read_in_pieces(town: Town) -> None:
    found = lines(town["auditor1"].get("/v1/audit/events?after=3&limit=4").content)
    assert [one["position"] for one in found] == [4, 5, 6, 7]

    drawn = lines(town["auditor1"].get("/v1/audit/events?topic=office.opened").content)
    assert {one["topic"] for one in drawn} == {"office.opened"}
    assert len(drawn) == 30


def test_a_long_log_is_sent_a_page_at_a_time(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(audit_log, "PAGE", 50)
    asked: list[int] = []
    heard: list[Hearing] = []
    real = EventLog.lines

    def counted(self: EventLog, after: int, *rest: Any, **more: Any) -> Any:
        asked.append(len(heard[0].pieces) if heard else 0)  # the door reads before we listen
        return real(self, after, *rest, **more)

    fill(town, 1000)
    size = town.house.wiring.log.head().size
    monkeypatch.setattr(EventLog, "lines", counted)
    hearing = listen(town, town["auditor1"], "/v1/audit/events", never)
    heard.append(hearing)
    text = hearing.whole()

    assert len(lines(text.encode())) == size
    assert max(len(piece.splitlines()) for piece in hearing.pieces) == 50
    pages = asked[-len(hearing.pieces) :]
    assert all(sent >= number - 1 for number, sent in enumerate(pages))  # none was read ahead


def fill(town: Town, size: int) -> None:
    """Let so much happen that the log has at least this length."""
    wiring, staff = town.house.wiring, "ab" * 16

    def look_often(seen: Disclosures) -> None:
        for _ in range(size):
            seen.reveal(staff, "cd" * 16, "test", wiring.clock())

    things = [(Disclosures, disclosures_stream(staff))]
    assert town.client.portal
    town.client.portal.call(wiring.app.change, things, look_often, Command.worker("test", "fill"))


def test_an_event_nobody_can_read_is_shown_with_its_flaw(town: Town) -> None:
    line = town.house.wiring.log.lines(0, 1)[0]
    broken = audit_log.entry(replace(line, state=b"{"))

    assert (broken.position, broken.data, broken.flaw) == (1, {}, "DecodeError")


def test_a_report_is_shown_event_by_event_with_its_grounds(town: Town) -> None:
    report = town.verified("rider1")
    award(town)
    path = f"/v1/audit/reports/{report['id']}"
    seen = look(town, path, "auditor1")

    events = seen["events"]
    assert [one["topic"] for one in events] == [
        "report.submitted",
        "report.dispatched",
        "report.claimed",
        "report.resolved",
        "report.verified",
    ]
    sent = events[1]
    assert sent["text"].startswith("已派遣给北山街道")
    assert sent["why"].startswith("由派遣员指定（规则第 1 版）；时限 ")
    assert sent["data"]["terms"]["calendars"]
    assert events[2]["by_login"] == "dispatcher1"
    assert events[3]["sealed"] == ["words"]
    kinds = {one["line"]["kind"] for one in seen["points"]}
    assert kinds == {"credited", "vested"}
    credited = next(one for one in seen["points"] if one["line"]["kind"] == "credited")
    assert credited["why"].startswith("规则 ")
    assert seen["report"]["id"] == report["id"]
    english = done(town["auditor1"].get(path, accept_language="en"))
    assert english["events"][1]["why"].startswith("an operator chose the office (rule version 1); ")


def test_the_past_answers_as_it_did_then(town: Town) -> None:
    report = town.dispatched("rider2")
    award(town)
    queue = f"/v1/queues/{BEISHAN}?limit=200&sort=submitted_at"
    then = look(town, queue, "dispatcher1")
    points = look(town, "/v1/me/credits", "rider2")
    figures = look(town, "/v1/metrics", "lead1")
    moment = town.now.at
    position = then["position"]
    work = {"outcome": "cleaned", "photos": [town["dispatcher1"].photo()]}
    done(town["dispatcher1"].ask(report, "claim"))
    done(town["dispatcher1"].ask(report, "resolve", work))
    done(town["verifier1"].ask(report, "verify"))
    town.report("rider2")
    award(town)
    town.house.projections.catch_up()
    auditor = town["auditor1"]

    for as_of in (str(position), quote(moment.isoformat())):
        asked = f"as_of={as_of}&queue={BEISHAN}&limit=200&sort=submitted_at"
        queues = done(auditor.get(f"/v1/audit/queues?{asked}"))
        assert (queues["items"], queues["counts"]) == (then["items"], then["counts"])
        assert queues["position"] == position
        wallets = done(auditor.get(f"/v1/audit/credits?as_of={as_of}&limit=200"))
        rider = done(town["rider2"].get("/v1/me"))["id"]
        sums = next(one for one in wallets["items"] if one["rider"] == rider)
        assert {name: sums[name] for name in ("balance", "pending", "earned")} == {
            name: points[name] for name in ("balance", "pending", "earned")
        }
        assert sum(wallets["accounts"].values()) == 0
        metrics = done(auditor.get(f"/v1/audit/metrics?as_of={as_of}"))
        assert metrics == figures
    assert look(town, queue, "dispatcher1") != then


def test_all_reports_of_the_past_can_be_listed(town: Town) -> None:
    report = town.report()
    seen = look(town, f"/v1/audit/queues?as_of={report['position']}&sort=-position", "auditor1")
    before = look(town, f"/v1/audit/queues?as_of={report['position'] - 1}&limit=200", "auditor1")

    assert seen["items"][0]["id"] == report["id"]
    assert report["id"] not in [one["id"] for one in before["items"]]


@pytest.mark.parametrize(
    "as_of",
    [
        "yesterday",
        "2099-01-01T00:00:00Z",
        "2026-11-23T09:00:00",
        "2026-W47-1T09:00:00Z",
        "20261123T090000Z",
        "-1",
        "1" * 40,
    ],
)
def test_as_of_takes_a_position_or_a_moment_that_is_over(town: Town, as_of: str) -> None:
    refused(town["auditor1"].get(f"/v1/audit/queues?as_of={quote(as_of)}"), 422, "bad-as-of")


def test_as_of_is_read_in_small_letters_too(town: Town) -> None:
    moment = town.house.wiring.clock().isoformat()
    written = quote(moment.replace("T", "t").replace("+00:00", "z"))

    assert done(town["auditor1"].get(f"/v1/audit/queues?as_of={written}"))["position"] > 0
    assert look(town, f"/v1/audit/queues?as_of={'0' * 30}1", "auditor1")["position"] == 1


def test_a_position_that_is_not_there_yet_is_not_shown(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("api.waiting.reached.__defaults__", (0.05,))
    refused(town["auditor1"].get("/v1/audit/credits?as_of=99999999"), 503, "not-yet-shown")

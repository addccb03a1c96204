"""The time slider: where moments lie in the log, and what two of them differ in."""

from datetime import timedelta
from urllib.parse import quote

import pytest

from projections.queues import difference as differing
from tests.api.reads.looking import look
from tests.api.town import BEISHAN, TIANSHUI, Town, done, refused


def test_the_span_is_that_of_the_log(town: Town) -> None:
    report = town.report()
    log = town.house.wiring.log

    seen = look(town, "/v1/audit/span", "auditor1")

    assert seen["last_position"] == log.head().size == report["position"]
    assert seen["first_at"] < seen["last_at"]
    for name, position in (("first_at", 1), ("last_at", report["position"])):
        at = look(town, f"/v1/audit/position?at={position}", "auditor1")
        assert at == {"position": position, "at": seen[name]}


def test_a_moment_has_the_last_position_recorded_by_then(town: Town) -> None:
    report = town.report()
    town.now.at += timedelta(hours=1)
    after = town.now.at
    town.now.at += timedelta(hours=1)
    town.report()

    seen = look(town, f"/v1/audit/position?at={quote(after.isoformat())}", "auditor1")

    assert seen["position"] == report["position"]
    assert seen["at"] < after.isoformat()
    early = look(town, "/v1/audit/position?at=1999-01-01T00:00:00Z", "auditor1")
    assert early == {"position": 0, "at": "1999-01-01T00:00:00Z"}


@pytest.mark.parametrize("at", ["", "soon", "2999-01-01T00:00:00Z", "2026-11-23T09:00:00"])
def test_a_moment_must_be_one_that_is_over(town: Town, at: str) -> None:
    refused(town["auditor1"].get(f"/v1/audit/position?at={at}"), 422, "bad-as-of")
    span = f"/v1/audit/difference?since=1&until={at}"
    refused(town["auditor1"].get(span), 422, "bad-as-of")


def test_a_position_that_is_not_written_has_no_moment(town: Town) -> None:
    refused(town["auditor1"].get("/v1/audit/position?at=99999999"), 503, "not-yet-shown")


def test_a_queue_says_who_came_who_left_and_who_changed(town: Town) -> None:
    stays, leaves, rests = (town.dispatched("rider1") for _ in range(3))
    since = rests["position"]
    done(town["dispatcher1"].ask(stays, "claim"))
    wish = {"office": TIANSHUI, "reason": "not_our_ground", "words": "在天水"}
    done(town["supervisor1"].ask(leaves, "transfer", wish))
    enters = town.dispatched("rider2")

    path = f"/v1/audit/difference?since={since}&until={enters['position']}&queue={BEISHAN}"
    seen = look(town, path, "auditor1")

    assert [one["id"] for one in seen["entered"]] == [enters["id"]]
    assert [one["id"] for one in seen["left"]] == [leaves["id"]]
    assert seen["left"][0]["office"] == BEISHAN
    (changed,) = seen["changed"]
    assert (changed["before"]["id"], changed["after"]["id"]) == (stays["id"], stays["id"])
    assert (changed["before"]["state"], changed["after"]["state"]) == ("dispatched", "claimed")
    assert changed["after"]["claimed_by_login"] == "dispatcher1"
    counts = seen["counts"]
    assert (counts["entered"], counts["left"], counts["changed"]) == (1, 1, 1)
    assert counts["since"] == counts["until"]
    assert seen["more"] == {"entered": False, "left": False, "changed": False}
    assert rests["id"] not in str([seen["entered"], seen["left"], seen["changed"]])


def test_nothing_differs_from_itself_and_all_from_the_beginning(town: Town) -> None:
    position = town.report()["position"]

    same = look(town, f"/v1/audit/difference?since={position}&until={position}", "auditor1")
    whole = look(town, f"/v1/audit/difference?since=0&until={position}", "auditor1")

    assert (same["entered"], same["left"], same["changed"]) == ([], [], [])
    listed = look(town, f"/v1/audit/queues?as_of={position}&limit=200&sort=-position", "auditor1")
    assert whole["entered"] == listed["items"]
    assert whole["counts"]["since"] == 0
    assert whole["counts"]["until"] == whole["counts"]["entered"] == len(listed["items"])


def test_moments_do_as_well_as_positions(town: Town) -> None:
    before = town.now.at
    town.now.at += timedelta(minutes=5)
    report = town.report()

    path = f"/v1/audit/difference?since={quote(before.isoformat())}&until={report['position']}"
    seen = look(town, path, "auditor1")

    assert [one["id"] for one in seen["entered"]] == [report["id"]]
    assert seen["since"]["at"] == before.isoformat().replace("+00:00", "Z")


def test_a_long_difference_says_that_there_is_more(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    since = town.report()["position"]
    last = [town.report() for _ in range(3)][-1]
    monkeypatch.setattr(differing, "MOST", 2)

    seen = look(town, f"/v1/audit/difference?since={since}&until={last['position']}", "auditor1")

    assert [one["position"] for one in seen["entered"]] == [last["position"], last["position"] - 1]
    assert seen["counts"]["entered"] == 3
    assert seen["more"]["entered"]


def test_a_span_must_not_run_backwards(town: Town) -> None:
    town.house.projections.catch_up()
    path = "/v1/audit/difference?since=5&until=4"
    refused(town["auditor1"].get(path), 422, "invalid-request")
    unknown = "/v1/audit/difference?since=1&until=2&queue=nowhere"
    refused(town["auditor1"].get(unknown), 404, "unknown-queue")

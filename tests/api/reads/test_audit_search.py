"""What auditors look for in the log: a stream, a person, a span of time, the newest first."""

from datetime import timedelta
from typing import Any
from urllib.parse import quote

import msgspec
import pytest

from api.reads import audit_log
from tests.api.town import Town, done, refused


def asked(town: Town, query: str) -> list[dict[str, Any]]:
    answer = town["auditor1"].get(f"/v1/audit/events?{query}")
    assert answer.status_code == 200, answer.text
    return [msgspec.json.decode(line) for line in answer.content.splitlines()]


def positions(found: list[dict[str, Any]]) -> list[int]:
    return [one["position"] for one in found]


def test_one_stream_is_a_reports_life(town: Town) -> None:
    report = town.claimed()
    town.report("rider2")

    found = asked(town, f"stream={report['id']}")

    assert [one["topic"] for one in found] == [
        "report.submitted",
        "report.dispatched",
        "report.claimed",
    ]
    assert {one["stream"] for one in found} == {report["id"]}
    back = asked(town, f"stream={report['id']}&newest=true&limit=2")
    assert positions(back) == positions(found)[:0:-1]


def test_what_somebody_did_is_found_by_login_and_by_pseudonym(town: Town) -> None:
    report = town.claimed()
    who = done(town["dispatcher1"].get("/v1/me"))["id"]

    by_login = asked(town, "by=Dispatcher1&newest=true&limit=1")
    by_pseudonym = asked(town, f"by={who}")

    assert [(one["topic"], one["stream"]) for one in by_login] == [("report.claimed", report["id"])]
    assert by_login[0] in by_pseudonym
    assert {one["by"] for one in by_pseudonym} == {who}
    assert asked(town, "by=nobody-at-all") == []


def test_a_riders_login_leads_to_no_pseudonym(town: Town) -> None:
    town.report("rider1")

    assert asked(town, "by=rider1") == []


def test_who_is_only_mentioned_did_not_do_it(town: Town) -> None:
    town.claimed()
    rider = done(town["rider1"].get("/v1/me"))["id"]

    found = asked(town, f"by={rider}")

    assert found
    assert {one["by"] for one in found} == {rider}
    assert "report.dispatched" not in {one["topic"] for one in found}


def test_a_span_of_time_has_both_its_ends(town: Town) -> None:
    town.now.at += timedelta(hours=1)
    first = town.report()
    town.now.at += timedelta(hours=1)
    town.report()
    (begun,) = asked(town, f"stream={first['id']}")
    at = quote(begun["recorded_at"])

    assert positions(asked(town, f"since={at}&until={at}")) == [begun["position"]]
    assert asked(town, f"since={at}")[0] == begun
    assert asked(town, f"until={at}&newest=true&limit=1") == [begun]
    assert asked(town, "until=1970-01-01T00:00:00Z") == []
    assert asked(town, "since=2999-01-01T00:00:00Z") == []


def test_the_newest_first_is_the_log_backwards_page_by_page(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(audit_log, "PAGE", 7)
    whole = positions(asked(town, ""))

    assert positions(asked(town, "newest=true")) == whole[::-1]
    first = positions(asked(town, "newest=true&limit=10"))
    second = positions(asked(town, f"newest=true&limit=10&before={first[-1]}"))
    assert first + second == whole[:-21:-1]
    assert positions(asked(town, "after=3&before=6")) == [4, 5]


def test_a_search_for_somebody_goes_on_through_pages_without_them(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    town.claimed()
    everything = asked(town, "by=dispatcher1")
    monkeypatch.setattr(audit_log, "PAGE", 3)

    assert asked(town, "by=dispatcher1") == everything
    assert asked(town, "by=dispatcher1&limit=1") == everything[:1]
    topic = "topic=report.claimed&by=dispatcher1"
    assert [one["topic"] for one in asked(town, topic)] == ["report.claimed"] * len(everything)


@pytest.mark.parametrize(
    "query",
    ["stream=7", "since=yesterday", "until=1700000000", "before=0", "newest=perhaps", "by=%00"],
)
def test_what_is_no_filter_is_refused(town: Town, query: str) -> None:
    refused(town["auditor1"].get(f"/v1/audit/events?{query}"), 422, "invalid-request")

"""The short way of the busiest routes says what the framework's way says."""

from typing import Any
from unittest import mock

import pytest
from fastapi.routing import APIRoute

from api.swift import Swift
from services.limits import Limited
from tests.api.town import RUBBISH, Town, done, refused

ODD = "application/vnd.city+json"  # read by the framework alone
WISHES: list[dict[str, Any]] = [
    {"words": 7},
    {"words": "a\x00b"},
    {"words": "x" * 2001},
    {"words": "x", "more": 1},
    {},
]


def _asked(town: Town, report: dict[str, Any], wish: object, kind: str) -> Any:
    path = f"/v1/reports/{report['id']}/note"
    return town["dispatcher1"].post(path, wish, Content_Type=kind)


@pytest.mark.parametrize("wish", WISHES, ids=str)
def test_a_flaw_is_named_alike_on_both_ways(town: Town, wish: dict[str, Any]) -> None:
    report = town.dispatched()

    short, framework = (_asked(town, report, wish, kind) for kind in ("application/json", ODD))

    assert refused(short, 422, "invalid-request") == refused(framework, 422, "invalid-request")
    assert _kept(short) == _kept(framework)


def test_what_is_right_is_done_alike_on_both_ways(town: Town) -> None:
    report = town.dispatched()

    short, framework = (
        _asked(town, report, {"words": "看过"}, kind) for kind in ("application/json", ODD)
    )

    assert done(short).keys() == done(framework).keys()
    assert _kept(short) == _kept(framework)


def test_a_wish_that_goes_the_frameworks_way_counts_once(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    limits, report = town.house.wiring.limits, town.dispatched()
    check = mock.Mock(wraps=limits.check)
    monkeypatch.setattr(limits, "check", check)

    _asked(town, report, {"words": 7}, "application/json")

    assert [call.args[0] for call in check.call_args_list] == [Limited.REQUESTS]


def test_a_wrong_method_is_refused_on_the_short_way_too(town: Town) -> None:
    answer = town["dispatcher1"].get(f"/v1/reports/{town.dispatched()['id']}/claim")

    assert refused(answer, 405, "wrong-method")
    assert answer.headers["allow"] == "POST"


def test_every_command_on_a_report_goes_the_short_way(town: Town) -> None:
    routes = [one for one in town.client.app.routes if isinstance(one, APIRoute)]  # type: ignore[attr-defined]
    long = [
        one.path
        for one in routes
        if one.path.startswith("/v1/reports") and "POST" in (one.methods or ())
        if not (isinstance(one, Swift) and one.swift)
    ]

    assert long == ["/v1/reports/{report}/photos/{photo}/release"]


def test_a_repeated_report_costs_nothing_of_the_hour(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    rider = town["rider3"]
    wish = {"category": RUBBISH, "photos": [rider.photo()], "location": town.place()}
    limits = town.house.wiring.limits
    monkeypatch.setattr(limits, "_now", lambda: 1_000_000.0)  # nothing becomes free meanwhile

    first = done(rider.post("/v1/reports", wish, key="once"), 201)
    before = dict(limits._full_at)  # noqa: SLF001 - what was counted
    again = done(rider.post("/v1/reports", wish, key="once"), 201)
    after = dict(limits._full_at)  # noqa: SLF001 - what was counted

    assert first == again
    submits = [who for who in after if who[0] == "submits"]
    assert all(after[who] - before[who] < 0.001 for who in submits)


def _kept(answer: Any) -> set[str]:
    return set(answer.headers) - {"x-request-id"}

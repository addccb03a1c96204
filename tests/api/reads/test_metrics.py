"""The city's figures over HTTP: each with its grounds, of a period, an office, a category."""

from datetime import timedelta

from tests.api.reads.looking import look
from tests.api.town import BEISHAN, RUBBISH, TIANSHUI, Town, refused


def test_every_rate_comes_with_its_grounds_and_formula(town: Town) -> None:
    town.verified("rider1")
    town.report("rider2")

    seen = look(town, "/v1/metrics?from=2026-11-01&to=2026-11-30", "lead1")

    rates = {one["code"]: one for one in seen["rates"]}
    filing = rates["filing"]
    assert (filing["value"], filing["numerator"], filing["denominator"]) == (1.0, 1, 1)
    assert filing["exclusions"] == {"duplicates": 0, "withdrawn": 0}
    assert filing["name"] == "立案率"
    assert "÷" in filing["formula"]
    assert "/" in filing["formula_en"]
    assert rates["satisfaction"]["value"] is None
    assert {"timely_handling", "rework", "closing"} <= set(rates)
    assert seen["participation"] == [{"month": "2026-11", "riders": 2, "reports": 2}]
    assert (seen["stock"]["total"], seen["stock"]["by_state"]["submitted"]) == (1, 1)
    assert seen["overdue"] == {"overdue": 0, "exempted": 0, "net": 0}
    whole = seen["times"]["whole"][0]
    assert whole["count"] == 1
    assert whole["p50"] <= whole["p90"] <= whole["p99"]


def test_figures_are_cut_by_office_category_and_day(town: Town) -> None:
    town.dispatched("rider1")
    scope = "from=2026-11-23&to=2026-11-23"

    def taken(query: str) -> int:
        rates = look(town, f"/v1/metrics?{scope}&{query}", "lead1")["rates"]
        found: int = next(one for one in rates if one["code"] == "filing")["numerator"]
        return found

    assert taken(f"office={BEISHAN}") == taken(f"category={RUBBISH}") == taken("") > 0
    assert taken(f"office={TIANSHUI}") == taken("category=M09006") == 0
    each = look(town, f"/v1/metrics?{scope}&each=office", "lead1")["times"]["response"]
    assert [one["key"] for one in each] == [BEISHAN]


def test_without_dates_the_last_thirty_days_are_meant(town: Town) -> None:
    seen = look(town, "/v1/metrics", "lead1")
    today = (town.now.at + timedelta(hours=8)).date()

    assert (seen["first"], seen["last"]) == (
        (today - timedelta(days=29)).isoformat(),
        today.isoformat(),
    )


def test_a_period_must_be_one(town: Town) -> None:
    backwards = "/v1/metrics?from=2026-11-30&to=2026-11-01"
    endless = "/v1/metrics?from=0001-01-01&to=2026-11-01"

    numbers = ("/v1/metrics?from=0", "/v1/dashboard?from=1735689600", "/v1/metrics?to=20261101")

    for path in (backwards, endless, *numbers):
        assert refused(town["lead1"].get(path), 422, "invalid-request")["fields"]


def test_the_ends_of_the_calendar_are_days_like_others(town: Town) -> None:
    seen = look(town, "/v1/metrics?to=0001-01-05", "lead1")

    assert (seen["first"], seen["last"]) == ("0001-01-01", "0001-01-05")
    assert look(town, "/v1/metrics?to=9999-12-31", "lead1")["last"] == "9999-12-31"
    for long_ago in ("0001-01-01T00:00:00Z", "0001-01-01T00:00:00%2B23:59"):
        for path in ("/v1/metrics", "/v1/audit/metrics", "/v1/audit/credits"):
            refused(town["admin1"].get(f"{path}?as_of={long_ago}"), 422, "bad-as-of")

"""How much the dashboard asks of the database: once for an answer, and seldom for visitors."""

from datetime import date, timedelta

import pytest
from sqlalchemy import event

from domain.city import Figure
from tests.api.reads.public import NOVEMBER, keep, switch_on
from tests.api.town import TIANSHUI, Town, done


@pytest.fixture(autouse=True, scope="module")
def lived(town: Town) -> None:
    """Two reports, and everything public."""
    town.verified("rider1")
    town.dispatched("rider2", TIANSHUI)
    switch_on(town, *Figure)
    town.house.projections.catch_up()


def test_a_period_has_four_hundred_days_at_the_most(town: Town) -> None:
    last = date(2026, 11, 30)
    for path in ("", "/trend/csv"):
        for days, status in ((400, 200), (401, 422)):
            first = last - timedelta(days=days - 1)
            answer = town.nobody.get(f"/v1/dashboard{path}?from={first}&to={last}")
            assert answer.status_code == status


def statements(town: Town) -> list[tuple[str, str]]:
    """Hear what the views are asked from now on."""
    heard: list[tuple[str, str]] = []
    event.listen(
        town.house.projections.engine,
        "before_cursor_execute",
        lambda *it: heard.append((it[2], str(it[3]))),
    )
    return heard


def test_anonymous_visitors_who_ask_the_same_make_the_database_work_once(town: Town) -> None:
    keep(town, 10)
    for path in (
        f"?{NOVEMBER}",
        f"/rates/csv?{NOVEMBER}",
        "/map/geojson",
        "/map/geojson?open=true",
    ):
        first = town.nobody.get(f"/v1/dashboard{path}")
        heard = statements(town)
        again = town.nobody.get(f"/v1/dashboard{path}")
        assert (again.content, again.headers["etag"]) == (first.content, first.headers["etag"])
        assert heard == []
        assert town["lead1"].get(f"/v1/dashboard{path}").headers["cache-control"] == "no-store"
        assert heard, "staff are answered from the views"
    path = f"/v1/dashboard/rates/csv?{NOVEMBER}"
    assert town.nobody.get(path, accept_language="en").content != town.nobody.get(path).content
    assert town.nobody.get("/v1/dashboard/rates/csv").content


def test_a_figure_that_is_switched_off_is_told_no_more(town: Town) -> None:
    keep(town, 10)
    assert done(town.nobody.get("/v1/dashboard"))["figures"].keys() == set(Figure)

    switch_on(town, "stock")
    town.house.wiring.book.refresh()

    assert done(town.nobody.get("/v1/dashboard"))["figures"].keys() == {"stock"}
    switch_on(town, *Figure)


def test_no_question_is_asked_twice_for_one_answer(town: Town) -> None:
    heard = statements(town)

    done(town["lead1"].get(f"/v1/dashboard?{NOVEMBER}"))

    about = [one for one in heard if "amount" in one[0]]
    assert len(about) == len(set(about)) > 10
    assert sum("projection_bookmark" in one[0] for one in heard) == 1  # one snapshot for all
    assert not any("metric_change" in one[0] for one in heard)

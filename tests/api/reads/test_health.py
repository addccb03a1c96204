"""Health and figures: what machines ask of the process itself."""

import urllib.request
from socket import create_server
from threading import Event
from uuid import UUID

import pytest
from sqlalchemy import delete, insert
from sqlalchemy.exc import OperationalError

from api.reads import health
from api.reads.figures import Figures
from api.reads.scrape import own_port
from projections.house import House
from projections.keeper import Projections
from projections.marks import parked
from projections.stops import Parked
from services.database import writing
from services.eventlog.recorder import EventLog
from services.identity.accounts import Accounts
from services.migrations import NewerSchema
from tests.api.town import Town, done


def test_a_process_lives_and_is_ready_once_its_views_keep_up(town: Town) -> None:
    town.house.projections.catch_up()

    assert done(town.nobody.get("/health/live")) == {"status": "alive"}
    ready = done(town.nobody.get("/health/ready"))
    assert (ready["status"], ready["parked"]) == ("ready", 0)
    assert ready["databases"] == {"log": True, "keys": True, "views": True}
    assert set(ready["behind"].values()) == {0}


def test_views_that_lag_are_told_and_keep_nobody_from_reporting(town: Town) -> None:
    town.house.projections.catch_up()
    town.report()

    ready = done(town.nobody.get("/health/ready"))

    assert ready["status"] == "ready"
    assert set(ready["behind"].values()) == {1}


def test_databases_that_do_not_answer_in_time_make_it_unready(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    town.house.projections.catch_up()
    locked, looks = Event(), list[str]()
    position = Projections.position

    def waiting(views: Projections, name: str) -> int:
        looks.append(name)
        assert locked.wait(30)
        return position(views, name)

    monkeypatch.setattr(health, "PATIENCE_S", 0.2)
    monkeypatch.setattr(Projections, "position", waiting)
    try:
        for _ in range(3):
            ready = done(town.nobody.get("/health/ready"), 503)
            assert ready["databases"] == {"log": False, "keys": False, "views": False}
        assert len(looks) == 1, "many who ask take one thread"
    finally:
        locked.set()
    monkeypatch.setattr(health, "PATIENCE_S", 30)
    assert done(town.nobody.get("/health/ready"))["status"] == "ready"


def test_a_process_that_is_too_old_for_the_views_is_not_ready(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    def newer(*_: object) -> None:
        raise NewerSchema("view queues", "9", "4")

    monkeypatch.setattr(Projections, "position", newer)

    answer = town.nobody.get("/health/ready")

    assert done(answer, 503)["databases"]["views"] is False
    assert answer.headers["retry-after"]


def test_what_workers_and_views_gave_up_is_counted_and_the_process_stays_ready(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    town.house.projections.catch_up()
    left = Parked("queues", UUID(int=1), 3, "report.claimed", "ValueError")
    monkeypatch.setattr(Projections, "parked", lambda _: [left])
    with writing(town.house.wiring.views_engine) as db:
        for worker, position in (("award", 3), ("award", 4), ("inspect", 3)):
            row = {"worker": worker, "position": position, "stream": UUID(int=1), "error": "X"}
            db.execute(insert(parked).values(row))
    try:
        ready = done(town.nobody.get("/health/ready"))
        figures = town["admin1"].get("/metrics").text
    finally:
        with writing(town.house.wiring.views_engine) as db:
            db.execute(delete(parked))

    assert (ready["status"], ready["parked"]) == ("ready", 4)
    assert 'suishoupai_parked{by="views"} 1.0' in figures
    assert 'suishoupai_parked{by="workers"} 3.0' in figures


def away(*_: object) -> None:
    raise OperationalError("select", {}, Exception("away"))


@pytest.mark.parametrize(
    ("database", "kind", "method"),
    [
        ("log", EventLog, "max_notification_id"),
        ("keys", Accounts, "by_pseudonym"),
        ("views", Projections, "position"),
    ],
)
def test_a_database_that_is_away_is_named(
    town: Town, monkeypatch: pytest.MonkeyPatch, database: str, kind: type, method: str
) -> None:
    monkeypatch.setattr(kind, method, away)

    answer = done(town.nobody.get("/health/ready"), 503)

    assert [name for name, good in answer["databases"].items() if not good] == [database]


def test_prometheus_is_told_of_requests_and_of_the_log(town: Town) -> None:
    town.nobody.get("/v1/offices")
    town.nobody.get("/nowhere/at/all")
    town.house.projections.catch_up()

    answer = town["admin1"].get("/metrics")

    assert answer.headers["content-type"].startswith("text/plain")
    size = town.house.wiring.log.head().size
    known = 'suishoupai_requests_total{method="GET",route="/v1/offices",status="200"}'
    unknown = 'suishoupai_requests_total{method="GET",route="none",status="404"}'
    assert f"{known} " in answer.text
    assert f"{unknown} " in answer.text
    assert "nowhere" not in answer.text
    assert f"suishoupai_log_position {float(size)}" in answer.text
    assert 'suishoupai_view_behind{view="queues"} 0.0' in answer.text
    assert "suishoupai_log_waiting 0.0" in answer.text
    assert 'suishoupai_request_seconds_bucket{le="0.5",method="GET",route="/v1/offices"}' in (
        answer.text
    )


def test_the_figures_do_without_a_database_that_is_away(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    admin = town["admin1"]
    monkeypatch.setattr(Projections, "position", away)

    text = admin.get("/metrics").text

    assert "suishoupai_log_waiting" in text
    assert "suishoupai_view_behind" not in text


def test_prometheus_may_have_a_door_of_its_own(town: Town) -> None:
    house: House = town.house
    door = create_server(("127.0.0.1", 0))
    port = door.getsockname()[1]

    def ask() -> bytes:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/metrics", timeout=5) as page:
            return bytes(page.read())

    with own_port(door, Figures(house)):
        assert b"suishoupai_log_position" in ask()
    with pytest.raises(OSError, match="refused"):
        ask()
    with own_port(None, Figures(house)), pytest.raises(OSError, match="refused"):
        ask()

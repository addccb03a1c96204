"""Asking the log itself: replay, rebuild, verify."""

import json
import sqlite3
from contextlib import closing
from uuid import UUID

import pytest

from tests.workers.cli.conftest import City, Run


def change(city: City, database: str, *statements: str) -> None:
    with closing(sqlite3.connect(city.folder / database)) as db, db:
        for statement in statements:
            assert db.execute(statement).rowcount != 0, statement


def test_a_replay_counts_what_came_of_it(city: City) -> None:
    told = json.loads(city.run("replay", "--json").out)

    assert told["reports"] == {"verified": 1}
    assert told["wallets"] == 1
    assert told["balance"] > 0
    assert told["pending"] == 0
    assert sum(told["events"].values()) == told["position"]


def test_a_replay_stops_at_a_position_or_a_moment(city: City) -> None:
    story = [
        json.loads(line)
        for line in city.run("replay", "--report", city.report, "--json").out.splitlines()
    ]
    claimed = next(event for event in story if event["topic"] == "report.claimed")

    at = json.loads(city.run("replay", "--as-of", str(claimed["position"]), "--json").out)
    then = json.loads(city.run("replay", "--as-of", claimed["at"], "--json").out)
    before = json.loads(city.run("replay", "--as-of", "2020-01-01T00:00:00Z", "--json").out)

    assert at["reports"] == {"claimed": 1}
    assert at["position"] == claimed["position"]
    assert then["reports"] == {"claimed": 1}
    assert (before["position"], before["reports"]) == (0, {})


def test_a_reports_story_is_told_by_id_or_number_without_personal_words(city: City) -> None:
    told = city.run("replay", "--report", city.report).out
    first = json.loads(city.run("replay", "--report", city.report, "--json").out.splitlines()[0])
    number = first["facts"]["number"]

    hyphens = f"{number[:3]}-{number[3:6]}-{number[6:]}"
    for name in (number.lower(), hyphens, UUID(city.report).hex, str(UUID(city.report))):
        assert city.run("replay", "--report", name).out == told
    topics = [line.split()[2] for line in told.splitlines()]
    assert topics[0] == "report.submitted"
    assert topics.count("report.verified") == 1
    assert "canary" not in told


def test_what_is_no_moment_or_no_report_is_refused(city: City) -> None:
    assert "neither a position" in city.run("replay", "--as-of", "yesterday").err
    assert "neither a position" in city.run("replay", "--as-of", "2026-01-01T00:00:00").err
    assert city.run("replay", "--report", "XXXXXXXXX").code == 1
    assert city.run("replay", "--report", "0" * 32).code == 1


def test_an_untouched_city_is_clean(city: City) -> None:
    said = city.run("verify")
    told = json.loads(city.run("verify", "--json").out)

    assert said.code == 0
    assert said.out.splitlines()[-1] == "clean"
    assert told["clean"] is True
    assert {view["position"] for view in told["views"].values()} == {told["size"]}


def test_a_row_that_was_changed_is_named(city: City) -> None:
    change(city, "views.db", "UPDATE queue SET bounces = 7")

    said = city.run("verify")
    told = json.loads(city.run("verify", "--json").out)

    assert said.code == 1
    assert f"queues: queue {city.report}" in said.out
    assert told["clean"] is False
    assert told["differences"][0]["shown"]["bounces"] == 7


def test_a_rebuild_puts_a_changed_view_right(city: City) -> None:
    change(city, "views.db", "UPDATE queue SET bounces = 7")

    said = city.run("rebuild", "queues")

    assert said.code == 0
    assert said.out.startswith("queues rebuilt, at position ")
    assert city.run("verify").code == 0


def test_an_event_that_no_view_can_follow_is_told_to_the_operator(city: City) -> None:
    spoil = "UPDATE event SET state = x'7b7d' WHERE topic = 'report.claimed'"
    change(city, "log.db", "DROP TRIGGER event_update_refused", spoil)

    said = city.run("rebuild", "queues", "--json")
    told = [json.loads(line) for line in said.err.splitlines()]

    assert [(one["event"], one["view"], one["topic"]) for one in told] == [
        ("stream parked", "queues", "report.claimed")
    ]
    assert list(json.loads(said.out)["positions"]) == ["queues"]
    assert "queues: " in city.run("verify").out


def test_every_view_can_be_rebuilt_at_once(city: City) -> None:
    told = json.loads(city.run("rebuild", "--json").out)

    assert set(told["positions"]) == set(json.loads(city.run("verify", "--json").out)["views"])
    assert len(set(told["positions"].values())) == 1


@pytest.mark.parametrize("edit", ["recorded_at = recorded_at + 1", "state = 'text'"])
def test_a_line_that_was_changed_behind_the_triggers_is_found(city: City, edit: str) -> None:
    forge = f"UPDATE event SET {edit} WHERE topic = 'report.claimed'"  # noqa: S608 - our own words
    change(city, "log.db", "DROP TRIGGER event_update_refused", forge)

    said = city.run("verify")

    assert said.code == 1
    assert "its stored hash is not that of its stored bytes" in said.out
    assert "not that of the head" in said.out


def test_a_line_that_was_taken_out_is_missed(city: City) -> None:
    change(
        city,
        "log.db",
        "DROP TRIGGER event_delete_refused",
        "DELETE FROM event WHERE topic = 'report.claimed'",
    )

    told = city.run("verify").out

    assert "comes after position" in told
    assert "comes after version" in told


def test_an_empty_log_cannot_be_verified(run: Run) -> None:
    said = run("verify")

    assert said == (1, "", "suishoupai: the database holds no log yet\n")

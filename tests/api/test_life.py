"""The whole life of a report over HTTP, and each command on its way."""

from typing import Any

import pytest

from tests.api.town import BEISHAN, NOTE, RUBBISH, TIANSHUI, Town, done, refused


def test_a_photograph_becomes_a_repair(town: Town) -> None:
    rider, dispatcher, verifier = town["rider1"], town["dispatcher1"], town["verifier1"]
    wish = {
        "category": RUBBISH,
        "photos": [rider.photo()],
        "location": town.place() | {"accuracy": 8.5, "source": "device"},
        "note": NOTE,
        "taken_at": "2026-11-23T09:29:00+08:00",
    }
    sent = rider.post("/v1/reports", wish)
    report = done(sent, 201)
    assert (report["state"], report["note"], report["version"]) == ("submitted", NOTE, 1)
    assert sent.headers["location"] == f"/v1/reports/{report['id']}"
    assert sent.headers["suishoupai-position"] == str(report["position"])

    done(town["operator1"].ask(report, "dispatch", {"office": BEISHAN}))
    claimed = done(dispatcher.ask(report, "claim"))
    assert claimed["claimed_by_login"] == "dispatcher1"
    work = {"outcome": "cleaned", "words": "清理完毕", "photos": [dispatcher.photo()]}
    resolved = done(dispatcher.ask(report, "resolve", work))
    assert resolved["state"] == "resolved"
    closed = done(verifier.ask(report, "verify", {"method": "photo_pair"}))

    assert closed["state"] == "verified"
    seen = done(rider.get(f"/v1/reports/{report['id']}?min_position={closed['position']}"))
    assert [one["role"] for one in seen["photos"]] == ["before", "after"]
    assert (seen["office"], seen["overdue"]) == (BEISHAN, False)
    assert seen["commands"] == ["object", "rate"]

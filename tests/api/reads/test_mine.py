"""What a rider sees of their own: reports, points, the month, redemptions; and hints nearby."""

from typing import Any

import pytest

from domain.datum import Datum, from_wgs84
from tests.api.reads.looking import award, look
from tests.api.town import RUBBISH, Town, done, refused


def test_a_rider_sees_their_own_reports_and_nobody_elses(town: Town) -> None:
    own, other = town.claimed("rider1"), town.report("rider2")

    seen = look(town, "/v1/me/reports?limit=200", "rider1")

    found = {one["id"]: one for one in seen["items"]}
    assert own["id"] in found
    assert other["id"] not in found
    assert found[own["id"]]["state"] == "claimed"
    assert found[own["id"]]["location"]["exact"] is True
    hidden = ("claimed_by", "claimed_by_login", "lease_until", "flags", "drawn", "appeal")
    assert {found[own["id"]][name] for name in hidden} == {None}
    moments = [one["submitted_at"] for one in seen["items"]]
    assert moments == sorted(moments, reverse=True)
    states = {one["state"] for one in look(town, "/v1/me/reports?state=claimed", "rider1")["items"]}
    assert states == {"claimed"}


def test_points_come_with_the_event_behind_them(town: Town) -> None:
    before = look(town, "/v1/me/credits", "rider2")
    report = town.dispatched("rider2")
    award(town)
    pending = look(town, "/v1/me/credits", "rider2")
    work = {"outcome": "cleaned", "photos": [town["dispatcher1"].photo()]}
    done(town["dispatcher1"].ask(report, "claim"))
    done(town["dispatcher1"].ask(report, "resolve", work))
    done(town["verifier1"].ask(report, "verify"))
    award(town)
    vested = look(town, "/v1/me/credits", "rider2")

    points = pending["pending"] - before["pending"]
    assert points > 0
    assert vested["balance"] - before["balance"] == points
    newest, older = vested["items"][:2]
    assert (newest["kind"], newest["text"], newest["points"]) == ("vested", "已入账", points)
    assert (older["kind"], older["status"], older["report"]) == ("credited", "vested", report["id"])
    assert older["cause"]["stream"] == report["id"]
    assert older["rule"]
    english = town["rider2"].get("/v1/me/credits", accept_language="en").json()
    assert english["items"][0]["text"] == "yours to spend"


def test_the_ledger_pages_without_a_gap(town: Town) -> None:
    for _ in range(3):
        town.dispatched("rider3")
    award(town)
    whole = look(town, "/v1/me/credits?limit=200", "rider3")["items"]

    first = look(town, "/v1/me/credits?limit=1", "rider3")
    walked, cursor = first["items"], first["next"]
    while cursor:
        page = look(town, f"/v1/me/credits?limit=1&cursor={cursor}", "rider3")
        walked, cursor = walked + page["items"], page["next"]

    assert walked == whole
    assert len(whole) >= 3


def test_a_month_adds_up(town: Town) -> None:
    town.verified("rider1")
    award(town)

    month = look(town, "/v1/me/credits/2026-11", "rider1")
    empty = look(town, "/v1/me/credits/2026-10", "rider1")

    assert month["opening"] == dict.fromkeys(month["opening"], 0)
    assert month["closing"]["balance"] == month["moved"]["vested"]
    assert month["moved"]["credited"] == month["closing"]["pending"] + month["closing"]["balance"]
    assert [one["position"] for one in month["items"]] == sorted(
        one["position"] for one in month["items"]
    )
    assert (empty["items"], empty["closing"]["balance"]) == ([], 0)
    refused(town["rider1"].get("/v1/me/credits/2026-13"), 422, "invalid-request")


def test_a_redemption_shows_its_code_until_it_is_fetched(town: Town) -> None:
    rider = town["rider1"]
    town.verified("rider1")
    award(town)
    redeemed = done(rider.post("/v1/rewards/water/redeem"), 201)

    def found() -> dict[str, Any]:
        items = look(town, "/v1/me/redemptions", "rider1")["items"]
        return next(one for one in items if one["id"] == redeemed["id"])

    waiting = found()
    assert (waiting["state"], waiting["code"]) == ("waiting", redeemed["code"])
    assert (waiting["name"], waiting["points"]) == ("瓶装水一瓶", 5)
    path = f"/v1/redemptions/{redeemed['id']}/hand-over"
    done(town["dispatcher1"].post(path, {"code": redeemed["code"]}))
    assert (found()["state"], found()["code"]) == ("handed_over", None)
    given_back = done(rider.post("/v1/rewards/water/redeem"), 201)
    done(rider.post(f"/v1/redemptions/{given_back['id']}/refund"))
    newest = look(town, "/v1/me/redemptions?limit=1", "rider1")
    assert (newest["items"][0]["state"], newest["items"][0]["code"]) == ("refunded", None)
    assert newest["next"]
    assert look(town, "/v1/me/redemptions", "rider2")["items"] == []


@pytest.mark.parametrize("datum", list(Datum))
def test_a_hint_tells_coarsely_what_is_open_nearby(town: Town, datum: Datum) -> None:
    report = town.dispatched("rider1")
    place = town.place()
    lon, lat = from_wgs84(place["longitude"], place["latitude"], datum)
    where = f"/v1/reports/nearby?longitude={lon}&latitude={lat}&datum={datum}"

    hint = next(one for one in look(town, where, "rider2")["items"] if one["id"] == report["id"])

    assert (hint["own"], hint["category"], hint["location"]["exact"]) == (False, RUBBISH, False)
    assert hint["location"]["longitude"] == pytest.approx(lon, abs=1e-4)
    assert hint["metres"] in (0, 10)
    assert set(hint) == {
        "id", "number", "state", "category", "office", "location", "metres",
        "submitted_at", "due_at", "own",
    }  # fmt: skip
    assert look(town, f"{where}&category=M09006", "rider2")["items"] == []


def test_being_listed_tells_no_more_of_a_place_than_the_rounded_place(town: Town) -> None:
    east, north = 120.1, 30.26  # all rounded to the same place; other riders must not tell them
    shifts = (0.0, 4e-5, -4e-5)
    reports = [
        town.report(
            "rider1", location={"longitude": east, "latitude": north + it, "datum": "wgs84"}
        )
        for it in shifts
    ]
    ours = {one["id"] for one in reports}

    for tenth in range(400, 520, 5):  # from 40 to 52 metres north of it
        away = north + tenth / 10 / 111_195
        where = f"/v1/reports/nearby?longitude={east}&latitude={away}"
        seen = {one["id"] for one in look(town, where, "rider2")["items"]} & ours
        assert seen in (set(), ours)


def test_a_hint_ends_where_the_city_says(town: Town) -> None:
    town.dispatched("rider1")
    place = town.place()
    away = place["latitude"] + 60 / 111_000

    where = f"/v1/reports/nearby?longitude={place['longitude']}&latitude={away}"
    assert look(town, where, "rider2")["items"] == []
    refused(
        town["rider2"].get("/v1/reports/nearby?longitude=200&latitude=0"), 422, "invalid-request"
    )
    refused(
        town["rider2"].get("/v1/reports/nearby?longitude=nan&latitude=0"), 422, "invalid-request"
    )

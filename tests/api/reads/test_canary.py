"""Nothing personal, and nothing exact, reaches those it is no business of."""

import pytest

from domain.city import Figure
from tests.api.reads.looking import award, look, tile
from tests.api.town import BEISHAN, NOTE, Town, done

FOR_ALL = [
    "/v1/offices",
    "/v1/offices.geojson",
    "/v1/categories",
    "/v1/rewards",
    "/v1/map/0/0/0",
    "/v1/map/16/{x}/{y}",
    "/v1/dashboard",
    "/v1/dashboard/map/geojson",
    "/health/ready",
]
FOR_STRANGERS = [
    "/v1/reports/{report}/timeline",
    "/v1/reports/nearby?longitude={longitude}&latitude={latitude}",
    "/v1/me/reports",
    "/v1/me/credits",
    "/v1/me/redemptions",
    "/v1/me/inbox",
]
PHONE = "13800000001"


@pytest.fixture(scope="module")
def canaries(town: Town) -> dict[str, str]:
    """A report full of things that must not be told, and what they are."""
    place = town.place() | {"accuracy": 7.25, "longitude": town.place()["longitude"] + 3.7e-6}
    report = town.report("rider1", note=NOTE, location=place, taken_at="2026-11-23T09:29:13+08:00")
    done(town["operator1"].ask(report, "dispatch", {"office": BEISHAN}))
    claimed = done(town["dispatcher1"].ask(report, "claim"))
    award(town)
    asked = {"report": report["id"], "purpose": "to find the place"}
    assert PHONE in str(done(town["operator1"].post("/v1/contacts", asked)))
    column, row = tile(place["longitude"], place["latitude"], 16)
    people = [done(town[login].get("/v1/me"))["id"] for login in ("rider1", "dispatcher1")]
    return {
        "report": report["id"],
        "longitude": str(place["longitude"]),
        "latitude": str(place["latitude"]),
        "position": str(claimed["position"]),
        "x": str(column),
        "y": str(row),
        "number": report["number"],
        "rider": people[0],
        "staff": people[1],
        "photo": report["photos"][0]["id"],
    }


def told(town: Town, path: str, login: str | None, canaries: dict[str, str]) -> list[str]:
    text = str(look(town, path.format(**canaries), login))
    exact = canaries["longitude"], canaries["latitude"]
    secrets = (NOTE, PHONE, "rider1", "dispatcher1", canaries["rider"], canaries["staff"], *exact)
    return [
        secret for secret in (*secrets, canaries["photo"], "7.25", "09:29:13") if secret in text
    ]


@pytest.mark.parametrize("path", FOR_ALL)
def test_nobody_is_told_anything_personal(town: Town, canaries: dict[str, str], path: str) -> None:
    assert told(town, path, None, canaries) == []


def test_no_table_tells_anything_personal(town: Town, canaries: dict[str, str]) -> None:
    for figure in Figure:
        answer = town.nobody.get(f"/v1/dashboard/{figure}/csv")
        assert answer.status_code == 200
        secrets = (NOTE, PHONE, canaries["rider"], canaries["staff"], canaries["photo"])
        exact = canaries["longitude"], canaries["latitude"]
        assert [secret for secret in (*secrets, *exact) if secret in answer.text] == []


def test_the_map_does_show_the_report(town: Town, canaries: dict[str, str]) -> None:
    assert canaries["number"] in str(look(town, "/v1/map/16/{x}/{y}".format(**canaries)))


@pytest.mark.parametrize("path", FOR_STRANGERS)
def test_another_rider_is_told_nothing_personal(
    town: Town, canaries: dict[str, str], path: str
) -> None:
    assert told(town, path, "rider2", canaries) == []


def test_the_canaries_do_sing_for_staff(town: Town, canaries: dict[str, str]) -> None:
    seen = told(town, "/v1/reports/{report}/timeline", "dispatcher2", canaries)

    assert {NOTE, "dispatcher1", canaries["rider"]} <= set(seen)


def test_the_rider_behind_a_report_is_a_pseudonym_even_for_auditors(
    town: Town, canaries: dict[str, str]
) -> None:
    for path in (
        "/v1/audit/reports/{report}",
        "/v1/audit/queues?limit=200",
        "/v1/audit/disclosures",
        "/v1/audit/roles",
        "/v1/audit/difference?since=0&until={position}",
    ):
        assert set(told(town, path, "auditor1", canaries)).isdisjoint({PHONE, "7.25", "rider1"})
    log = town["auditor1"].get("/v1/audit/events").text
    assert all(secret not in log for secret in (NOTE, PHONE, "7.25", "09:29:13"))


@pytest.mark.parametrize("path", FOR_STRANGERS)
def test_what_is_one_persons_is_kept_by_no_cache(
    town: Town, canaries: dict[str, str], path: str
) -> None:
    answer = town["rider2"].get(path.format(**canaries))

    assert answer.headers["cache-control"] == "no-store"
    assert {"Authorization", "Accept-Language"} <= set(answer.headers["vary"].split(", "))

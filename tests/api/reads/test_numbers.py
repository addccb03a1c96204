"""A report is found by the number people read to each other, by whom it concerns."""

import pytest

from services.number import new_number
from tests.api.town import Town, done, refused


def spoken(number: str) -> str:
    """As somebody types what was read aloud."""
    return f"{number[:4]}-{number[4:8]}-{number[8:]}".lower().replace("0", "o")


@pytest.mark.parametrize("path", ["/v1/reports/{}", "/v1/reports/{}/timeline"])
@pytest.mark.parametrize("login", ["rider1", "dispatcher1", "auditor1"])
def test_a_number_leads_to_the_report(town: Town, path: str, login: str) -> None:
    report = town.dispatched()
    town.house.projections.catch_up()

    named = town[login].get(path.format(report["id"]))
    for number in (report["number"], spoken(report["number"])):
        assert done(town[login].get(path.format(number))) == done(named)


def test_a_number_opens_the_dossier(town: Town) -> None:
    report = town.report()
    town.house.projections.catch_up()

    found = done(town["auditor1"].get(f"/v1/audit/reports/{report['number']}"))
    assert found["report"]["id"] == report["id"]


def test_a_foreign_number_looks_as_if_it_did_not_exist(town: Town) -> None:
    number = town.claimed()["number"]
    town.house.projections.catch_up()
    slip = number[:-1] + ("0" if number[-1] != "0" else "1")

    answers = [
        town["dispatcher3"].get(f"/v1/reports/{it}") for it in (number, new_number(), slip, "x")
    ]

    assert {it.status_code for it in answers} == {404}
    assert len({it.content for it in answers}) == 1
    names = {tuple(sorted(set(it.headers) - {"x-request-id"})) for it in answers}
    assert len(names) == 1


def test_a_command_names_the_report_by_its_id(town: Town) -> None:
    report = town.dispatched()
    town.house.projections.catch_up()

    by_number = town["dispatcher1"].post(f"/v1/reports/{report['number']}/claim", {})
    refused(by_number, 404, "unknown-report")

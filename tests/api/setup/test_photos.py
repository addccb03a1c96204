"""The photographs that wait to be shown to the public."""

from typing import Any

from api.setup.photos import ReleaseQueue
from tests.api.reads.looking import look
from tests.api.town import TIANSHUI, Town, done, refused

PATH = "/v1/setup/photos"


def waiting(town: Town, login: str, path: str = PATH) -> dict[str, list[str]]:
    shown = look(town, path, login)
    ReleaseQueue.model_validate(shown)
    return {one["report"]: [photo["id"] for photo in one["photos"]] for one in shown["items"]}


def release(town: Town, report: dict[str, Any], photo: str) -> None:
    done(town["supervisor1"].ask(report, f"photos/{photo}/release"))


def test_photographs_wait_until_they_are_released_one_by_one(town: Town) -> None:
    assert waiting(town, "supervisor1") == {}
    town.claimed()
    report = town.resolved()
    before, after = (photo["id"] for photo in report["photos"])
    town.inspect(report)
    assert waiting(town, "supervisor1") == {report["id"]: [before, after]}
    assert town["supervisor1"].get(f"/v1/photos/{before}/small?report={report['id']}").is_success

    release(town, report, before)
    assert waiting(town, "supervisor1") == {report["id"]: [after]}
    release(town, report, after)
    assert waiting(town, "supervisor1") == {}


def test_a_supervisor_sees_the_own_office(town: Town) -> None:
    report = town.resolved()

    assert report["id"] in waiting(town, "supervisor1")
    for login in ("operator1", "admin1"):
        assert report["id"] in waiting(town, login)
    assert waiting(town, "supervisor2") == {}
    refused(town["dispatcher1"].get(PATH), 403, "role-needed")


def test_the_newest_come_first_page_by_page(town: Town) -> None:
    older, newer = town.resolved(), town.resolved()
    first = look(town, f"{PATH}?limit=1", "admin1")
    assert [one["report"] for one in first["items"]] == [newer["id"]]
    town.resolved()

    second = look(town, f"{PATH}?limit=1&cursor={first['next']}", "admin1")

    assert [one["report"] for one in second["items"]] == [older["id"]]
    assert second["position"] == first["position"]
    refused(town["admin1"].get(f"{PATH}?cursor=x"), 422, "bad-cursor")
    assert TIANSHUI not in {one["office"] for one in second["items"]}

"""Communities, opened and closed by forms."""

from typing import Any

import pytest

from tests.api.town import BEISHAN, TIANSHUI, Person, Town, done, refused

NEW: dict[str, Any] = {"code": f"{BEISHAN}901", "name": "新湖社区", "office": BEISHAN}


@pytest.fixture
def supervisor(town: Town) -> Person:
    return town["supervisor1"]


def test_a_supervisor_opens_renames_and_closes_a_community(town: Town, supervisor: Person) -> None:
    made = done(supervisor.post("/v1/setup/communities", NEW))
    assert made == NEW | {"closed": False}
    named = done(supervisor.post("/v1/setup/communities", NEW | {"name": "新湖一社区"}))
    assert named["name"] == "新湖一社区"
    assert town.house.wiring.book.memberships()[NEW["code"]] == BEISHAN

    path = f"/v1/setup/communities/{NEW['code']}/close"
    closed = done(supervisor.post(path))
    assert closed == named | {"closed": True}
    size = town.house.wiring.log.max_notification_id()
    assert done(supervisor.post(path)) == closed
    assert town.house.wiring.log.max_notification_id() == size
    assert NEW["code"] not in town.house.wiring.book.memberships()


def test_a_supervisor_keeps_to_the_own_office(town: Town, supervisor: Person) -> None:
    theirs = {"code": f"{TIANSHUI}901", "name": "远社区", "office": TIANSHUI}
    refused(supervisor.post("/v1/setup/communities", theirs), 403, "out-of-reach")

    done(town["admin1"].post("/v1/setup/communities", theirs))
    moved = theirs | {"office": BEISHAN}
    refused(supervisor.post("/v1/setup/communities", moved), 403, "out-of-reach")
    path = f"/v1/setup/communities/{theirs['code']}/close"
    refused(supervisor.post(path), 403, "out-of-reach")

    assert done(town["admin1"].post("/v1/setup/communities", moved))["office"] == BEISHAN
    assert done(supervisor.post(path))["closed"] is True


def test_a_closed_community_is_taken_over_by_no_other_office(
    town: Town, supervisor: Person
) -> None:
    theirs = {"code": f"{TIANSHUI}902", "name": "旧社区", "office": TIANSHUI}
    done(town["admin1"].post("/v1/setup/communities", theirs))
    done(town["supervisor2"].post(f"/v1/setup/communities/{theirs['code']}/close"))

    moved = theirs | {"office": BEISHAN}
    refused(supervisor.post("/v1/setup/communities", moved), 403, "out-of-reach")
    refused(supervisor.get(f"/v1/queues/{theirs['code']}"), 404, "unknown-queue")

    assert done(town["supervisor2"].post("/v1/setup/communities", theirs))["closed"] is False


def test_a_community_needs_an_open_office_and_a_name(town: Town) -> None:
    admin = town["admin1"]
    nowhere = admin.post("/v1/setup/communities", NEW | {"office": "330106999"})
    (flaw,) = refused(nowhere, 422, "invalid-request")["fields"]
    assert (flaw["rule"], flaw["zh"]) == ("no_office", "没有这个街道,或街道已停用")
    assert flaw["en"] == f"community {NEW['code']}: no office 330106999"

    (flaw,) = refused(
        admin.post("/v1/setup/communities", NEW | {"name": "湖 "}), 422, "invalid-request"
    )["fields"]
    assert (flaw["field"], flaw["rule"]) == ("name", "words")
    refused(admin.post("/v1/setup/communities/330106002999/close"), 422, "place-closed")

"""The set-up as each of its people sees it."""

from msgspec.structs import fields

from api.setup.asking import SetPolicy
from api.setup.flaws import SAYINGS
from api.setup.shapes import PolicyShown, SetUp
from domain.city import Policy
from services.city.findings import Rule
from tests.api.town import BEISHAN, TIANSHUI, Town, done


def test_an_administrator_sees_everything(town: Town) -> None:
    shown = done(town["admin1"].get("/v1/setup"))

    SetUp.model_validate(shown)
    assert {one["code"] for one in shown["offices"]} >= {BEISHAN, TIANSHUI}
    assert {"admin1", "lead1", "dispatcher3"} <= {one["login"] for one in shown["staff"]}
    assert shown["may"] == [
        "policy", "categories", "communities", "staff", "rewards", "photos", "blocked",
    ]  # fmt: skip
    assert shown["policy"]["working_hours"] == ["08:00-12:00", "14:00-18:00"]
    assert {one["retired"] for one in shown["categories"]} == {False}
    assert shown["rewards"][0]["supplied"] >= shown["rewards"][0]["stock"] > 0
    assert shown["position"] == town.house.wiring.log.max_notification_id()


def test_a_supervisor_sees_the_own_office_and_its_dispatchers(town: Town) -> None:
    shown = done(town["supervisor1"].get("/v1/setup"))

    assert [one["code"] for one in shown["offices"]] == [BEISHAN]
    assert {one["office"] for one in shown["offices"][0]["communities"]} == {BEISHAN}
    logins = {one["login"] for one in shown["staff"]}
    assert "dispatcher1" in logins
    assert not {"admin1", "supervisor1", "dispatcher3"} & logins
    held = [post for one in shown["staff"] for post in one["posts"]]
    assert {(post["role"], post["office"]) for post in held} == {("dispatcher", BEISHAN)}
    assert shown["may"] == ["communities", "staff", "photos", "blocked"]
    assert shown["categories"]
    assert shown["rewards"]


def test_the_form_has_every_rule_of_the_house() -> None:
    rules = {field.name for field in fields(Policy)} - {"slots"} | {"working_hours"}

    assert set(PolicyShown.model_fields) == rules
    assert set(SetPolicy.model_fields) == rules


def test_every_rule_a_form_can_break_is_said_in_chinese() -> None:
    assert list(SAYINGS) == list(Rule)
    assert all(any("\u4e00" <= sign <= "\u9fff" for sign in said) for said in SAYINGS.values())

"""The rules of the house, categories and rewards, changed by forms."""

from typing import Any

import pytest

from tests.api.town import RUBBISH, Person, Town, done, refused

CATEGORY: dict[str, Any] = {
    "code": "M06099",
    "group": "市容环境",
    "name": "树枝低垂",
    "name_en": "Low branches",
    "conditions": [
        {
            "code": "M06099.1",
            "name": "碰到行人",
            "name_en": "They touch people",
            "limit": {"amount": 3, "unit": "work_day"},
        }
    ],
    "award": {"code": "everyday", "version": 1, "points": 10, "corroborator_points": 2},
    "source": "the city's own rule",
}
REWARD: dict[str, Any] = {
    "code": "gloves",
    "name": "手套",
    "name_en": "Gloves",
    "sponsor": "示例商店",
    "price": 20,
    "limit_per_rider": 1,
    "season_from": "2026-01-01",
    "season_to": "2026-12-31",
    "places": ["小哥驿站"],
    "supplied": 30,
}


@pytest.fixture
def admin(town: Town) -> Person:
    return town["admin1"]


def flaws(answer: Any) -> list[tuple[str, str]]:
    problem = refused(answer, 422, "invalid-request")
    assert all(one["zh"] and one["en"] for one in problem["fields"])
    return [(one["field"], one["rule"]) for one in problem["fields"]]


def test_what_a_form_leaves_out_of_the_rules_stays(town: Town, admin: Person) -> None:
    before = done(admin.get("/v1/setup"))["policy"]

    after = done(
        admin.post("/v1/setup/policy", {"daily_points": 61, "working_hours": ["07:00-24:00"]})
    )

    assert after == before | {"daily_points": 61, "working_hours": ["07:00-24:00"]}
    assert done(admin.get("/v1/setup"))["policy"] == after
    assert town.house.wiring.book.policy.daily_points == 61
    done(admin.post("/v1/setup/policy", before))


def test_the_same_rules_again_are_no_news(town: Town, admin: Person) -> None:
    rules = done(admin.get("/v1/setup"))["policy"]
    size = town.house.wiring.log.max_notification_id()

    assert done(admin.post("/v1/setup/policy", rules)) == rules
    assert town.house.wiring.log.max_notification_id() == size


@pytest.mark.parametrize(
    ("wish", "flaw"),
    [
        ({"working_hours": ["8-12"]}, ("working_hours.0", "working_hours")),
        ({"working_hours": ["14:00-18:00", "08:00-12:00"]}, ("working_hours", "working_hours")),
        ({"daily_points": 0}, ("daily_points", "range")),
        ({"warn_percent": 101}, ("warn_percent", "range")),
        ({"name": " "}, ("name", "words")),
        ({"slots": []}, ("slots", "extra_forbidden")),
        ({"public_figures": ["rumours"]}, ("public_figures.0", "figure")),
        ({"public_figures": ["map", "map"]}, ("public_figures.1", "twice")),
        ({"templates": [{"use": "sing", "zh": "好", "en": "Good"}]}, ("templates.0.use", "use")),
        ({"templates": [{"use": "ask", "zh": " ", "en": "Good"}]}, ("templates.0.zh", "line")),
    ],
)
def test_rules_that_no_file_could_have_are_refused(
    admin: Person, wish: dict[str, Any], flaw: tuple[str, str]
) -> None:
    assert flaw in flaws(admin.post("/v1/setup/policy", wish))


def test_a_flaw_speaks_as_city_load_does(admin: Person) -> None:
    wish = {"daily_points": 0}
    (flaw,) = refused(admin.post("/v1/setup/policy", wish), 422, "invalid-request")["fields"]

    assert flaw["en"] == "daily_points is 0; 1 to 100000 is allowed"
    assert flaw["zh"] == "超出允许的范围"


def test_a_category_is_defined_changed_and_retired(town: Town, admin: Person) -> None:
    made = done(admin.post("/v1/setup/categories", CATEGORY))
    assert (made["version"], made["kind"], made["retired"]) == (1, "matter", False)
    assert made["conditions"][0]["limit"] == {"amount": 3, "unit": "work_day"}
    town.report("rider3", category="M06099")

    told = {name: made[name] for name in made if name not in ("version", "retired")}
    again = done(admin.post("/v1/setup/categories", told))
    assert again == made
    changed = done(admin.post("/v1/setup/categories", told | {"name": "树枝过低"}))
    assert (changed["version"], changed["name"]) == (2, "树枝过低")

    retired = done(admin.post("/v1/setup/categories/M06099/retire"))
    assert retired == changed | {"retired": True}
    rider = town["rider3"]
    wish = {"category": "M06099", "photos": [rider.photo()], "location": town.place()}
    refused(rider.post("/v1/reports", wish), 422, "unknown-category")
    refused(admin.post("/v1/setup/categories/M06098/retire"), 422, "unknown-category")


@pytest.mark.parametrize(
    ("change", "flaw"),
    [
        ({"code": "X06099"}, ("code", "value")),
        ({"kind": "component"}, ("kind", "kind")),
        ({"conditions": []}, ("conditions", "value")),
        ({"name": "树枝 "}, ("name", "words")),
        ({"closing": {"work_days": 0}}, ("closing.work_days", "value")),
        (
            {"award": CATEGORY["award"] | {"corroborator_points": 11}},
            ("award.corroborator_points", "corroborator_points"),
        ),
        (
            {"conditions": [CATEGORY["conditions"][0] | {"code": "M06010.1"}]},
            ("conditions.0.code", "condition_code"),
        ),
        (
            {
                "conditions": [
                    CATEGORY["conditions"][0] | {"limit": {"amount": 0, "unit": "work_day"}}
                ]
            },
            ("conditions.0.limit", "limit"),
        ),
        ({"conditions": CATEGORY["conditions"] * 2}, ("conditions.1.code", "twice")),
    ],
)
def test_a_category_that_no_file_could_have_is_refused(
    admin: Person, change: dict[str, Any], flaw: tuple[str, str]
) -> None:
    assert flaws(admin.post("/v1/setup/categories", CATEGORY | change)) == [flaw]


def test_a_reward_is_offered_restocked_and_withdrawn(town: Town, admin: Person) -> None:
    made = done(admin.post("/v1/setup/rewards", REWARD))
    assert made == REWARD | {"stock": 30, "withdrawn": False}

    more = done(admin.post("/v1/setup/rewards", REWARD | {"supplied": 35, "price": 25}))
    assert (more["stock"], more["supplied"], more["price"]) == (35, 35, 25)
    assert flaws(admin.post("/v1/setup/rewards", REWARD)) == [("supplied", "supplied")]
    bad = REWARD | {"supplied": 35, "season_to": "2025-01-01"}
    assert flaws(admin.post("/v1/setup/rewards", bad)) == [("season_to", "season")]

    gone = done(admin.post("/v1/setup/rewards/gloves/withdraw"))
    assert gone["withdrawn"] is True
    refused(town["rider1"].post("/v1/rewards/gloves/redeem"), 404, "unknown-reward")
    refused(admin.post("/v1/setup/rewards/caviar/withdraw"), 404, "unknown-reward")


def test_the_same_key_gets_the_first_answer_and_one_change(town: Town, admin: Person) -> None:
    wish = CATEGORY | {
        "code": "M06097",
        "conditions": [CATEGORY["conditions"][0] | {"code": "M06097.1"}],
    }
    first = admin.post("/v1/setup/categories", wish, key="category-1")
    done(admin.post("/v1/setup/categories/M06097/retire"))

    again = admin.post("/v1/setup/categories", wish, key="category-1")

    assert done(again) == done(first)
    position = "suishoupai-position"
    assert again.headers[position] == first.headers[position]
    assert town.house.wiring.book.categories["M06097"].retired
    other = wish | {"name": "别的"}
    refused(admin.post("/v1/setup/categories", other, key="category-1"), 422, "command-reused")


def test_the_log_says_who_did_it(town: Town, admin: Person) -> None:
    me = done(admin.get("/v1/me"))["id"]
    wish = CATEGORY | {
        "code": "M06096",
        "conditions": [CATEGORY["conditions"][0] | {"code": "M06096.1"}],
    }
    at = int(admin.post("/v1/setup/categories", wish).headers["suishoupai-position"])

    (line,) = town.house.wiring.log.lines(at - 1, 1)
    assert town.house.wiring.codec.to_domain_event(line).event.by == me


@pytest.mark.parametrize(
    "path", ["policy", "categories", "rewards", f"categories/{RUBBISH}/retire"]
)
def test_a_supervisor_only_reads_the_catalogue(town: Town, path: str) -> None:
    refused(town["supervisor1"].post(f"/v1/setup/{path}", {}), 403, "role-needed")

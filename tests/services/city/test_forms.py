"""What a form says is read by the rules of the files; loaded later, the files win."""

import asyncio
from typing import Any

import pytest

from domain.category import Category
from domain.city import Policy
from domain.streams import category_stream
from services.city.findings import BadCityFiles, Rule, dotted
from services.city.forms import (
    policy_table,
    read_category,
    read_community,
    read_employee,
    read_policy,
    read_shelf,
)
from services.city.wishes import Desk, Order
from services.commands import Command
from tests.services.city.conftest import NOW, TownHall
from tests.services.city.folders import EAST, HILL

LAMP: dict[str, Any] = {
    "code": "C01037",
    "group": "Things",
    "name": "Lantern",
    "name_en": "Lantern",
    "conditions": [
        {
            "code": "C01037.1",
            "name": "Out",
            "name_en": "Out",
            "limit": {"amount": 2, "unit": "work_day"},
        }
    ],
    "award": {"code": "everyday", "version": 1, "points": 10, "corroborator_points": 2},
    "source": "made up",
}


def flaws(refused: pytest.ExceptionInfo[BadCityFiles]) -> list[tuple[str, Rule]]:
    return [(dotted(flaw.path), flaw.rule) for flaw in refused.value.problems]


def test_a_load_of_files_wins_over_what_a_form_said(hall: TownHall) -> None:
    hall.load()
    desk = Desk(Order("0" * 32), NOW, "squareville", hall.app.event_log.blobs.put)
    lamp = hall.app.load(Category, category_stream("C01037"))
    desk.category(read_category(LAMP)).decide(lamp)
    asyncio.run(hall.app.record(lamp, command=Command.worker("form")))
    before = hall.size

    hall.load()

    (step,) = hall.steps(before)
    definition = getattr(step.event, "definition", None)
    assert definition
    assert (step.event.by, definition.name) == ("system:city", "Lamp")


def test_the_rules_of_the_house_survive_being_written_and_read() -> None:
    rules = Policy(name="Squareville", slots=((420, 1440),), daily_points=7)

    assert policy_table(rules)["working_hours"] == ["07:00-24:00"]
    assert read_policy(policy_table(rules), Policy(name="x")) == rules
    assert read_policy({}, rules) == rules
    assert read_policy({"daily_points": 8}, rules).daily_points == 8


def test_a_city_without_a_name_keeps_none_until_it_gets_one() -> None:
    assert read_policy({"daily_points": 8}, Policy()).name == ""
    with pytest.raises(BadCityFiles) as refused:
        read_policy({"name": ""}, Policy())
    assert flaws(refused) == [("name", Rule.WORDS)]


@pytest.mark.parametrize(
    "name", ["\ufeff", "\u200b\u200d", "\u3164", "Lamp\u202egnp", "\u2067Lamp\u2069"], ids=ascii
)
def test_a_name_can_be_seen_and_is_read_as_it_stands(name: str) -> None:
    with pytest.raises(BadCityFiles) as refused:
        read_category(LAMP | {"name": name})
    assert flaws(refused) == [("name", Rule.WORDS)]


def test_a_name_may_hold_what_joins_emoji() -> None:
    family = "\U0001f468\u200d\U0001f469\u200d\U0001f467 ❤\ufe0f"

    assert read_category(LAMP | {"name": family}).definition.name == family


def test_all_flaws_of_a_form_are_told_at_once_field_by_field() -> None:
    first = LAMP["conditions"][0]
    twice = [first, first | {"name": "\n"}, first | {"code": "C01037.2", "limit": "soon"}]
    with pytest.raises(BadCityFiles) as refused:
        read_category(LAMP | {"conditions": twice, "kind": "matter", "shape": 1})
    assert flaws(refused) == [("shape", Rule.UNKNOWN)]

    with pytest.raises(BadCityFiles) as refused:
        read_category(LAMP | {"conditions": twice, "kind": "matter"})
    assert flaws(refused) == [
        ("conditions.1.name", Rule.TEXT),
        ("conditions.2.limit", Rule.LIMIT),
        ("kind", Rule.KIND),
    ]


def test_a_form_that_names_something_twice_says_where_it_was_first() -> None:
    first = LAMP["conditions"][0]
    with pytest.raises(BadCityFiles) as refused:
        read_category(LAMP | {"conditions": [first, first]})

    (flaw,) = refused.value.problems
    assert flaw.message == "condition C01037.1 stands in conditions.0.code already"


def test_what_is_missing_is_said() -> None:
    with pytest.raises(BadCityFiles) as refused:
        read_community({"code": HILL, "name": "Hill"})
    assert flaws(refused) == [("", Rule.MISSING)]
    with pytest.raises(BadCityFiles) as refused:
        read_shelf({"code": "water"})
    assert {rule for _, rule in flaws(refused)} == {Rule.MISSING}
    without = {name: value for name, value in LAMP.items() if name != "award"}
    with pytest.raises(BadCityFiles) as refused:
        read_category(without)
    assert set(flaws(refused)) == {("award", Rule.MISSING)}


def test_posts_are_read_as_in_the_file_and_may_be_none() -> None:
    posts = [{"role": "dispatcher", "office": EAST, "community": HILL}]

    (post,) = read_employee("dee", posts).posts
    assert (post.role, post.office, post.community) == ("dispatcher", EAST, HILL)
    assert read_employee("dee", []).posts == frozenset()
    with pytest.raises(BadCityFiles) as refused:
        read_employee("dee", [{"role": "dispatcher"}, "boss"])
    assert flaws(refused) == [("posts.0", Rule.OFFICE_NEEDED), ("posts.1", Rule.VALUE)]
    with pytest.raises(BadCityFiles) as refused:
        read_employee("dee", [{"role": "supervisor", "community": HILL}])
    assert flaws(refused) == [("posts.0.community", Rule.OFFICE_NEEDED)]

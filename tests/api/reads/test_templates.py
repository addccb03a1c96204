"""Texts to begin with: the city's own in the place of ours."""

from domain.city import City, Policy
from domain.streams import city_stream
from domain.templates import Template, Use
from services.commands import Command
from tests.api.reads.looking import look
from tests.api.town import Town, refused


def test_staff_find_texts_for_each_step_and_the_citys_own_in_their_place(town: Town) -> None:
    before = look(town, "/v1/templates", "dispatcher1")["items"]
    own = Template(use="ask", zh="在哪里？", en="Where?")
    wiring = town.house.wiring

    def decide(city: City) -> None:
        city.set_policy(Policy(templates=(own,)), "0" * 32, wiring.clock())

    command = Command.worker("test", "templates")
    assert town.client.portal
    town.client.portal.call(wiring.app.change, [(City, city_stream())], decide, command)
    after = look(town, "/v1/templates", "dispatcher1")["items"]

    assert list(dict.fromkeys(one["use"] for one in before)) == list(Use)
    assert [one for one in after if one["use"] == "ask"] == [
        {"use": "ask", "zh": "在哪里？", "en": "Where?"}
    ]
    assert [one for one in after if one["use"] != "ask"] == [
        one for one in before if one["use"] != "ask"
    ]
    refused(town["rider1"].get("/v1/templates"), 403, "role-needed")

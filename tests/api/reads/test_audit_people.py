"""Who held which role when, and who looked at whose personal data."""

from typing import Any

from domain.people import Disclosures, Post, Staff
from domain.streams import disclosures_stream, staff_stream
from domain.values import Role
from services.commands import Command
from tests.api.reads.looking import look
from tests.api.town import BEISHAN, Town, done, refused

SUBJECT, REPORT = "cd" * 16, "ef" * 16


def change(town: Town, kind: type[Any], stream: Any, decide: Any) -> None:
    app, name = town.house.wiring.app, Command.worker("test", str(town.now()))
    assert town.client.portal
    town.client.portal.call(app.change, [(kind, stream)], decide, name)


def who(town: Town, login: str) -> str:
    found: str = done(town[login].get("/v1/me"))["id"]
    return found


def test_every_post_of_the_city_is_told_with_whom_it_was_given_to(town: Town) -> None:
    seen = look(town, "/v1/audit/roles", "auditor1")

    held = {(one["login"], one["role"], one["office"]) for one in seen["items"]}
    assert ("dispatcher1", "dispatcher", BEISHAN) in held
    assert ("auditor1", "auditor", None) in held
    assert [one["granted_position"] for one in seen["items"]] == sorted(
        one["granted_position"] for one in seen["items"]
    )
    assert seen["next"] is None


def test_a_post_that_was_taken_says_when_and_by_whom(town: Town) -> None:
    staff, admin = who(town, "verifier1"), who(town, "admin1")
    post = Post(role=Role.VERIFIER)
    before = town.report()["position"]
    now = town.now
    change(town, Staff, staff_stream(staff), lambda it: it.revoke(staff, post, admin, now()))
    taken = town.house.wiring.log.head().size
    change(town, Staff, staff_stream(staff), lambda it: it.grant(staff, post, admin, now()))

    path = "/v1/audit/roles?login=verifier1"
    first, second = look(town, path, "auditor1")["items"]

    assert (first["revoked_position"], first["revoked_by_login"]) == (taken, "admin1")
    assert first["granted_position"] < before < taken < second["granted_position"]
    assert second["granted_by_login"] == "admin1"
    assert (second["revoked_position"], second["revoked_at"]) == (None, None)
    held = {at: look(town, f"{path}&as_of={at}", "auditor1")["items"] for at in (before, taken)}
    assert held == {before: [first], taken: []}
    assert look(town, f"/v1/audit/roles?login={staff}", "auditor1")["items"] == [first, second]


def test_a_login_without_any_post_held_none(town: Town) -> None:
    assert look(town, "/v1/audit/roles?login=nobody", "auditor1")["items"] == []
    refused(town["auditor1"].get("/v1/audit/roles?as_of=never"), 422, "bad-as-of")


def test_looks_at_personal_data_are_told_the_latest_first(town: Town) -> None:
    operator = who(town, "operator1")

    def look_at(purpose: str, report: str | None = None) -> None:
        def decide(seen: Disclosures) -> None:
            seen.reveal(operator, SUBJECT, purpose, town.now(), report)

        change(town, Disclosures, disclosures_stream(operator), decide)

    look_at("call back", REPORT)
    look_at("lost bag")
    seen = look(town, "/v1/audit/disclosures", "auditor1")

    assert seen["next"] is None
    assert [one["purpose"] for one in seen["items"]] == ["lost bag", "call back"]
    last = seen["items"][1]
    assert (last["staff"], last["login"], last["subject"]) == (operator, "operator1", SUBJECT)
    assert last["report"] == "efefefef-efef-efef-efef-efefefefefef"
    first = look(town, "/v1/audit/disclosures?limit=1", "auditor1")
    rest = look(town, f"/v1/audit/disclosures?limit=1&cursor={first['next']}", "auditor1")
    assert [*first["items"], *rest["items"]] == seen["items"]
    assert rest["next"] is None
    refused(town["auditor1"].get("/v1/audit/disclosures?cursor=abc"), 422, "bad-cursor")

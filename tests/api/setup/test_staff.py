"""Logins and posts, given and taken by forms."""

from typing import Any

import pytest

from domain.streams import staff_stream
from tests.api.town import BEISHAN, TIANSHUI, Person, Town, done, refused

DISPATCHER = {"role": "dispatcher", "office": BEISHAN, "community": None}
ELSEWHERE = {"role": "dispatcher", "office": TIANSHUI, "community": None}
ADMIN = {"role": "admin", "office": None, "community": None}
OWN_PASSWORD = "heron-garden-77"  # noqa: S105 - of somebody made up


def hire(by: Person, login: str, *posts: dict[str, Any], **more: Any) -> dict[str, Any]:
    return done(by.post("/v1/setup/staff", {"login": login, "posts": list(posts)}, **more))


def log_in(town: Town, login: str, password: str) -> Person:
    """Choose an own password with the one-time one, and come in."""
    wish = {"login": login, "old": password, "new": OWN_PASSWORD}
    answer = town.client.post("/v1/me/password", json=wish)
    assert answer.status_code < 300, answer.text
    return Person(login, town.client, {"Authorization": f"Bearer {answer.json()['token']}"})


def seen(by: Person) -> dict[str, dict[str, Any]]:
    return {one["login"]: one for one in done(by.get("/v1/setup"))["staff"]}


def test_a_supervisor_hires_a_dispatcher_who_comes_in_with_a_one_time_password(
    town: Town,
) -> None:
    made = hire(town["supervisor1"], "newcomer1", DISPATCHER)
    assert made["posts"] == [DISPATCHER]

    newcomer = log_in(town, "newcomer1", made["one_time_password"])

    assert done(newcomer.get("/v1/me"))["roles"] == [DISPATCHER]
    assert done(newcomer.get(f"/v1/queues/{BEISHAN}"))["items"] == []
    assert seen(town["supervisor1"])["newcomer1"]["id"] == made["id"]
    steps = town.house.wiring.app.history(staff_stream(made["id"]))
    assert [step.event.by for step in steps] == [done(town["supervisor1"].get("/v1/me"))["id"]]


def test_the_posts_sent_are_all_the_posts_held(town: Town) -> None:
    admin, verifier = town["admin1"], {"role": "verifier", "office": None, "community": None}
    hire(admin, "newcomer2", DISPATCHER, verifier)

    again = hire(admin, "newcomer2", verifier)
    assert (again["one_time_password"], again["posts"]) == (None, [verifier])
    assert hire(admin, "newcomer2")["posts"] == []
    assert seen(admin)["newcomer2"]["posts"] == []


def test_a_supervisor_leaves_posts_elsewhere_alone(town: Town) -> None:
    admin, supervisor = town["admin1"], town["supervisor1"]
    hire(admin, "newcomer3", DISPATCHER, ELSEWHERE)
    assert seen(supervisor)["newcomer3"]["posts"] == [DISPATCHER]

    assert hire(supervisor, "newcomer3")["posts"] == []

    assert seen(admin)["newcomer3"]["posts"] == [ELSEWHERE]
    assert "newcomer3" not in seen(supervisor)


@pytest.mark.parametrize(
    "post",
    [
        ELSEWHERE,
        ADMIN,
        {"role": "supervisor", "office": BEISHAN},
        {"role": "operator"},
        {"role": "verifier"},
    ],
    ids=str,
)
def test_a_supervisor_gives_no_other_post_and_makes_no_account_for_it(
    town: Town, post: dict[str, Any]
) -> None:
    wish = {"login": "newcomer4", "posts": [post]}

    refused(town["supervisor1"].post("/v1/setup/staff", wish), 403, "out-of-reach")

    assert town.house.wiring.identity.accounts.by_login("newcomer4") is None


@pytest.mark.parametrize(
    ("post", "field", "rule"),
    [
        ({"role": "dispatcher"}, "posts.0", "office_needed"),
        ({"role": "rider"}, "posts.0.role", "rider_post"),
        ({"role": "dispatcher", "office": "330106999"}, "", "no_office"),
        (DISPATCHER | {"community": f"{BEISHAN}999"}, "", "no_community"),
        ({"role": "lead", "community": f"{BEISHAN}001"}, "posts.0", "whole_city"),
        ({"role": "verifier", "office": BEISHAN}, "posts.0", "whole_city"),
        ({"role": "boss"}, "posts.0.role", "enum"),
    ],
)
def test_a_post_that_no_file_could_have_is_refused(
    town: Town, post: dict[str, Any], field: str, rule: str
) -> None:
    wish = {"login": "newcomer5", "posts": [post]}
    fields = refused(town["admin1"].post("/v1/setup/staff", wish), 422, "invalid-request")["fields"]

    assert (field, rule) in [(one["field"], one["rule"]) for one in fields]
    assert town.house.wiring.identity.accounts.by_login("newcomer5") is None


def test_a_login_has_one_owner_and_one_form(town: Town) -> None:
    supervisor = town["supervisor1"]
    for login in ("admin1", "dispatcher3", "rider1"):
        wish = {"login": login, "posts": [DISPATCHER]}
        refused(supervisor.post("/v1/setup/staff", wish), 409, "login-taken")
    for login in ("N", "9lives", "no body"):
        wish = {"login": login, "posts": [DISPATCHER]}
        refused(supervisor.post("/v1/setup/staff", wish), 422, "unfit-login")


def test_a_password_is_reset_and_sessions_end(town: Town) -> None:
    admin = town["admin1"]
    made = hire(admin, "newcomer6", DISPATCHER)
    newcomer = log_in(town, "newcomer6", made["one_time_password"])

    drawn = done(town["supervisor1"].post("/v1/setup/staff/newcomer6/password"))

    assert newcomer.get("/v1/me").status_code == 401
    assert done(log_in(town, "newcomer6", drawn["one_time_password"]).get("/v1/me"))


def test_an_account_is_disabled_and_enabled(town: Town) -> None:
    supervisor = town["supervisor1"]
    made = hire(supervisor, "newcomer7", DISPATCHER)
    newcomer = log_in(town, "newcomer7", made["one_time_password"])
    wish = {"login": "newcomer7", "password": OWN_PASSWORD}

    gone = done(supervisor.post("/v1/setup/staff/newcomer7/disable"))
    assert (gone["disabled"], gone["posts"]) == (True, [DISPATCHER])
    assert newcomer.get("/v1/me").status_code == 401
    refused(town.client.post("/v1/sessions", json=wish), 403, "account-disabled")

    back = done(supervisor.post("/v1/setup/staff/newcomer7/enable"))
    assert back["disabled"] is False
    assert town.client.post("/v1/sessions", json=wish).status_code == 201


@pytest.mark.parametrize("act", ["password", "disable", "enable"])
def test_a_supervisor_looks_after_the_own_dispatchers_alone(town: Town, act: str) -> None:
    supervisor = town["supervisor1"]
    hire(town["admin1"], "newcomer8", DISPATCHER, ELSEWHERE)

    for login in ("admin1", "dispatcher3", "rider1", "nobody9"):
        refused(supervisor.post(f"/v1/setup/staff/{login}/{act}"), 404, "unknown-login")
    refused(supervisor.post(f"/v1/setup/staff/newcomer8/{act}"), 403, "out-of-reach")
    refused(town["admin1"].post(f"/v1/setup/staff/rider1/{act}"), 404, "unknown-login")


def test_nobody_shuts_themselves_out(town: Town) -> None:
    admin = town["admin1"]
    hire(admin, "newcomer9", ADMIN)

    wish = {"login": "admin1", "posts": [{"role": "lead"}]}
    refused(admin.post("/v1/setup/staff", wish), 409, "last-admin")
    refused(admin.post("/v1/setup/staff/admin1/disable"), 409, "last-admin")
    both = hire(admin, "admin1", ADMIN, {"role": "lead"})
    assert len(both["posts"]) == 2

    assert hire(admin, "newcomer9")["posts"] == []


def test_the_same_key_hires_once_and_tells_the_password_once(town: Town) -> None:
    admin = town["admin1"]
    first = hire(admin, "newcomer10", DISPATCHER, key="hire-1")
    hire(admin, "newcomer10")

    again = hire(admin, "newcomer10", DISPATCHER, key="hire-1")

    assert again == first | {"one_time_password": None}
    assert seen(admin)["newcomer10"]["posts"] == []


def come_in(town: Town, login: str, password: str = OWN_PASSWORD) -> int:
    wish = {"login": login, "password": password}
    return int(town.client.post("/v1/sessions", json=wish).status_code)


@pytest.mark.parametrize(
    ("login", "post"),
    [
        ("waited1", ADMIN),
        ("waited2", ELSEWHERE),
        ("waited3", {"role": "supervisor", "office": BEISHAN, "community": None}),
    ],
)
def test_a_password_that_a_supervisor_may_know_opens_nothing_that_others_give(
    town: Town, login: str, post: dict[str, Any]
) -> None:
    supervisor = town["supervisor1"]
    hire(supervisor, login, DISPATCHER)
    known = done(supervisor.post(f"/v1/setup/staff/{login}/password"))["one_time_password"]
    session = log_in(town, login, known)
    assert done(session.get("/v1/me"))

    told = hire(town["admin1"], login, DISPATCHER, post)

    assert session.get("/v1/me").status_code == 401
    assert come_in(town, login) == 401
    assert post in told["posts"]
    own = log_in(town, login, told["one_time_password"])
    assert len(done(own.get("/v1/me"))["roles"]) == 2
    assert hire(town["admin1"], login, DISPATCHER, post)["one_time_password"] is None
    assert done(own.get("/v1/me")), "the same posts again are no news"


def test_whoever_had_no_post_any_more_begins_anew(town: Town) -> None:
    made = hire(town["supervisor1"], "newcomer11", DISPATCHER)
    session = log_in(town, "newcomer11", made["one_time_password"])
    hire(town["supervisor1"], "newcomer11")

    told = hire(town["supervisor2"], "newcomer11", ELSEWHERE)

    assert session.get("/v1/me").status_code == 401
    assert come_in(town, "newcomer11") == 401
    assert done(log_in(town, "newcomer11", told["one_time_password"]).get("/v1/me"))


def test_more_of_the_same_needs_no_other_password(town: Town) -> None:
    made = hire(town["admin1"], "newcomer12", DISPATCHER)
    session = log_in(town, "newcomer12", made["one_time_password"])
    part = DISPATCHER | {"community": f"{BEISHAN}052"}

    assert hire(town["supervisor1"], "newcomer12", DISPATCHER, part)["one_time_password"] is None
    assert len(done(session.get("/v1/me"))["roles"]) == 2


def test_a_refused_wish_leaves_the_password_alone(town: Town) -> None:
    made = hire(town["supervisor1"], "newcomer13", DISPATCHER)
    session = log_in(town, "newcomer13", made["one_time_password"])
    nowhere = {"role": "dispatcher", "office": "330106999"}

    for by, post, status in (
        ("supervisor1", ADMIN, 403),
        ("admin1", nowhere, 422),
    ):
        wish = {"login": "newcomer13", "posts": [DISPATCHER, post]}
        assert town[by].post("/v1/setup/staff", wish).status_code == status
        assert done(session.get("/v1/me"))["roles"] == [DISPATCHER]

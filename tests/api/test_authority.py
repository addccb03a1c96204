"""The table of authority: shown in the documents, true to the domain, true cell by cell."""

from pathlib import Path
from typing import Any

import pytest
from fastapi import APIRouter, FastAPI
from starlette.routing import Route

from api.admission import Guarded, check_declared
from api.app import ROUTERS, create_app
from api.authority import COLUMNS, POLICIES, Anyone, Column, Policy, Relation, UndeclaredRoute
from api.offers import OURS, route_name
from domain.report.table import TABLE, Command, Who
from domain.values import Role
from tests.api.town import BEISHAN, TIANSHUI, Person, Town, done, picture, refused

PAGE = Path(__file__).resolve().parents[2] / "docs" / "api.md"
LOGINS: dict[Column, str] = {
    Role.RIDER: "rider1",
    Role.DISPATCHER: "dispatcher1",
    Role.SUPERVISOR: "supervisor1",
    Role.OPERATOR: "operator1",
    Role.VERIFIER: "verifier1",
    Role.LEAD: "lead1",
    Role.AUDITOR: "auditor1",
    Role.ADMIN: "admin1",
}
STANDS: dict[Who, set[Role]] = {
    Who.REPORTER: {Role.RIDER},
    Who.OTHER_RIDER: {Role.RIDER},
    Who.DISPATCHER: {Role.DISPATCHER},
    Who.SUPERVISOR: {Role.SUPERVISOR},
    Who.HANDLER: {Role.DISPATCHER, Role.SUPERVISOR},
    Who.OPERATOR: {Role.OPERATOR},
    Who.VERIFIER: {Role.VERIFIER},
    Who.ADMIN: {Role.ADMIN},
    Who.SYSTEM: set(),
}
DOORS = {401: "not-signed-in", 403: "role-needed"}


def line(policy: Policy) -> str:
    cells = (policy.cells.get(column, "") for column in COLUMNS)
    return f"| `{policy.method} {policy.path}` | {' | '.join(cells)} |"


def test_the_page_shows_the_table() -> None:
    rows = [row for row in PAGE.read_text("utf-8").splitlines() if row.startswith("| `")]

    assert rows == [line(policy) for policy in POLICIES]


def test_a_route_without_a_row_stops_the_start(town: Town) -> None:
    stray = APIRouter(prefix="/v1", route_class=Guarded)

    @stray.get("/everything")
    async def everything() -> None: ...

    app = create_app(town.house)
    with pytest.raises(UndeclaredRoute, match="everything"):
        check_declared([*app.router.routes, *stray.routes])


def test_a_row_without_a_route_stops_the_start(town: Town) -> None:
    app = create_app(town.house)
    with pytest.raises(UndeclaredRoute):
        check_declared(list(app.router.routes[1:]))


def test_a_route_beside_the_door_stops_the_start(town: Town) -> None:
    app = create_app(town.house)
    with pytest.raises(UndeclaredRoute, match="door"):
        check_declared([*app.router.routes, Route("/side", FastAPI())])


def test_the_table_lets_in_whom_the_domain_names() -> None:
    allowed: dict[str, set[Role]] = {}
    for rule in TABLE:
        if rule.command not in OURS:
            roles = set().union(*(STANDS[who] for who in rule.who))
            allowed.setdefault(route_name(rule.command), set()).update(roles)
    rows = {
        policy.path.partition("{report}/")[2]: set(policy.cells)
        for policy in POLICIES
        if policy.path.startswith("/v1/reports/{report}/") and policy.writes
    }
    rows["publish"] = rows.pop("photos/{photo}/release")

    assert rows == allowed


def test_every_command_of_people_has_a_route() -> None:
    paths = {policy.path.rpartition("/")[2] for policy in POLICIES} | {"publish"}

    assert {route_name(command) for command in Command if command not in OURS} <= paths


def name(part: object) -> str:
    return f"{part.method} {part.path}" if isinstance(part, Policy) else str(part)


FILES = ("/{file}", ".js", ".webmanifest")  # of the pages, which may not be built: test_site.py
CELLS = [
    (policy, column)
    for policy in POLICIES
    if policy.method != "DELETE"  # ends the session that asks: tried below, with one of its own
    and not policy.path.endswith(FILES)
    for column in (Anyone.NOBODY, *Role)
]


@pytest.fixture(scope="module")
def things(town: Town) -> dict[str, str]:
    """One of each thing: the report is rider1's, at dispatcher1's office."""
    report = town.claimed()
    town.inspect(report)
    wallet_report = town.verified("rider2")
    return {
        "report": report["id"],
        "photo": report["photos"][0]["id"],
        "size": "small",
        "upload": "0" * 32,
        "code": "wrong-state",
        "reward": "water",
        "redemption": "0" * 32,
        "queue": BEISHAN,
        "figure": "rates",
        "month": "2026-11",
        "z": "15",
        "x": "27321",
        "y": "13429",
        "other": wallet_report["id"],
        "category": "M06010",
        "community": f"{BEISHAN}001",
        "login": "nobody9",
        "rider": "0" * 32,
    }


def knock(person: Person, policy: Policy, things: dict[str, str]) -> tuple[int, str]:
    """Ask with a body nobody accepts: what comes back tells how far one got."""
    path = policy.path.format(**things)
    if path.endswith("/stream"):
        path += "?after=-1"  # one that is let in would never end
    if policy.path == "/v1/photos":
        answer = person.upload(picture())
    elif policy.method == "GET":
        answer = person.get(path)
    else:
        answer = person.post(path, {"nonsense": True})
    is_problem = answer.headers["content-type"] == "application/problem+json"
    return answer.status_code, answer.json()["code"] if is_problem else ""


@pytest.mark.parametrize(("policy", "column"), CELLS, ids=name)
def test_each_cell_holds(
    town: Town, things: dict[str, str], policy: Policy, column: Column
) -> None:
    person = town.nobody if column is Anyone.NOBODY else town[LOGINS[column]]
    status, code = knock(person, policy, things)

    columns = {Anyone.NOBODY, column} | ({Anyone.ACCOUNT} if isinstance(column, Role) else set())
    hows = {policy.cells[one] for one in columns if one in policy.cells}
    if not hows:
        denied = 401 if column is Anyone.NOBODY else 403
        assert (status, code) == (denied, DOORS[denied])
    elif hows == {Relation.RELEASED}:
        assert (status, code) == (404, "photo-unknown")
    elif "{redemption}" in policy.path:
        assert (status, code) == (404, "unknown-redemption")
    else:
        assert code not in DOORS.values()
        assert status in (200, 201, 204, 304, 422)


RELATED = [
    (policy, role, how)
    for policy in POLICIES
    for role, how in policy.cells.items()
    if isinstance(role, Role) and "{report}" in policy.path and how is not Relation.ANY
]
STRANGERS = {Role.RIDER: "rider3", Role.DISPATCHER: "dispatcher3", Role.SUPERVISOR: "supervisor2"}


@pytest.mark.parametrize(("policy", "role", "how"), RELATED, ids=name)
def test_who_stands_otherwise_finds_nothing(
    town: Town, things: dict[str, str], policy: Policy, role: Role, how: Relation
) -> None:
    status, code = knock(town[STRANGERS[role]], policy, things)

    if how is Relation.SHOWN:
        assert status in (200, 422)  # another rider sees what is open
    else:
        assert (status, code) == (404, "unknown-report")


def test_a_session_ends_when_it_asks_for_that(town: Town) -> None:
    assert town.client.portal
    staff = town.house.wiring.identity.staff
    token = town.client.portal.call(staff.token, "lead1").token
    person = Person("lead1", town.client, {"Authorization": f"Bearer {token}"})

    assert done(person.get("/v1/me"))["login"] == "lead1"
    answer = town.client.delete("/v1/sessions/current", headers=person.headers)

    assert answer.status_code == 204
    assert person.get("/v1/me").status_code == 401
    assert town.nobody.client.delete("/v1/sessions/current").status_code == 401


def test_a_past_office_still_sees_what_it_sent_on(town: Town) -> None:
    report = town.dispatched()
    wish: dict[str, Any] = {"office": TIANSHUI, "reason": "not_our_ground", "words": "在天水"}
    done(town["supervisor1"].ask(report, "transfer", wish))

    for login in ("dispatcher1", "dispatcher3"):
        assert done(town[login].get(f"/v1/reports/{report['id']}"))["office"] == TIANSHUI


def test_a_supervisor_of_all_offices_sees_what_came_back_from_one(town: Town) -> None:
    posts = [{"role": "supervisor", "office": None, "community": None}]
    done(town["admin1"].post("/v1/setup/staff", {"login": "supervisor9", "posts": posts}))
    waiting, report = town.report(), town.dispatched()
    back = {"reason": "not_our_ground", "words": "不在本街道"}
    done(town["dispatcher1"].ask(report, "return", back))

    seen = done(town["supervisor9"].get(f"/v1/reports/{report['id']}"))
    assert (seen["office"], seen["state"]) == (None, "returned")
    refused(town["supervisor9"].get(f"/v1/reports/{waiting['id']}"), 404, "unknown-report")


def test_every_router_stands_in_the_application() -> None:
    assert sum(len(router.routes) for router in ROUTERS) == len(POLICIES)

"""Wishes about the city itself: its rules, places, people and rewards."""

from typing import Any

from tests.faults.city import OFFICE
from tests.faults.wishes.stage import Stage
from tests.faults.wishes.wish import Wish, can_be_wished, wish

SETUP = "POST /v1/setup"
DISPATCHER = {"role": "dispatcher", "office": OFFICE}


@can_be_wished(f"{SETUP}/policy")
async def _policy(stage: Stage) -> Wish:
    return wish(stage, "admin1", f"{SETUP}/policy", {"lookalike_metres": 300 + stage.number()})


@can_be_wished(f"{SETUP}/categories")
async def _category(stage: Stage) -> Wish:
    return wish(stage, "admin1", f"{SETUP}/categories", _low_branches(stage))


@can_be_wished(f"{SETUP}/categories/{{category}}/retire")
async def _retire(stage: Stage) -> Wish:
    made = await stage.post("admin1", "/v1/setup/categories", _low_branches(stage))
    route = f"{SETUP}/categories/{{category}}/retire"
    return wish(stage, "admin1", route, category=made["code"])


@can_be_wished(f"{SETUP}/communities")
async def _community(stage: Stage) -> Wish:
    return wish(stage, "supervisor1", f"{SETUP}/communities", _new_lake(stage))


@can_be_wished(f"{SETUP}/communities/{{community}}/close")
async def _close(stage: Stage) -> Wish:
    made = await stage.post("supervisor1", "/v1/setup/communities", _new_lake(stage))
    route = f"{SETUP}/communities/{{community}}/close"
    return wish(stage, "supervisor1", route, community=made["code"])


@can_be_wished(f"{SETUP}/staff")
async def _employ(stage: Stage) -> Wish:
    body = {"login": f"newcomer{stage.number()}", "posts": [DISPATCHER]}
    return wish(stage, "supervisor1", f"{SETUP}/staff", body)


@can_be_wished(f"{SETUP}/staff with more posts")
async def _promote(stage: Stage) -> Wish:
    body = {"login": await newcomer(stage), "posts": [DISPATCHER, {"role": "verifier"}]}
    return wish(stage, "admin1", f"{SETUP}/staff", body)


@can_be_wished(f"{SETUP}/staff/{{login}}/password")
async def _password(stage: Stage) -> Wish:
    route = f"{SETUP}/staff/{{login}}/password"
    return wish(stage, "supervisor1", route, login=await newcomer(stage))


@can_be_wished(f"{SETUP}/staff/{{login}}/disable")
async def _disable(stage: Stage) -> Wish:
    route = f"{SETUP}/staff/{{login}}/disable"
    return wish(stage, "supervisor1", route, login=await newcomer(stage))


@can_be_wished(f"{SETUP}/staff/{{login}}/enable")
async def _enable(stage: Stage) -> Wish:
    login = await newcomer(stage)
    await stage.post("supervisor1", f"/v1/setup/staff/{login}/disable")
    return wish(stage, "supervisor1", f"{SETUP}/staff/{{login}}/enable", login=login)


@can_be_wished(f"{SETUP}/rewards")
async def _reward(stage: Stage) -> Wish:
    return wish(stage, "admin1", f"{SETUP}/rewards", _gloves(stage))


@can_be_wished(f"{SETUP}/rewards/{{reward}}/withdraw")
async def _withdraw(stage: Stage) -> Wish:
    made = await stage.post("admin1", "/v1/setup/rewards", _gloves(stage))
    return wish(stage, "admin1", f"{SETUP}/rewards/{{reward}}/withdraw", reward=made["code"])


@can_be_wished(f"{SETUP}/blocked")
async def _block(stage: Stage) -> Wish:
    return wish(stage, "operator1", f"{SETUP}/blocked", await _abuse(stage))


@can_be_wished(f"{SETUP}/blocked/{{rider}}/lift")
async def _lift(stage: Stage) -> Wish:
    made = await stage.post("operator1", "/v1/setup/blocked", await _abuse(stage))
    route, body = f"{SETUP}/blocked/{{rider}}/lift", {"words": "已与本人核实"}
    return wish(stage, "operator1", route, body, rider=made["rider"])


async def newcomer(stage: Stage) -> str:
    """Let the office have one more dispatcher; answer the login."""
    body = {"login": f"newcomer{stage.number()}", "posts": [DISPATCHER]}
    return str((await stage.post("supervisor1", "/v1/setup/staff", body))["login"])


async def _abuse(stage: Stage) -> dict[str, Any]:
    """Name a report of a rider who is needed for nothing else."""
    rider = f"rider{10 + stage.number() % 100}"
    operator, phone = "operator1", f"138{int(rider.removeprefix('rider')) - 1:08}"
    found = stage.errands.submission(await stage.photo(operator)) | {"phone": phone}
    person = stage.city.people[rider]
    if any(held.rider == person for held in stage.house.wiring.book.blocks()):
        await stage.post(operator, f"/v1/setup/blocked/{person}/lift", {"words": "好"})
    report = (await stage.post(operator, "/v1/reports", found))["id"]
    return {"report": report, "words": "多次上报虚假问题"}


def _low_branches(stage: Stage) -> dict[str, Any]:
    code = f"M07{stage.number() % 1000:03}"
    return {
        "code": code,
        "group": "市容环境",
        "name": f"树枝低垂 {stage.number()}",
        "name_en": "Low branches",
        "conditions": [
            {
                "code": f"{code}.1",
                "name": "碰到行人",
                "name_en": "They touch people",
                "limit": {"amount": 3, "unit": "work_day"},
            }
        ],
        "award": {"code": "everyday", "version": 1, "points": 10, "corroborator_points": 2},
        "source": "the city's own rule",
    }


def _new_lake(stage: Stage) -> dict[str, Any]:
    number = stage.number()
    return {"code": f"{OFFICE}{number % 900 + 100}", "name": f"新湖{number}", "office": OFFICE}


def _gloves(stage: Stage) -> dict[str, Any]:
    return {
        "code": f"gloves-{stage.number()}",
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

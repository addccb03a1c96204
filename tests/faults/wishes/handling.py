"""Wishes about a report at the office."""

from datetime import timedelta

from tests.faults.city import OFFICE
from tests.faults.wishes.intake import REPORT
from tests.faults.wishes.stage import ELSEWHERE, ROAD, Stage
from tests.faults.wishes.wish import Wish, can_be_wished, wish

AWAY = {"reason": "not_our_ground", "words": "不在本街道"}
PLEA = {"reason": "parts", "words": "等配件"}


def rest(stage: Stage) -> dict[str, str]:
    """Word a plea for a rest of three weeks."""
    return PLEA | {"until": (stage.now() + timedelta(days=21)).isoformat()}


@can_be_wished(f"{REPORT}/claim")
async def _claim(stage: Stage) -> Wish:
    return wish(stage, "dispatcher1", f"{REPORT}/claim", report=await stage.dispatched())


@can_be_wished(f"{REPORT}/claim for a crew member")
async def _assign(stage: Stage) -> Wish:
    body = {"holder": "dispatcher1"}
    return wish(stage, "supervisor1", f"{REPORT}/claim", body, report=await stage.dispatched())


@can_be_wished(f"{REPORT}/regrade")
async def _regrade(stage: Stage) -> Wish:
    body = {"condition": f"{ROAD}.4", "reason": "现场看过"}
    report = await stage.claimed(ROAD)
    return wish(stage, "dispatcher1", f"{REPORT}/regrade", body, report=report)


@can_be_wished(f"{REPORT}/entrust")
async def _entrust(stage: Stage) -> Wish:
    body = {"unit": "环卫三队"}
    return wish(stage, "dispatcher1", f"{REPORT}/entrust", body, report=await stage.claimed())


@can_be_wished(f"{REPORT}/progress")
async def _progress(stage: Stage) -> Wish:
    body = {"words": "在路上", "photos": [await stage.photo("dispatcher1")]}
    return wish(stage, "dispatcher1", f"{REPORT}/progress", body, report=await stage.claimed())


@can_be_wished(f"{REPORT}/note")
async def _note(stage: Stage) -> Wish:
    body = {"words": "已电话"}
    return wish(stage, "dispatcher1", f"{REPORT}/note", body, report=await stage.dispatched())


@can_be_wished(f"{REPORT}/release")
async def _release(stage: Stage) -> Wish:
    return wish(stage, "dispatcher1", f"{REPORT}/release", report=await stage.claimed())


@can_be_wished(f"{REPORT}/return")
async def _return(stage: Stage) -> Wish:
    body = AWAY | {"suggested": ELSEWHERE}
    return wish(stage, "dispatcher1", f"{REPORT}/return", body, report=await stage.dispatched())


@can_be_wished(f"{REPORT}/transfer")
async def _transfer(stage: Stage) -> Wish:
    body = AWAY | {"office": ELSEWHERE}
    return wish(stage, "supervisor1", f"{REPORT}/transfer", body, report=await stage.dispatched())


@can_be_wished(f"{REPORT}/suspend")
async def _suspend(stage: Stage) -> Wish:
    report = await stage.claimed()
    return wish(stage, "dispatcher1", f"{REPORT}/suspend", rest(stage), report=report)


@can_be_wished(f"{REPORT}/resume")
async def _resume(stage: Stage) -> Wish:
    report = await stage.ask("supervisor1", await stage.claimed(), "suspend", rest(stage))
    return wish(stage, "supervisor1", f"{REPORT}/resume", report=report)


@can_be_wished(f"{REPORT}/extend")
async def _extend(stage: Stage) -> Wish:
    return wish(stage, "dispatcher1", f"{REPORT}/extend", PLEA, report=await stage.claimed())


@can_be_wished(f"{REPORT}/escalate")
async def _escalate(stage: Stage) -> Wish:
    body = {"words": "请督办"}
    return wish(stage, "operator1", f"{REPORT}/escalate", body, report=await stage.dispatched())


@can_be_wished(f"{REPORT}/decide a suspension")
async def _decide_suspension(stage: Stage) -> Wish:
    report = await stage.ask("dispatcher1", await stage.claimed(), "suspend", rest(stage))
    body = {"matter": "suspension", "approve": True}
    return wish(stage, "supervisor1", f"{REPORT}/decide", body, report=report)


@can_be_wished(f"{REPORT}/decide an extension")
async def _decide_extension(stage: Stage) -> Wish:
    report = await stage.ask("dispatcher1", await stage.claimed(), "extend", PLEA)
    body = {"matter": "extension", "approve": True, "words": "同意"}
    return wish(stage, "supervisor1", f"{REPORT}/decide", body, report=report)


@can_be_wished(f"{REPORT}/appeal")
async def _appeal(stage: Stage) -> Wish:
    body = {"words": "台风", "photos": [await stage.photo("supervisor1")], "office": OFFICE}
    return wish(stage, "supervisor1", f"{REPORT}/appeal", body, report=await stage.overdue())


@can_be_wished(f"{REPORT}/decide an appeal")
async def _decide_appeal(stage: Stage) -> Wish:
    report = await stage.ask("supervisor1", await stage.overdue(), "appeal", {"words": "台风"})
    body = {"matter": "appeal", "approve": True, "words": "属实"}
    return wish(stage, "operator1", f"{REPORT}/decide", body, report=report)

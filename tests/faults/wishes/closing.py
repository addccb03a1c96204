"""Wishes about a report that is mended, disputed or talked about, and about its points."""

from tests.faults.wishes.intake import REPORT
from tests.faults.wishes.stage import Stage
from tests.faults.wishes.wish import Wish, can_be_wished, wish

ON_THE_ROAD = {"words": "就在马路边"}


@can_be_wished(f"{REPORT}/resolve")
async def _resolve(stage: Stage) -> Wish:
    body = {"outcome": "cleaned", "photos": [await stage.photo("dispatcher1")]}
    return wish(stage, "dispatcher1", f"{REPORT}/resolve", body, report=await stage.claimed())


@can_be_wished(f"{REPORT}/verify")
async def _verify(stage: Stage) -> Wish:
    body = {"method": "photo_pair"}
    return wish(stage, "verifier1", f"{REPORT}/verify", body, report=await stage.resolved())


@can_be_wished(f"{REPORT}/object")
async def _object(stage: Stage) -> Wish:
    return wish(stage, "rider1", f"{REPORT}/object", ON_THE_ROAD, report=await rejected(stage))


@can_be_wished(f"{REPORT}/decide an objection")
async def _decide_objection(stage: Stage) -> Wish:
    report = await stage.ask("rider1", await rejected(stage), "object", ON_THE_ROAD)
    body = {"matter": "objection", "approve": True, "words": "核实属实"}
    return wish(stage, "operator2", f"{REPORT}/decide", body, report=report)


@can_be_wished(f"{REPORT}/reopen")
async def _reopen(stage: Stage) -> Wish:
    body = {"words": "还有垃圾"}
    return wish(stage, "verifier1", f"{REPORT}/reopen", body, report=await stage.resolved())


@can_be_wished(f"{REPORT}/ask")
async def _ask(stage: Stage) -> Wish:
    body = {"words": "哪个门?"}
    return wish(stage, "dispatcher1", f"{REPORT}/ask", body, report=await stage.claimed())


@can_be_wished(f"{REPORT}/answer")
async def _answer(stage: Stage) -> Wish:
    report = await stage.ask("dispatcher1", await stage.claimed(), "ask", {"words": "哪个门?"})
    return wish(stage, "rider1", f"{REPORT}/answer", {"words": "东门"}, report=report)


@can_be_wished(f"{REPORT}/rate")
async def _rate(stage: Stage) -> Wish:
    body = {"stars": 5, "words": "很快"}
    return wish(stage, "rider1", f"{REPORT}/rate", body, report=await stage.verified())


@can_be_wished("POST /v1/rewards/{reward}/redeem")
async def _redeem(stage: Stage) -> Wish:
    await stage.points()
    return wish(stage, "rider1", "POST /v1/rewards/{reward}/redeem", reward="many")


@can_be_wished("POST /v1/redemptions/{redemption}/hand-over")
async def _hand_over(stage: Stage) -> Wish:
    mine = await stage.redeemed()
    route, body = "POST /v1/redemptions/{redemption}/hand-over", {"code": mine["code"]}
    return wish(stage, "dispatcher1", route, body, redemption=mine["id"])


@can_be_wished("POST /v1/redemptions/{redemption}/refund")
async def _refund(stage: Stage) -> Wish:
    route = "POST /v1/redemptions/{redemption}/refund"
    return wish(stage, "rider1", route, redemption=(await stage.redeemed())["id"])


async def rejected(stage: Stage) -> str:
    """Bring a report to where the desk has refused it."""
    no = {"reason": "not_public_ground", "words": "小区内部道路"}
    return await stage.ask("operator1", await stage.submitted(), "reject", no)

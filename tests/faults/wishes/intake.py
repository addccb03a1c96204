"""Wishes about a report on its way in."""

from tests.faults.city import OFFICE
from tests.faults.wishes.stage import A_LOOK, ROAD, Stage
from tests.faults.wishes.wish import Wish, can_be_wished, wish

REPORT = "POST /v1/reports/{report}"


@can_be_wished("POST /v1/reports")
async def _submit(stage: Stage) -> Wish:
    found = stage.errands.submission(await stage.photo("rider1"))
    return wish(stage, "rider1", "POST /v1/reports", found)


@can_be_wished("POST /v1/reports by phone")
async def _told_by_phone(stage: Stage) -> Wish:
    found = stage.errands.submission(await stage.photo("operator1"))
    return wish(stage, "operator1", "POST /v1/reports", found | {"phone": "13800000000"})


@can_be_wished("POST /v1/contacts")
async def _contact(stage: Stage) -> Wish:
    stage.now.ahead += A_LOOK
    look = {"report": await stage.submitted(), "purpose": "现场找不到，请小哥指路"}
    return wish(stage, "operator1", "POST /v1/contacts", look)


@can_be_wished(f"{REPORT}/dispatch")
async def _dispatch(stage: Stage) -> Wish:
    report = await stage.submitted()
    return wish(stage, "operator1", f"{REPORT}/dispatch", {"office": OFFICE}, report=report)


@can_be_wished(f"{REPORT}/reclassify")
async def _reclassify(stage: Stage) -> Wish:
    body = {"category": ROAD, "reason": "是路面问题"}
    report = await stage.dispatched()
    return wish(stage, "dispatcher1", f"{REPORT}/reclassify", body, report=report)


@can_be_wished(f"{REPORT}/reject")
async def _reject(stage: Stage) -> Wish:
    body = {"reason": "not_public_ground", "words": "小区内部道路"}
    return wish(stage, "operator1", f"{REPORT}/reject", body, report=await stage.submitted())


@can_be_wished(f"{REPORT}/duplicate")
async def _duplicate(stage: Stage) -> Wish:
    body = {"original": await stage.dispatched()}
    report = await stage.dispatched()
    return wish(stage, "dispatcher1", f"{REPORT}/duplicate", body, report=report)


@can_be_wished(f"{REPORT}/corroborate")
async def _corroborate(stage: Stage) -> Wish:
    body = {"photos": [await stage.photo("rider2")], "note": "我也看到"}
    return wish(stage, "rider2", f"{REPORT}/corroborate", body, report=await stage.submitted())


@can_be_wished(f"{REPORT}/photos")
async def _add_photos(stage: Stage) -> Wish:
    report, more = await stage.submitted(), await stage.errands.photo("rider1")
    return wish(stage, "rider1", f"{REPORT}/photos", {"photos": [more]}, report=report)


@can_be_wished(f"{REPORT}/photos/{{photo}}/release")
async def _release_photo(stage: Stage) -> Wish:
    route = f"{REPORT}/photos/{{photo}}/release"
    report, photo = await stage.dispatched(), await stage.photo("rider1")
    return wish(stage, "supervisor1", route, report=report, photo=photo)


@can_be_wished(f"{REPORT}/withdraw")
async def _withdraw(stage: Stage) -> Wish:
    return wish(stage, "rider1", f"{REPORT}/withdraw", report=await stage.submitted())

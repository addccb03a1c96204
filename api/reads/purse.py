"""A rider's points: the balance, each line with its cause, the month, the redemptions."""

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Annotated

from fastapi import APIRouter, Path, Response
from pydantic import Field

from api.admission import Guarded
from api.reads.credit_shapes import MyCredits, Statement, line, sums
from api.reads.questions import Cursor, Limit, projections, shown
from api.shapes import Answer
from api.spoken import problems
from api.visit import Here, Visit, reply
from api.waiting import MinPosition
from domain.reward import Reward
from domain.streams import reward_stream
from projections.credits.queries import Line, credits_of
from projections.credits.statements import redemptions_of, statement
from services import wallets
from services.wallets import CHINA

router = APIRouter(prefix="/v1/me", route_class=Guarded, tags=["我 Me"])
_DECEMBER = 12
Month = Annotated[
    str, Path(pattern=r"^20[0-9]{2}-(0[1-9]|1[0-2])$", description="Such as 2026-11, in China.")
]


class RedemptionShown(Answer):
    """An exchange of points for a reward."""

    id: str
    reward: str
    name: str | None
    points: int
    at: datetime
    until: datetime = Field(description="Refunded when not fetched by then.")
    state: str = Field(description="waiting, handed_over or refunded.")
    code: str | None = Field(description="What to show at the station, while it waits.")


class MyRedemptions(Answer):
    """A piece of one's own redemptions, newest first."""

    items: list[RedemptionShown]
    next: str | None
    position: int
    incomplete: bool


@router.get(
    "/credits",
    summary="我的积分 · My points",
    response_model=MyCredits,
    responses=problems(401, 403, 422, 429, 503),
)
async def my_credits(
    here: Here, cursor: Cursor = None, limit: Limit = 50, min_position: MinPosition = 0
) -> Response:
    """Show balance, pending points and the ledger, each line with the event behind it."""
    await shown(here, "credits", min_position)
    engine, rider = projections(here).engine, here.actor.id
    found = await asyncio.to_thread(credits_of, engine, rider, cursor=cursor, limit=limit)
    return reply(
        MyCredits(
            **dict(sums(found.sums)),
            items=[line(one, here.language) for one in found.items],
            next=found.next,
            position=found.position,
            incomplete=found.incomplete,
        )
    )


@router.get(
    "/credits/{month}",
    summary="月度对账单 · A month's statement",
    response_model=Statement,
    responses=problems(401, 403, 422, 429, 503),
)
async def my_month(month: Month, here: Here, min_position: MinPosition = 0) -> Response:
    """Account for one month in China: opening, every line, closing."""
    await shown(here, "credits", min_position)
    return reply(await asyncio.to_thread(_month, here, month))


@router.get(
    "/redemptions",
    summary="我的兑换 · My redemptions",
    response_model=MyRedemptions,
    responses=problems(401, 403, 422, 429, 503),
)
async def my_redemptions(
    here: Here, cursor: Cursor = None, limit: Limit = 50, min_position: MinPosition = 0
) -> Response:
    """List the caller's redemptions, with the codes of those not fetched yet."""
    await shown(here, "credits", min_position)
    return reply(await asyncio.to_thread(_redemptions, here, cursor, limit))


def _month(here: Visit, month: str) -> Statement:
    views, log = projections(here), here.wiring.log
    begins = datetime(int(month[:4]), int(month[5:]), 1, tzinfo=CHINA).astimezone(UTC)
    local = begins.astimezone(CHINA)
    late = local.month == _DECEMBER
    ends = local.replace(year=local.year + late, month=1 if late else local.month + 1)
    instant = timedelta(microseconds=1)
    reached = views.position("credits")
    after = min(log.position_at(begins - instant), reached)
    upto = min(log.position_at(ends - instant), reached)
    found = statement(views.engine, here.actor.id, after, upto)
    return Statement(
        month=month,
        opening=sums(found.opening),
        closing=sums(found.closing),
        moved=found.moved,
        items=[line(one, here.language) for one in found.items],
        position=found.position,
        incomplete=found.incomplete,
    )


def _redemptions(here: Visit, cursor: str | None, limit: int) -> MyRedemptions:
    engine, rider = projections(here).engine, here.actor.id
    found = redemptions_of(engine, rider, cursor=cursor, limit=limit)
    codes = {one.reward for one in found.items if one.reward}
    shelves = {code: here.wiring.app.load(Reward, reward_stream(code)) for code in codes}
    return MyRedemptions(
        items=[_redemption(here, one, shelves) for one in found.items],
        next=found.next,
        position=found.position,
        incomplete=found.incomplete,
    )


def _redemption(here: Visit, one: Line, shelves: dict[str, Reward]) -> RedemptionShown:
    name, code = one.redemption or "", one.reward or ""
    reward = shelves[code]
    waits = name in reward.open
    done = "refunded" if one.status == "refunded" else "handed_over"
    return RedemptionShown(
        id=name,
        reward=code,
        name=reward.offer.name if reward.offer else None,
        points=one.points,
        at=one.at,
        until=wallets.redemption(here.desk, name).until,
        state="waiting" if waits else done,
        code=wallets.hand_over_code(here.desk, name) if waits else None,
    )

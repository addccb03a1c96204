"""Points exchanged for rewards: redeemed, handed over, given back."""

import asyncio
from http import HTTPStatus

from fastapi import APIRouter, Response

from api.admission import Guarded
from api.asking import HandOver, Nothing
from api.shapes import Redeemed
from api.spoken import keyed, written
from api.visit import POSITION, Here, Visit, patiently, reply
from domain.reward import ReturnCause
from domain.values import Role
from services import wallets
from services.limits import Limited

router = APIRouter(prefix="/v1", route_class=Guarded, tags=["积分 Rewards"])
_NOTHING = Nothing()


@router.post(
    "/rewards/{reward}/redeem",
    summary="兑换 · Redeem",
    status_code=HTTPStatus.CREATED,
    response_model=Redeemed,
    responses=written(201),
    openapi_extra=keyed(),
)
async def redeem(reward: str, here: Here, wish: Nothing = _NOTHING) -> Response:
    """Exchange points for a reward; the answer has the code to show at the station."""
    asked = here.asked(wish)
    found, change = await patiently(wallets.redeem(here.desk, reward, asked))
    return await _shown(here, found, change.position, HTTPStatus.CREATED)


@router.post(
    "/redemptions/{redemption}/hand-over",
    summary="核销 · Hand over",
    response_model=Redeemed,
    responses=written(),
    openapi_extra=keyed(),
)
async def hand_over(redemption: str, wish: HandOver, here: Here) -> Response:
    """Give the reward to the rider who shows the code."""
    here.wiring.limits.check(Limited.HAND_OVERS, redemption)
    asked = here.asked(wish)
    change = await patiently(wallets.hand_over(here.desk, redemption, wish.code, asked))
    found = await asyncio.to_thread(wallets.redemption, here.desk, redemption)
    return await _shown(here, found, change.position)


@router.post(
    "/redemptions/{redemption}/refund",
    summary="退还 · Refund",
    response_model=Redeemed,
    responses=written(),
    openapi_extra=keyed(),
)
async def refund(redemption: str, here: Here, wish: Nothing = _NOTHING) -> Response:
    """Put the reward back on the shelf, and the points back into the wallet."""
    asked = here.asked(wish)
    work = wallets.refund(here.desk, redemption, ReturnCause.CANCELLED, asked)
    change = await patiently(work)
    found = await asyncio.to_thread(wallets.redemption, here.desk, redemption)
    return await _shown(here, found, change.position)


async def _shown(
    here: Visit,
    found: wallets.Redemption,
    position: int,
    status: HTTPStatus = HTTPStatus.OK,
) -> Response:
    """Show a redemption; the code to its rider alone."""
    own = here.actor.holds(Role.RIDER) and here.actor.id == found.rider
    code = await asyncio.to_thread(wallets.hand_over_code, here.desk, found.id) if own else None
    shown = Redeemed(
        id=found.id, reward=found.reward, points=found.points, until=found.until, code=code
    )
    return reply(shown, status, {POSITION: str(position)})

"""Rewards: offered, restocked, withdrawn."""

from fastapi import APIRouter, Response

from api.admission import Guarded
from api.asking import Nothing
from api.setup import showing
from api.setup.answers import REFUSALS, told
from api.setup.asking import SetReward
from api.setup.flaws import judged
from api.setup.shapes import RewardSetUp
from api.spoken import keyed
from api.visit import Here
from domain.reward import Reward
from services.city import changes

router = APIRouter(prefix="/v1/setup", route_class=Guarded, tags=["设置 Set-up"])
_NOTHING = Nothing()


@router.post(
    "/rewards",
    summary="设置兑换品 · Offer a reward",
    response_model=RewardSetUp,
    responses=REFUSALS,
    openapi_extra=keyed(),
)
async def offer(wish: SetReward, here: Here) -> Response:
    """Offer a reward, or change its terms; a larger `supplied` puts more on the shelf."""
    table = wish.model_dump(mode="json")
    change = await judged(changes.offer_reward(here.desk, table, here.asked(wish)))
    return told(change, Reward, showing.reward)


@router.post(
    "/rewards/{reward}/withdraw",
    summary="下架兑换品 · Withdraw a reward",
    response_model=RewardSetUp,
    responses=REFUSALS,
    openapi_extra=keyed(),
)
async def withdraw(reward: str, here: Here, wish: Nothing = _NOTHING) -> Response:
    """Stop offering a reward; what riders hold is still handed over."""
    change = await judged(changes.withdraw_reward(here.desk, reward, here.asked(wish)))
    return told(change, Reward, showing.reward)

"""What points may be exchanged for."""

import asyncio
from datetime import date

from fastapi import APIRouter, Response
from pydantic import Field

from api.admission import Guarded
from api.shapes import Answer, Page
from api.spoken import problems
from api.visit import Here, Visit, reply
from domain.reward import Reward
from domain.streams import reward_stream
from services.wallets import china_day

router = APIRouter(prefix="/v1", route_class=Guarded, tags=["积分 Rewards"])


class RewardShown(Answer):
    """A reward on the shelf."""

    id: str = Field(description="What the route for redeeming names it by.")
    code: str
    name: str
    name_en: str
    sponsor: str
    price: int = Field(description="In points.")
    limit_per_rider: int
    season_from: date
    season_to: date
    places: list[str]
    stock: int
    available: bool = Field(description="In season, and at least one is left.")


@router.get(
    "/rewards",
    summary="积分商城 · Rewards",
    response_model=Page[RewardShown],
    responses=problems(429, 503),
)
async def rewards(here: Here) -> Response:
    """List what is offered, the cheapest first, with what is left at this moment."""
    return reply(Page(items=await asyncio.to_thread(_shelf, here), next=None))


def _shelf(here: Visit) -> list[RewardShown]:
    book = here.wiring.book
    book.refresh()
    today = china_day(here.wiring.clock())
    found = [here.wiring.app.load(Reward, reward_stream(code)) for code in book.rewards]
    listed = [shown for one in found if (shown := _shown(one, today))]
    return sorted(listed, key=lambda one: (one.price, one.code))


def _shown(reward: Reward, today: date) -> RewardShown | None:
    offer = reward.offer
    if offer is None or reward.withdrawn:
        return None
    return RewardShown(
        id=offer.code,
        code=offer.code,
        name=offer.name,
        name_en=offer.name_en,
        sponsor=offer.sponsor,
        price=offer.price,
        limit_per_rider=offer.limit_per_rider,
        season_from=offer.season_from,
        season_to=offer.season_to,
        places=offer.places,
        stock=reward.stock,
        available=reward.stock > 0 and offer.season_from <= today <= offer.season_to,
    )

"""Communities: opened, renamed, moved to another office, closed."""

from fastapi import APIRouter, Response

from api.admission import Guarded
from api.asking import Nothing
from api.setup import showing
from api.setup.answers import REFUSALS, told
from api.setup.asking import SetCommunity
from api.setup.flaws import judged
from api.setup.shapes import CommunitySetUp
from api.spoken import keyed
from api.visit import Here
from domain.office import Community
from services.city import changes

router = APIRouter(prefix="/v1/setup", route_class=Guarded, tags=["设置 Set-up"])
_NOTHING = Nothing()


@router.post(
    "/communities",
    summary="设置社区 · Open a community",
    response_model=CommunitySetUp,
    responses=REFUSALS,
    openapi_extra=keyed(),
)
async def open_up(wish: SetCommunity, here: Here) -> Response:
    """Open a community, or give it another name or office; its ground stays as it is.

    A supervisor does so within the own office.
    """
    table = wish.model_dump(mode="json")
    change = await judged(changes.open_community(here.desk, table, here.asked(wish)))
    return told(change, Community, showing.community)


@router.post(
    "/communities/{community}/close",
    summary="停用社区 · Close a community",
    response_model=CommunitySetUp,
    responses=REFUSALS,
    openapi_extra=keyed(),
)
async def close(community: str, here: Here, wish: Nothing = _NOTHING) -> Response:
    """End a community's work; a supervisor, one of the own office."""
    change = await judged(changes.close_community(here.desk, community, here.asked(wish)))
    return told(change, Community, showing.community)

"""The rules of the house, and what may be reported."""

from fastapi import APIRouter, Response

from api.admission import Guarded
from api.asking import Nothing
from api.setup import showing
from api.setup.answers import REFUSALS, told
from api.setup.asking import SetCategory, SetPolicy
from api.setup.flaws import judged
from api.setup.shapes import CategorySetUp, PolicyShown
from api.spoken import keyed
from api.visit import Here
from domain.category import Category
from domain.city import City
from services.city import changes

router = APIRouter(prefix="/v1/setup", route_class=Guarded, tags=["设置 Set-up"])
_NOTHING = Nothing()


@router.post(
    "/policy",
    summary="修改办事规则 · Set the rules of the house",
    response_model=PolicyShown,
    responses=REFUSALS,
    openapi_extra=keyed(),
)
async def set_policy(wish: SetPolicy, here: Here) -> Response:
    """Set the rules of the house from now on; what is left out stays as it is."""
    change = await judged(changes.set_policy(here.desk, wish.table(), here.asked(wish)))
    return told(change, City, lambda city: showing.policy(city.policy))


@router.post(
    "/categories",
    summary="设置类别 · Define a category",
    response_model=CategorySetUp,
    responses=REFUSALS,
    openapi_extra=keyed(),
)
async def define(wish: SetCategory, here: Here) -> Response:
    """Say what a category means from now on; reports keep the version they were judged by."""
    table = wish.model_dump(mode="json")
    change = await judged(changes.define_category(here.desk, table, here.asked(wish)))
    return told(change, Category, showing.category)


@router.post(
    "/categories/{category}/retire",
    summary="停用类别 · Retire a category",
    response_model=CategorySetUp,
    responses=REFUSALS,
    openapi_extra=keyed(),
)
async def retire(category: str, here: Here, wish: Nothing = _NOTHING) -> Response:
    """Take no new reports of a category; what was reported goes its way."""
    change = await judged(changes.retire_category(here.desk, category, here.asked(wish)))
    return told(change, Category, showing.category)

"""The city as it is set up now: what its forms begin with."""

import asyncio

from fastapi import APIRouter, Response

from api.admission import Guarded
from api.setup import showing
from api.setup.shapes import OfficeSetUp, SetUp, StaffSetUp
from api.spoken import problems
from api.visit import Here, Visit, reply
from domain.office import Office
from domain.reward import Reward
from domain.streams import reward_stream
from domain.values import Role
from services.city.book import CityBook
from services.city.hiring import visible
from services.city.reach import may_give, may_set_up

router = APIRouter(prefix="/v1/setup", route_class=Guarded, tags=["设置 Set-up"])
PARTS = ("policy", "categories", "communities", "staff", "rewards", "photos", "blocked")
OF_SUPERVISORS = ("communities", "staff", "photos", "blocked")


@router.get(
    "",
    summary="城市设置 · The set-up",
    response_model=SetUp,
    responses=problems(401, 403, 429, 503),
)
async def look(here: Here) -> Response:
    """Show all that forms can change.

    A supervisor sees the own office with its communities and its dispatchers; the
    catalogue, the rewards and the rules of the house to read.
    """
    return reply(await asyncio.to_thread(_look, here))


def _look(here: Visit) -> SetUp:
    book, admin = here.wiring.book, here.actor.holds(Role.ADMIN)
    position = book.refresh()
    offices = [one for _, one in sorted(book.offices.items()) if may_set_up(here.actor, one.code)]
    rewards = [here.wiring.app.load(Reward, reward_stream(code)) for code in sorted(book.rewards)]
    return SetUp(
        policy=showing.policy(book.policy),
        categories=[showing.category(one) for _, one in sorted(book.categories.items())],
        offices=[_office(book, one) for one in offices],
        staff=_staff(here),
        rewards=[showing.reward(one) for one in rewards if one.offer],
        may=list(PARTS if admin else OF_SUPERVISORS),
        position=position,
    )


def _office(book: CityBook, office: Office) -> OfficeSetUp:
    mine = (one for _, one in sorted(book.communities.items()) if one.office == office.code)
    communities = [showing.community(one) for one in mine]
    return OfficeSetUp(
        code=office.code, name=office.name, closed=office.closed, communities=communities
    )


def _staff(here: Visit) -> list[StaffSetUp]:
    found = []
    for account in here.wiring.identity.accounts.everybody():
        held, _ = here.wiring.book.posts(account.pseudonym)
        if visible(here.actor, held):
            within = [post for post in held if may_give(here.actor, post)]
            one = StaffSetUp(
                id=account.pseudonym,
                login=account.login or "",
                posts=showing.posts(within),
                disabled=account.disabled,
            )
            found.append(one)
    return found

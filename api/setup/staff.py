"""Staff: who may log in, and the posts they hold."""

import asyncio

from fastapi import APIRouter, Response

from api.admission import Guarded
from api.asking import Nothing
from api.setup import showing
from api.setup.answers import REFUSALS, position
from api.setup.asking import SetStaff
from api.setup.flaws import judged
from api.setup.shapes import PasswordDrawn, StaffEmployed, StaffSetUp
from api.spoken import keyed, problems
from api.visit import Here, Visit, patiently, reply
from domain.people import Staff
from domain.streams import staff_stream
from services.city import hiring
from services.city.reach import may_give

router = APIRouter(prefix="/v1/setup", route_class=Guarded, tags=["设置 Set-up"])
_NOTHING = Nothing()
_OF_ACCOUNTS = problems(401, 403, 404, 409, 422, 429, 503)


@router.post(
    "/staff",
    summary="设置工作人员 · Give posts",
    response_model=StaffEmployed,
    responses=REFUSALS,
    openapi_extra=keyed(),
)
async def employ(wish: SetStaff, here: Here) -> Response:
    """Let somebody hold exactly these posts; a new login gets a one-time password.

    So does whoever had no post, or only dispatched, and gets more than that: a supervisor may
    know the former password, so it is void and all sessions end. A supervisor gives and takes
    the posts of dispatchers in the own office; posts elsewhere stay. The password is told this
    once: the same key again answers without it.
    """
    posts = [post.model_dump(mode="json") for post in wish.posts]
    accounts = here.wiring.identity
    work = hiring.employ(here.desk, accounts, wish.login, posts, here.asked(wish))
    found = await judged(work)
    (staff,) = found.change.aggregates
    held = staff.posts if isinstance(staff, Staff) else ()
    shown = StaffEmployed(
        id=found.who,
        login=found.login,
        one_time_password=found.one_time_password,
        posts=showing.posts(post for post in held if may_give(here.actor, post)),
    )
    return reply(shown, headers=position(found.change))


@router.post(
    "/staff/{login}/password",
    summary="重置密码 · Reset a password",
    response_model=PasswordDrawn,
    responses=_OF_ACCOUNTS,
)
async def reset(login: str, here: Here, wish: Nothing = _NOTHING) -> Response:  # noqa: ARG001 - the framework checks it
    """Draw a one-time password, good for a week; ends all sessions and lifts a lock."""
    identity = here.wiring.identity
    drawn = await patiently(hiring.reset_password(here.desk, identity, login, here.actor))
    return reply(PasswordDrawn(one_time_password=drawn), headers=await here.head())


@router.post(
    "/staff/{login}/disable",
    summary="停用账号 · Disable an account",
    response_model=StaffSetUp,
    responses=_OF_ACCOUNTS,
)
async def disable(login: str, here: Here, wish: Nothing = _NOTHING) -> Response:  # noqa: ARG001 - the framework checks it
    """Close an account and end its sessions; never one's own."""
    return await _switch(here, login, disabled=True)


@router.post(
    "/staff/{login}/enable",
    summary="启用账号 · Enable an account",
    response_model=StaffSetUp,
    responses=_OF_ACCOUNTS,
)
async def enable(login: str, here: Here, wish: Nothing = _NOTHING) -> Response:  # noqa: ARG001 - the framework checks it
    """Open an account again, with the password it had."""
    return await _switch(here, login, disabled=False)


async def _switch(here: Visit, login: str, *, disabled: bool) -> Response:
    identity = here.wiring.identity
    work = hiring.set_disabled(here.desk, identity, login, here.actor, disabled=disabled)
    who = await patiently(work)
    staff = await asyncio.to_thread(here.wiring.app.load, Staff, staff_stream(who.pseudonym))
    shown = StaffSetUp(
        id=who.pseudonym,
        login=who.login or "",
        posts=showing.posts(post for post in staff.posts if may_give(here.actor, post)),
        disabled=who.disabled,
    )
    return reply(shown, headers=await here.head())

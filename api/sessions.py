"""Signing in and out: riders by phone and code, staff by login and password."""

import asyncio
from datetime import datetime
from http import HTTPStatus
from typing import Annotated, Literal, Self

from fastapi import APIRouter, BackgroundTasks, Response
from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from api.admission import Guarded
from api.callers import cookie_name, demand_own_origin
from api.fields import Order, Short, like
from api.shapes import Answer
from api.spoken import problems
from api.visit import Here, Visit, reply
from services.identity.accounts import Kind
from services.identity.consent import CONSENT, CONSENT_TEXT
from services.identity.sessions import SignedIn

router = APIRouter(prefix="/v1", route_class=Guarded, tags=["登录 Sessions"])
Secret = Annotated[str, Field(max_length=200, repr=False)]


class CodeWanted(Order):
    """For which phone."""

    model_config = like(phone="13800138000")

    phone: Annotated[str, Field(max_length=40, repr=False)]


class Consent(Answer):
    """The terms in force; signing in for the first time takes their name as `consent`."""

    name: str
    words: str


class CodeOnItsWay(Answer):
    """Whether or not the phone is known, or asked just now, this is all that is said."""

    expires_at: datetime = Field(description="Until when a code sent now is good.")
    again_at: datetime = Field(description="From when on another can be sent.")
    consent: Consent


class SignIn(Order):
    """A rider's phone and code, or a member of staff's login and password."""

    model_config = like(phone="13800138000", code="123456", consent=CONSENT_TEXT)

    phone: Annotated[str | None, Field(max_length=40, repr=False)] = None
    code: Annotated[str | None, Field(max_length=20, repr=False)] = None
    consent: Short | None = Field(default=None)
    login: Annotated[str | None, Field(max_length=100)] = None
    password: Annotated[str | None, Field(max_length=200, repr=False)] = None
    keep: Literal["token", "cookie"] = Field(
        "token", description="`cookie`, for pages: HttpOnly, and no token in the answer."
    )

    @model_validator(mode="after")
    def one_way(self) -> Self:
        """Demand one way of signing in, whole."""
        by_phone, by_login = (self.phone, self.code), (self.login, self.password)
        if (None in by_phone and None in by_login) or (any(by_phone) and any(by_login)):
            raise PydanticCustomError("sign_in", "phone and code, or login and password")
        return self


class Session(Answer):
    """A session; the token is shown this once."""

    id: str
    kind: Kind
    expires_at: datetime
    token: str | None = Field(default=None, description="For `Authorization: Bearer`.")


class PasswordChange(Order):
    """The old password, also a one-time one, and the new."""

    model_config = like(login="dispatcher1", old="abcd-efgh-2345-mnpq", new="willow-pond-77-east")

    login: Annotated[str, Field(max_length=100)]
    old: Secret
    new: Secret
    keep: Literal["token", "cookie"] = "token"


@router.post(
    "/sessions/codes",
    summary="获取短信验证码 · Ask for a one-time code",
    status_code=HTTPStatus.ACCEPTED,
    response_model=CodeOnItsWay,
    responses=problems(422, 429),
)
async def send_code(wanted: CodeWanted, here: Here) -> Response:
    """Send six digits to a phone: good for five minutes and one use. Shows the terms, too.

    A phone that was sent one within a minute, or too many this hour, gets none, and the
    answer is the same: the last code stays good.
    """
    errands = BackgroundTasks()
    riders = here.wiring.identity.riders
    sent = await riders.request_code(wanted.phone, here.address, errands.add_task)
    terms = Consent(name=CONSENT_TEXT, words=CONSENT[here.language])
    shown = CodeOnItsWay(expires_at=sent.expires_at, again_at=sent.again_at, consent=terms)
    answer = reply(shown, HTTPStatus.ACCEPTED, await here.head())
    answer.background = errands
    return answer


@router.post(
    "/sessions",
    summary="登录 · Sign in",
    status_code=HTTPStatus.CREATED,
    response_model=Session,
    responses=problems(401, 403, 422, 429, 503),
)
async def sign_in(wish: SignIn, here: Here) -> Response:
    """Begin a session. A rider's first one needs `consent`, the name of the terms."""
    identity = here.wiring.identity
    if here.request.headers.get("origin") is not None:
        demand_own_origin(here.request, here.wiring.settings)
    if wish.phone is not None and wish.code is not None:
        language = here.language
        begun = await identity.riders.sign_in(wish.phone, wish.code, wish.consent, language)
    else:
        begun = await identity.staff.log_in(wish.login or "", wish.password or "", here.address)
    return _begun(here, begun, wish.keep, await here.head())


@router.delete(
    "/sessions/current",
    summary="退出 · Sign out",
    status_code=HTTPStatus.NO_CONTENT,
    response_class=Response,
    responses=problems(401, 403),
)
async def sign_out(here: Here) -> Response:
    """End the session that asks."""
    await asyncio.to_thread(here.wiring.identity.sessions.end, here.caller.token)
    answer = Response(status_code=HTTPStatus.NO_CONTENT, headers=await here.head())
    settings = here.wiring.settings
    answer.delete_cookie(
        cookie_name(settings), secure=settings.secure_cookies, httponly=True, samesite="lax"
    )
    return answer


@router.post(
    "/me/password",
    summary="修改密码 · Change a password",
    status_code=HTTPStatus.CREATED,
    response_model=Session,
    responses=problems(401, 403, 422, 429, 503),
)
async def change_password(wish: PasswordChange, here: Here) -> Response:
    """Replace a password; ends all sessions of the account, and begins a new one."""
    if here.request.headers.get("origin") is not None:
        demand_own_origin(here.request, here.wiring.settings)
    staff = here.wiring.identity.staff
    begun = await staff.change_password(wish.login, wish.old, wish.new, here.address)
    return _begun(here, begun, wish.keep, await here.head())


def _begun(here: Visit, begun: SignedIn, keep: str, headers: dict[str, str]) -> Response:
    signed, settings = begun.signed, here.wiring.settings
    token = None if keep == "cookie" else begun.token
    shown = Session(
        id=signed.pseudonym, kind=signed.kind, expires_at=signed.expires_at, token=token
    )
    answer = reply(shown, HTTPStatus.CREATED, headers)
    if keep == "cookie":
        answer.set_cookie(
            cookie_name(settings),
            begun.token,
            max_age=settings.session_hours * 3600,
            secure=settings.secure_cookies,
            httponly=True,
            samesite="lax",
        )
    return answer

"""Who asks: a bearer token or the pages' cookie, turned into an actor with posts."""

from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple
from urllib.parse import urlsplit
from uuid import UUID

from fastapi import Request

from api.addresses import visitor
from api.faults import ForeignOrigin
from domain.actor import Actor
from services.identity.accounts import Kind
from services.identity.actors import actor_for
from services.identity.sessions import Signed
from services.settings import Settings
from services.together import Spoiled, Together
from services.wiring import Wiring

_LONGEST: Final = 200  # characters of a token; ours have 43
_HERE: Final = ("localhost", "127.0.0.1", "::1")  # the machine that the browser runs on


class Caller(NamedTuple):
    """Somebody with a session, and what that rests on."""

    signed: Signed
    actor: Actor
    guards: Mapping[UUID, int]
    token: str


Callers = Together[str, Caller | None]
"""Asked with tokens."""


def cookie_name(settings: Settings) -> str:
    """Name the pages' cookie; over HTTPS no other host may set one of that name."""
    return "__Host-suishoupai" if settings.secure_cookies else "suishoupai"


def address(request: Request, settings: Settings) -> str:
    """Name the address the request comes from, as far as trusted proxies tell."""
    peer = request.client.host if request.client else ""
    told = request.headers.getlist("x-forwarded-for")  # some proxies add a line below the client's
    return visitor(peer, ", ".join(told) if told else None, settings.trusted_proxy)


def presented(request: Request, settings: Settings) -> str:
    """Read the token a request presents: a bearer's before a cookie's; empty without one.

    Raises ForeignOrigin when another site's page writes with the visitor's cookie.
    """
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() != "bearer":
        token = request.cookies.get(cookie_name(settings), "")
        if token and request.method not in ("GET", "HEAD"):
            demand_own_origin(request, settings)
    token = token.strip()
    return token if len(token) <= _LONGEST else ""


async def recognise(request: Request, wiring: Wiring) -> Caller | None:
    """Find who asks. Raises ForeignOrigin."""
    token = presented(request, wiring.settings)
    return await bearer(request, token, wiring.identity.sessions.remembered(token), wiring)


async def bearer(
    request: Request, token: str, known: Signed | None, wiring: Wiring
) -> Caller | None:
    """Find who presents a token; `known` is what is remembered of it."""
    if not token:
        return None
    if known and known.kind is Kind.RIDER:  # nothing to be read: a thread would cost more
        return standing(token, known, wiring)
    callers: Callers = request.app.state.callers
    return await callers.ask(token)


def standing(token: str, known: Signed, wiring: Wiring) -> Caller:
    """Name the caller with the posts that the city's book says are held now."""
    return Caller(known, *actor_for(known, wiring.book), token)


def demand_own_origin(request: Request, settings: Settings) -> None:
    """Let only our own pages write with a cookie (RFC 6454; browsers send Origin on writes).

    Where the cookie travels over HTTPS alone, so do our pages: one of our host over plain HTTP
    may be anybody's on the way, but to this very machine there is none. Elsewhere either
    scheme is ours: its cookie is sent to both.
    """
    origin = request.headers.get("origin")
    if origin is None:
        if request.headers.get("sec-fetch-site") == "same-origin":
            return
        raise ForeignOrigin
    try:
        page = urlsplit(origin)
        name, _ = page.hostname, page.port
    except ValueError as error:  # no browser writes brackets that do not close, or such a port
        raise ForeignOrigin from error
    if not page.netloc or page.netloc.lower() != request.headers.get("host", "").lower():
        raise ForeignOrigin
    plain = page.scheme == "http" and (not settings.secure_cookies or name in _HERE)
    if page.scheme != "https" and not plain:
        raise ForeignOrigin


def together(wiring: Wiring) -> Callers:
    """Find who presents tokens, for many of them at once: most riders come once in a while."""

    def find(tokens: Sequence[str]) -> list[Caller | Spoiled | None]:
        found = wiring.identity.sessions.several(tokens)
        staff = any(signed and signed.kind is Kind.STAFF for signed in found)
        trouble = _behind(wiring) if staff else None
        return [
            _caller(wiring, token, one, trouble) if one else None
            for token, one in zip(tokens, found, strict=True)
        ]

    return Together(find)


def _behind(wiring: Wiring) -> Exception | None:
    """Bring the posts of staff up to date, or say why that cannot be done: riders have none."""
    try:
        wiring.book.refresh()
    except Exception as error:  # noqa: BLE001 - the staff that asked are told
        return error
    return None


def _caller(
    wiring: Wiring, token: str, signed: Signed, trouble: Exception | None
) -> Caller | Spoiled:
    if trouble and signed.kind is Kind.STAFF:
        return Spoiled(trouble)
    try:
        return standing(token, signed, wiring)
    except Exception as error:  # noqa: BLE001 - it is told to the one who asked
        return Spoiled(error)

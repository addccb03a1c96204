"""Turns refusals, and what the framework raises, into problem documents."""

import asyncio
import errno

import msgspec
import structlog
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import Response
from sqlalchemy.exc import InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from starlette.exceptions import HTTPException

from api import faults
from api.language import preferred
from api.problems import MEDIA_TYPE, document
from api.words import faults as field_faults
from domain.errors import Refused
from domain.report.refusals import AlreadyClaimed
from services.damage import DatabaseDamaged
from services.database import AWAY
from services.envelope import UnreadableEvent
from services.eventlog.errors import LogUnavailable
from services.fulldisk import is_full
from services.identity.accounts import Accounts

logger = structlog.get_logger()
_BROKEN = (errno.EIO, errno.EROFS)
_NO_CACHE = {"Cache-Control": "no-store"}


def refuse(request: Request, refusal: Refused, **more: str) -> Response:
    """Answer with a problem document in the language the caller prefers."""
    request.state.problem = refusal.code
    body = document(refusal, preferred(request.headers.get("accept-language")), **more)
    headers = dict(_NO_CACHE)
    if "retry_after" in body:
        headers["Retry-After"] = str(body["retry_after"])
    if isinstance(refusal, faults.NotSignedIn):
        headers["WWW-Authenticate"] = "Bearer"
    content = msgspec.json.encode(body, enc_hook=str)
    return Response(content, body["status"], headers, media_type=MEDIA_TYPE)


def install(app: FastAPI) -> None:
    """Let the application answer every refusal so."""

    @app.exception_handler(Refused)
    async def refused(request: Request, refusal: Refused) -> Response:
        if isinstance(refusal, LogUnavailable) and is_full(refusal):
            return refuse(request, faults.StorageFull())
        if isinstance(refusal, AlreadyClaimed):
            login = await asyncio.to_thread(_login, request, refusal.holder)
            return refuse(request, refusal, **({"holder_login": login} if login else {}))
        return refuse(request, refusal)

    @app.exception_handler(RequestValidationError)
    async def invalid(request: Request, error: RequestValidationError) -> Response:
        return refuse(request, faults.InvalidRequest(field_faults(error.errors())))

    _install_failures(app)

    @app.exception_handler(HTTPException)
    async def framework(request: Request, error: HTTPException) -> Response:
        match error.status_code:
            case 404:
                answer = refuse(request, faults.NotHere())
            case 405:
                answer = refuse(request, faults.WrongMethod())
            case _:
                answer = refuse(request, faults.InvalidRequest([]))
        answer.headers.update(error.headers or {})
        return answer


def _install_failures(app: FastAPI) -> None:
    """Say of what stores did wrong as much as helps, and no more."""

    @app.exception_handler(OperationalError)
    @app.exception_handler(InterfaceError)
    @app.exception_handler(PoolTimeout)
    async def unreachable(request: Request, error: Exception) -> Response:
        full = is_full(error)
        return refuse(request, faults.StorageFull() if full else faults.DatabaseUnavailable())

    @app.exception_handler(DatabaseDamaged)
    async def broken(request: Request, _: Exception) -> Response:
        return refuse(request, faults.DatabaseDamaged())

    @app.exception_handler(UnreadableEvent)
    async def illegible(request: Request, error: UnreadableEvent) -> Response:
        place = {"stream": str(error.originator_id), "position": error.position}
        logger.error("history unreadable", topic=error.topic, **place)
        return refuse(request, faults.HistoryUnreadable())

    @app.exception_handler(OSError)
    async def unkept(request: Request, error: OSError) -> Response:
        return refuse(request, _unkept(error))


def _unkept(error: OSError) -> Refused:
    """Say why the disk kept nothing; raise what is not the disk's fault."""
    if is_full(error):
        return faults.StorageFull()
    if error.errno in _BROKEN:
        return faults.StorageBroken()
    raise error


def _login(request: Request, person: str) -> str | None:
    """Find somebody's login; without it the refusal is told all the same."""
    accounts: Accounts = request.app.state.house.wiring.identity.accounts
    try:
        return accounts.logins([person]).get(person)
    except AWAY:
        return None

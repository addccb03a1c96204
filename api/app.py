"""Assembles the HTTP face of the city."""

import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from socket import socket
from typing import Final, TextIO

from fastapi import APIRouter, FastAPI
from starlette.middleware.gzip import DEFAULT_EXCLUDED_CONTENT_TYPES

from api import (
    callers,
    closing,
    contacts,
    filing,
    handling,
    intake,
    me,
    pages,
    photos,
    present,
    quiet,
    refusing,
    reports,
    rewards,
    sessions,
    site,
    uploads,
)
from api.admission import check_declared
from api.callers import cookie_name
from api.compression import Compression
from api.crowd import Crowd, Places
from api.express import Express
from api.frame import Frame
from api.heads import Heads
from api.journal import open_journal
from api.reads import routers as reads
from api.reads.scrape import own_port
from api.setup import routers as setup
from api.signpost import Signpost
from projections.house import House, open_house
from services.doors import figures_door
from services.settings import from_environment as read_settings

ROUTERS: Final[tuple[APIRouter, ...]] = (
    site.router,
    pages.router,
    *reads.ROUTERS,
    sessions.router,
    me.router,
    quiet.router,
    photos.router,
    uploads.router,
    reports.router,
    intake.router,
    handling.router,
    closing.router,
    contacts.router,
    rewards.router,
    *setup.ROUTERS,
)
"""Every route of the API; each needs its row in api/authority.py."""
_WORTH_IT: Final = 4096  # bytes of a body: lists and figures; a single report is not held up
_ABOUT: Final = (
    "小哥随手一拍，街道马上处置，全程可查。Riders photograph street problems, street offices mend "
    "them, and an append-only log proves it. 写入须带 Idempotency-Key；同一个键再次请求，得到第一次"
    "的答复。Every write takes an Idempotency-Key; the same key again gets the first answer. "
    "出错时返回 application/problem+json，语言由 Accept-Language 决定。"
)


def create_app(
    house: House,
    *,
    owned: bool = False,
    journal_to: TextIO | None = None,
    figures_at: socket | None = None,
) -> FastAPI:
    """Build the application around a house; one it owns is closed with it.

    `figures_at` is where Prometheus is answered as well, without a login.

    Raises UndeclaredRoute unless every route has its row in the table of authority.
    """

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        with own_port(figures_at, app.state.figures):
            yield
        if owned:
            house.close()

    app = Express(
        cookie=cookie_name(house.wiring.settings),
        title="随手拍 Suishoupai",
        version="1",
        description=_ABOUT,
        lifespan=lifespan,
        openapi_url=None,
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
        telemetry={"tracing": False, "metrics": False},  # its spans would hold addresses
    )
    app.state.house = house
    app.state.beforehand = filing.together(house)
    app.state.callers = callers.together(house.wiring)
    app.state.present = present.together(house.wiring)
    refusing.install(app)
    for router in ROUTERS:
        app.router.routes.extend(router.routes)
    check_declared(list(app.router.routes))
    app.router.middleware_stack = Signpost(app.router.middleware_stack, app.router.routes)
    settings = house.wiring.settings
    app.add_middleware(Heads)
    app.add_middleware(Crowd, places=Places(settings.requests_at_once))
    app.add_middleware(
        Frame,
        journal=open_journal(settings.log_level, journal_to),
        clock=house.wiring.clock,
        https=settings.secure_cookies,
    )
    app.add_middleware(
        Compression,
        minimum_size=_WORTH_IT,
        compresslevel=5,
        exclude_content_types=(*DEFAULT_EXCLUDED_CONTENT_TYPES, "application/x-ndjson"),
    )
    reads.install(app, house)
    return app


def from_environment() -> FastAPI:
    """Open the city the environment names: `uvicorn --factory api.app:from_environment`."""
    settings = read_settings(os.environ)
    figures_at = figures_door(settings)
    return create_app(open_house(settings), owned=True, figures_at=figures_at)

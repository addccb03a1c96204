"""The page that Prometheus reads, for admins; on a port of its own where one is set."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager

from fastapi import APIRouter, Response
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest, start_http_server

from api.admission import Guarded
from api.reads.figures import Figures
from api.spoken import problems
from api.visit import Here
from services.settings import Settings

router = APIRouter(route_class=Guarded, tags=["运行 Operating"])


@router.get(
    "/metrics",
    summary="Prometheus",
    response_class=Response,
    responses={
        200: {"content": {"text/plain": {"schema": {"type": "string"}}}},
        **problems(401, 403, 429),
    },
)
async def scrape(here: Here) -> Response:
    """Answer with the figures of this process in Prometheus' text format."""
    figures: Figures = here.request.app.state.figures
    text = await asyncio.to_thread(generate_latest, figures.registry)
    return Response(text, headers={"Content-Type": CONTENT_TYPE_LATEST})


@contextmanager
def own_port(settings: Settings, figures: Figures) -> Iterator[None]:
    """Serve the same page, without a login, on the port that was set; 0 serves none.

    It listens where the API does: a firewall, or the loopback address, is its door.
    """
    if not settings.metrics_port:
        yield
        return
    server, thread = start_http_server(
        settings.metrics_port, settings.host, registry=figures.registry
    )
    try:
        yield
    finally:
        server.shutdown()
        server.server_close()
        thread.join()

"""The page that Prometheus reads, for admins; on a port of its own where one is set."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from socket import socket
from socketserver import ThreadingMixIn
from threading import Thread
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer

from fastapi import APIRouter, Response
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest, make_wsgi_app

from api.admission import Guarded
from api.reads.figures import Figures
from api.spoken import problems
from api.visit import Here

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
def own_port(door: socket | None, figures: Figures) -> Iterator[None]:
    """Serve the same page at a door of its own, where there is one, without a login.

    It listens where the API does: a firewall, or the loopback address, is its door.
    """
    if door is None:
        yield
        return
    server = _Page(door, figures)
    thread = Thread(target=server.serve_forever, name="figures", daemon=True)
    thread.start()
    try:
        yield
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


class _Quiet(WSGIRequestHandler):
    """Writes no line about each visit."""

    def log_message(self, *_: object) -> None:
        """Say nothing."""


class _Page(ThreadingMixIn, WSGIServer):
    """The server of prometheus_client, at an address that was taken before."""

    daemon_threads = True

    def __init__(self, door: socket, figures: Figures) -> None:
        super().__init__(door.getsockname()[:2], _Quiet, bind_and_activate=False)
        self.socket.close()  # what it has made for an address that it would take itself
        self.socket = door
        self.server_name, self.server_port = door.getsockname()[:2]
        self.setup_environ()
        self.set_app(make_wsgi_app(figures.registry))

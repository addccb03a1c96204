"""The pages as they were built: files, compressed ahead of time and cached for long."""

import asyncio
import mimetypes
from collections.abc import Callable, Coroutine
from hashlib import sha256
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import PurePath
from typing import Any, Final

from fastapi import APIRouter, Request, Response

from api.accepted import takes
from api.admission import Guarded
from api.etags import known
from api.faults import NotHere
from api.pages import landing

router = APIRouter(route_class=Guarded, include_in_schema=False)
SITE: Final[Traversable] = files("api").joinpath("site")
PAGES: Final = {
    "/": "index",
    "/rider": "rider",
    "/desk": "desk",
    "/audit": "audit",
    "/dashboard": "dashboard",
}
POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob: data:; "
    "font-src 'self' data:; connect-src 'self'; manifest-src 'self'; worker-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
"""Our own files and nothing else: no script or style in the page, none from elsewhere."""
ASKS: Final = "geolocation=(self), camera=(self), microphone=(), payment=(), usb=()"
_FOREVER: Final = "public, max-age=31536000, immutable"  # the name changes with the content
_ASK_AGAIN: Final = "no-cache"
_A_DAY: Final = "public, max-age=86400"
_ENCODINGS: Final = (("br", ".br"), ("gzip", ".gz"))
_BYTES: Final = "application/octet-stream"
_KINDS: Final = {".webmanifest": "application/manifest+json", ".js": "text/javascript"}


def built() -> bool:
    """Say whether the pages were built into this installation."""
    return SITE.joinpath("index.html").is_file()


def _page(name: str) -> Callable[[Request], Coroutine[Any, Any, Response]]:
    """Send a page; where no pages were built, say so and name what there is."""

    async def send(request: Request) -> Response:
        if not built():
            return await landing(request)
        return await _send(request, f"{name}.html", _ASK_AGAIN)

    return send


for _path, _name in PAGES.items():
    router.add_api_route(_path, _page(_name), methods=["GET"])


@router.get("/assets/{file}")
async def asset(file: str, request: Request) -> Response:
    """Send a script, style or picture of the pages."""
    return await _send(request, f"assets/{file}", _FOREVER)


@router.get("/sw.js")
async def worker(request: Request) -> Response:
    """Send the service worker of the rider's page."""
    return await _send(request, "sw.js", _ASK_AGAIN)


@router.get("/app.webmanifest")
async def manifest(request: Request) -> Response:
    """Send what a phone needs to install the rider's page."""
    return await _send(request, "app.webmanifest", _ASK_AGAIN)


@router.get("/icons/{file}")
async def icon(file: str, request: Request) -> Response:
    """Send an icon."""
    return await _send(request, f"icons/{file}", _A_DAY)


async def _send(request: Request, name: str, caching: str) -> Response:
    return await asyncio.to_thread(_sent, request, name, caching)


def _sent(request: Request, name: str, caching: str) -> Response:
    """Send a file in the best encoding the caller takes, or say that it has not changed.

    Raises NotHere. A name holds no step up or down: routes match one segment.
    """
    found = SITE.joinpath(name)
    if not _is_file(found):
        raise NotHere
    kind = _KINDS.get(PurePath(name).suffix) or mimetypes.guess_type(name)[0] or _BYTES
    headers = {
        "Cache-Control": caching,
        "Content-Security-Policy": POLICY,
        "Permissions-Policy": ASKS,
        "Vary": "Accept-Encoding",
    }
    body, encoding = _encoded(found, name, ", ".join(request.headers.getlist("accept-encoding")))
    if encoding:
        headers["Content-Encoding"] = encoding
    tag = f'"{sha256(body).hexdigest()[:32]}"'
    headers["ETag"] = tag
    if known(request, tag):
        return Response(status_code=304, headers=headers)
    return Response(body, headers=headers, media_type=kind)


def _is_file(found: Traversable) -> bool:
    """Say whether there is such a file; a name longer than a disk takes names none."""
    try:
        return found.is_file()
    except OSError:
        return False


def _encoded(found: Traversable, name: str, accepted: str) -> tuple[bytes, str | None]:
    for encoding, ending in _ENCODINGS:
        smaller = SITE.joinpath(name + ending)
        if takes(accepted, encoding) and smaller.is_file():
            return smaller.read_bytes(), encoding
    return found.read_bytes(), None

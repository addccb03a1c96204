"""Pages for people at the API's own address: what it is, its documentation, its problems."""

import base64
import hashlib
from html import escape
from http import HTTPStatus
from importlib.resources import files
from typing import Any, Final

from fastapi import APIRouter, Request, Response
from fastapi.responses import HTMLResponse, JSONResponse

from api.admission import Guarded
from api.documentation import written_out
from api.faults import NotHere
from api.problems import TABLE

router = APIRouter(route_class=Guarded, include_in_schema=False)
STYLE: Final = files("api").joinpath("page.css").read_text("utf-8")
_STYLE_HASH: Final = base64.b64encode(hashlib.sha256(STYLE.encode()).digest()).decode()
CSP: Final = (
    f"default-src 'none'; style-src 'sha256-{_STYLE_HASH}'; base-uri 'none'; "
    "form-action 'none'; frame-ancestors 'none'"
)


async def landing(request: Request) -> Response:
    """Say what this is, and where to go on, where the pages were not built."""
    book = request.app.state.house.wiring.book
    city = escape(book.name or "随手拍")
    demo = "<p>这是演示城市，数据均为虚构。This is a demo city; everything in it is made up.</p>"
    return page(
        "随手拍 Suishoupai",
        f"<h1>随手拍 · {city}</h1><p>小哥随手一拍，街道马上处置，全程可查。</p>"
        "<p>A photograph becomes a repair, points, and a history that can be proven.</p>"
        "<p><strong>网页没有构建成功，接口照常可用；运行 <code>make pages</code> 可看到原因。"
        "The pages were not built; the API works all the same. <code>make pages</code> says why."
        "</strong></p>"
        f"{demo if book.demo else ''}"
        '<ul><li><a href="/docs">接口文档 · API documentation</a></li>'
        '<li><a href="/openapi.json">OpenAPI 3.1</a></li></ul>'
        "<p>不用登录就能看 · What anybody may look at:</p>"
        '<ul><li><a href="/v1/offices">街道与社区 · Street offices</a></li>'
        '<li><a href="/v1/categories">上报类别与处置时限 · Categories and limits</a></li>'
        '<li><a href="/v1/map/12/3414/1686">地图瓦片 · A tile of the map</a></li>'
        '<li><a href="/v1/rewards">积分商城 · Rewards</a></li>'
        '<li><a href="/health/ready">运行状态 · Health</a></li></ul>'
        "<p>登录后：<code>suishoupai token dispatcher1</code>，再用这个令牌看 "
        "<code>/v1/queues/330106002</code> 和 <code>/v1/queues/330106002/stream</code>。 "
        "With a token: a queue, and the same queue live.</p>",
    )


@router.get("/docs")
async def documentation(request: Request) -> Response:
    """Write the OpenAPI document out for reading: no script, nothing from elsewhere."""
    return page("接口文档 · API", written_out(request.app.openapi()))


@router.get("/openapi.json")
async def openapi(request: Request) -> Response:
    """Answer with the OpenAPI document."""
    described: dict[str, Any] = request.app.openapi()
    return JSONResponse(described, headers={"Cache-Control": "public, max-age=300"})


@router.get("/problems/{code}")
async def problem(code: str) -> Response:
    """Explain a problem's code."""
    row = TABLE.get(code)
    if row is None:
        raise NotHere
    members = ", ".join((*row.members, *row.where_known)) or "–"
    return page(
        code,
        f"<h1><code>{row.code}</code></h1><p>{escape(row.zh)}</p><p>{escape(row.en)}</p>"
        f"<p>HTTP {row.status} · {escape(HTTPStatus(row.status).phrase)}</p><p>{members}</p>",
    )


def page(title: str, body: str) -> HTMLResponse:
    """Put a body into the one plain frame; `body` must be escaped already."""
    text = (
        '<!doctype html><html lang="zh-CN"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(title)}</title><style>{STYLE}</style></head>"
        f"<body><main>{body}</main></body></html>"
    )
    headers = {"Content-Security-Policy": CSP, "Cache-Control": "public, max-age=300"}
    return HTMLResponse(text, headers=headers)

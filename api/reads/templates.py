"""Texts that staff write every day, to begin with: the city's own, or ours."""

from fastapi import APIRouter, Response

from api.admission import Guarded
from api.shapes import Answer, Page
from api.spoken import problems
from api.visit import Here, reply
from domain.templates import offered

router = APIRouter(prefix="/v1", route_class=Guarded, tags=["城市 City"])


class TemplateShown(Answer):
    """A text for one step, to be sent as it is or changed."""

    use: str
    zh: str
    en: str


@router.get(
    "/templates",
    summary="常用语 · Texts to begin with",
    response_model=Page[TemplateShown],
    responses=problems(401, 403, 429, 503),
)
async def templates(here: Here) -> Response:
    """List the texts for each step: the city's own, and ours where it has none."""
    found = offered(here.wiring.book.policy.templates)
    listed = [TemplateShown(use=one.use, zh=one.zh, en=one.en) for one in found]
    return reply(Page(items=listed, next=None))

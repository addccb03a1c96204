"""What may be reported, how fast it is mended, and what it earns."""

import asyncio

from fastapi import APIRouter, Response
from pydantic import Field

from api.admission import Guarded
from api.reads.questions import cached
from api.shapes import Answer, Page
from api.spoken import problems
from api.visit import Here
from domain.category import Category, Definition
from domain.clock import Unit
from domain.values import Kind

router = APIRouter(prefix="/v1", route_class=Guarded, tags=["城市 City"])
_FRESH_S = 60


class LimitShown(Answer):
    """A published time limit (处置时限)."""

    amount: int
    unit: Unit


class ConditionShown(Answer):
    """A filing condition (立案条件); the most urgent one applies where none is named."""

    code: str
    name: str
    name_en: str
    limit: LimitShown
    closing: str = Field(description="When it counts as mended (结案条件).")


class QuestionShown(Answer):
    """Something the rider may be asked."""

    code: str
    text: str
    text_en: str
    choices: list[str]


class ClosingShown(Answer):
    """Who closes a resolved report, and after how long."""

    kind: str
    work_days: int
    sample_percent: int


class AwardShown(Answer):
    """What a report earns."""

    code: str
    version: int
    points: int
    corroborator_points: int


class CategoryShown(Answer):
    """One item (小类) of the city's catalogue."""

    code: str
    version: int
    kind: Kind
    group: str
    name: str
    name_en: str
    conditions: list[ConditionShown]
    questions: list[QuestionShown]
    after_photo: bool = Field(description="Resolving it takes a photograph.")
    closing: ClosingShown
    award: AwardShown
    source: str
    source_code: str | None
    illustrative: bool = Field(description="The limits are examples, no city's own.")


@router.get(
    "/categories",
    summary="上报类别 · Categories",
    response_model=Page[CategoryShown],
    responses=problems(429, 503),
)
async def categories(here: Here) -> Response:
    """List what may be reported, by code; the ETag changes with any definition."""
    book = here.wiring.book
    await asyncio.to_thread(book.refresh)
    found = [
        category_shown(one, one.definition)
        for _, one in sorted(book.categories.items())
        if one.definition and not one.retired
    ]
    return cached(here, Page(items=found, next=None), _FRESH_S)


def category_shown(category: Category, defined: Definition) -> CategoryShown:
    """Show a category as it is defined now."""
    closing, award = defined.closing, defined.award
    return CategoryShown(
        code=defined.code,
        version=category.number,
        kind=defined.kind,
        group=defined.group,
        name=defined.name,
        name_en=defined.name_en,
        conditions=[
            ConditionShown(
                code=one.code,
                name=one.name,
                name_en=one.name_en,
                limit=LimitShown(amount=one.limit.amount, unit=one.limit.unit),
                closing=one.closing,
            )
            for one in defined.conditions
        ],
        questions=[
            QuestionShown(code=one.code, text=one.text, text_en=one.text_en, choices=one.choices)
            for one in defined.questions
        ],
        after_photo=defined.after_photo,
        closing=ClosingShown(
            kind=closing.kind, work_days=closing.work_days, sample_percent=closing.sample_percent
        ),
        award=AwardShown(
            code=award.code,
            version=award.version,
            points=award.points,
            corroborator_points=award.corroborator_points,
        ),
        source=defined.source,
        source_code=defined.source_code,
        illustrative=defined.illustrative,
    )

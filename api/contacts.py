"""How to reach a rider: for operators, each time with a purpose that the log keeps."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Response
from pydantic import AfterValidator, Field
from pydantic_core import PydanticCustomError

from api.admission import Guarded
from api.fields import Order, Plain, Seen, like
from api.shapes import Answer
from api.spoken import keyed, problems
from api.visit import POSITION, Here, patiently, reply
from services.contacts import reveal

router = APIRouter(prefix="/v1/contacts", route_class=Guarded, tags=["上报 Reports"])
_A_NUMBER = 7  # digits in all: a year and a house may be named, a telephone may not


def _no_number(text: str) -> str:
    """Refuse what looks like somebody's number: the purpose stands in the log for ever."""
    if sum(sign.isdecimal() for sign in text) >= _A_NUMBER:
        raise PydanticCustomError("no_number", "must hold no telephone number")
    return text.strip()


Purpose = Annotated[
    str,
    Field(min_length=2, max_length=200, pattern=r"\S.*\S"),
    Plain,
    Seen,
    AfterValidator(_no_number),
]


class Look(Order):
    """Of which report, and what for."""

    model_config = like(
        report="0199f0e4-5c1b-7d3a-9a55-2f6f1c0f7b11", purpose="现场找不到，请小哥指路"
    )

    report: UUID
    purpose: Purpose = Field(description="Auditors read it; name nobody in it.")


class ContactShown(Answer):
    """A rider's telephone number."""

    phone: str = Field(description="As it is dialled from anywhere: +86 and eleven digits.")


@router.post(
    "",
    summary="查看小哥联系方式 · A rider's contact",
    response_model=ContactShown,
    responses=problems(400, 401, 403, 404, 410, 422, 429, 503),
    openapi_extra=keyed(),
)
async def look(here: Here, wish: Look) -> Response:
    """Show how to reach the rider of a report. That you looked, and what for, is recorded first.

    The same key again is the same look, and answers the same.
    """
    found = await patiently(reveal(here.desk, wish.report, wish.purpose, here.asked(wish)))
    return reply(ContactShown(phone=found.phone), headers={POSITION: str(found.change.position)})

"""What may be asked of a report, one model each: no unknown field, no loose number."""

from typing import Annotated, Final, Literal
from uuid import UUID

from pydantic import AfterValidator, AwareDatetime, BaseModel, ConfigDict, Field
from pydantic_core import PydanticCustomError

from domain.datum import Datum
from domain.report.closing_events import Method, Outcome
from domain.report.handling_events import ReturnReason, SuspendReason
from domain.report.intake_events import RejectReason
from domain.values import Source

_ALLOWED_CONTROLS: Final = "\n\t"


def _plain(text: str) -> str:
    """Refuse what is no text: control characters, and halves of characters."""
    for sign in text:
        if (sign < " " and sign not in _ALLOWED_CONTROLS) or "\ud800" <= sign <= "\udfff":
            raise PydanticCustomError("plain_text", "must be plain text")
    return text


Plain = AfterValidator(_plain)
Words = Annotated[str, Field(max_length=2000), Plain]
Short = Annotated[str, Field(max_length=100), Plain]
PhotoId = Annotated[str, Field(pattern=r"^[0-9a-f]{32}$")]
Photos = Annotated[list[PhotoId], Field(max_length=9)]
Office = Annotated[str, Field(pattern=r"^[0-9]{9}$")]


class Order(BaseModel):
    """A request body: what is not documented is refused."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Place(Order):
    """Where the problem is, and how the sender knows."""

    longitude: Annotated[float, Field(strict=True, ge=-180, le=180, allow_inf_nan=False)]
    latitude: Annotated[float, Field(strict=True, ge=-90, le=90, allow_inf_nan=False)]
    datum: Datum
    accuracy: Annotated[
        float | None,
        Field(strict=True, ge=0, le=100_000, allow_inf_nan=False, description="In metres."),
    ] = None
    source: Source = Source.DEVICE


class Submission(Order):
    """A problem, photographed."""

    category: Short
    condition: Short | None = None
    photos: Photos
    location: Place
    note: Words | None = None
    answers: Annotated[dict[Short, Words], Field(max_length=20)] | None = None
    taken_at: AwareDatetime | None = Field(default=None, description="By the device's own clock.")


class Nothing(Order):
    """An empty body, or none."""


class Dispatch(Order):
    """To which office."""

    office: Office
    condition: Short | None = None


class Claim(Order):
    """For oneself, or, by a supervisor, for a member of the crew."""

    holder: Short | None = Field(default=None, description="The login of the crew member.")


class Regrade(Order):
    """Which filing condition (立案条件) it is, and why."""

    condition: Short
    reason: Words


class Reclassify(Order):
    """Which category it belongs to, and why."""

    category: Short
    condition: Short | None = None
    reason: Words


class Entrust(Order):
    """Which responsible unit (责任单位) does the work."""

    unit: Short


class Progress(Order):
    """How the work goes; words or photographs."""

    words: Words = ""
    photos: Photos = []


class Say(Order):
    """Words, and nothing else."""

    words: Words


class Return(Order):
    """Why the office sends it back (回退), and whose it may be."""

    reason: ReturnReason
    words: Words
    suggested: Office | None = None


class Transfer(Order):
    """To which other office (转派), and why."""

    office: Office
    reason: ReturnReason
    words: Words


class Suspend(Order):
    """Why it has to rest (挂账), and until when."""

    reason: SuspendReason
    words: Words
    until: AwareDatetime


class Extend(Order):
    """Why more time is needed (延期)."""

    reason: SuspendReason
    words: Words


class Resolve(Order):
    """What was done; after-photographs where the category demands them."""

    outcome: Outcome
    words: Words = ""
    photos: Photos = []


class Verify(Order):
    """How it was looked at; a reporter needs to say nothing."""

    method: Literal[Method.VISIT, Method.PHOTO_PAIR] = Method.PHOTO_PAIR
    words: Words = ""
    photos: Photos = []


class Dispute(Order):
    """What is wrong with it; photographs help."""

    words: Words
    photos: Photos = []


class Reject(Order):
    """Why it is not taken up, in words the rider will read."""

    reason: RejectReason
    words: Words


class Duplicate(Order):
    """Which earlier report told it already."""

    original: UUID


class Corroborate(Order):
    """Another rider's photographs of the same problem."""

    photos: Photos
    note: Words | None = None
    location: Place | None = None
    taken_at: AwareDatetime | None = None


class AddPhotos(Order):
    """More photographs by the reporter."""

    photos: Photos


class Rate(Order):
    """How content the reporter is, from 1 to 5."""

    stars: Annotated[int, Field(strict=True)]
    words: Words = ""


class Appeal(Order):
    """Why an overdue turn should not count (超时申诉); the present office's without `office`."""

    words: Words
    office: Office | None = None


class Decide(Order):
    """The answer to what was asked: `approve` grants or upholds it."""

    matter: Literal["objection", "extension", "suspension", "appeal"]
    approve: Annotated[bool, Field(strict=True)]
    words: Words = ""
    office: Office | None = Field(
        default=None, description="Whose appeal; else the present office's."
    )


class HandOver(Order):
    """The code the rider shows."""

    code: Short

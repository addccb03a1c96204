"""What may be asked of a report, one model each: no unknown field, no loose number."""

from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field

from api.fields import Moment, Office, Order, Photos, Place, Short, Words, like
from domain.report.closing_events import Method, Outcome
from domain.report.handling_events import ReturnReason, SuspendReason
from domain.report.intake_events import RejectReason


class Submission(Order):
    """A problem, photographed."""

    model_config = like(
        category="M06010",
        photos=["0c9d2f6a8b1e4c7d9f3a5b6c7d8e9f01"],
        location={"longitude": 120.1437, "latitude": 30.2591, "datum": "gcj02", "accuracy": 8},
        note="东门外一堆垃圾",
        taken_at="2026-11-23T09:29:00+08:00",
    )

    category: Short
    condition: Short | None = None
    photos: Photos
    location: Place
    note: Words | None = None
    answers: Annotated[dict[Short, Words], Field(max_length=20)] | None = None
    taken_at: Moment | None = Field(default=None, description="By the device's own clock.")
    phone: Annotated[str | None, Field(max_length=40, repr=False)] = Field(
        default=None, description="From an operator alone: the phone of the rider who told it."
    )


class Nothing(Order):
    """An empty body, or none."""

    model_config = like()


class Dispatch(Order):
    """To which office."""

    model_config = like(office="330106002")

    office: Office
    condition: Short | None = None


class Claim(Order):
    """For oneself, or, by a supervisor, for a member of the crew."""

    model_config = like()

    holder: Short | None = Field(default=None, description="The login of the crew member.")


class Regrade(Order):
    """Which filing condition (立案条件) it is, and why."""

    model_config = like(condition="M06010.1", reason="现场看过")

    condition: Short
    reason: Words


class Reclassify(Order):
    """Which category it belongs to, and why."""

    model_config = like(category="M06013", reason="是路面问题")

    category: Short
    condition: Short | None = None
    reason: Words


class Entrust(Order):
    """Which responsible unit (责任单位) does the work."""

    model_config = like(unit="环卫三队")

    unit: Short


class Progress(Order):
    """How the work goes; words or photographs."""

    model_config = like(words="已到现场", photos=["7b1e4c7d9f3a5b6c7d8e9f010c9d2f6a"])

    words: Words = ""
    photos: Photos = []


class Say(Order):
    """Words, and nothing else."""

    model_config = like(words="请问是哪个门?")

    words: Words


class Return(Order):
    """Why the office sends it back (回退), and whose it may be."""

    model_config = like(reason="not_our_ground", words="在天水街道", suggested="330105012")

    reason: ReturnReason
    words: Words
    suggested: Office | None = None


class Transfer(Order):
    """To which other office (转派), and why."""

    model_config = like(office="330105012", reason="not_our_ground", words="在天水街道")

    office: Office
    reason: ReturnReason
    words: Words


class Suspend(Order):
    """Why it has to rest (挂账), and until when."""

    model_config = like(reason="parts", words="等配件", until="2026-12-20T18:00:00+08:00")

    reason: SuspendReason
    words: Words
    until: Moment


class Extend(Order):
    """Why more time is needed (延期)."""

    model_config = like(reason="weather", words="连日大雨")

    reason: SuspendReason
    words: Words


class Resolve(Order):
    """What was done; after-photographs where the category demands them."""

    model_config = like(
        outcome="cleaned", words="清理完毕", photos=["7b1e4c7d9f3a5b6c7d8e9f010c9d2f6a"]
    )

    outcome: Outcome
    words: Words = ""
    photos: Photos = []


class Verify(Order):
    """How it was looked at; a reporter needs to say nothing."""

    model_config = like(method="photo_pair")

    method: Literal[Method.VISIT, Method.PHOTO_PAIR] = Method.PHOTO_PAIR
    words: Words = ""
    photos: Photos = []


class Dispute(Order):
    """What is wrong with it; photographs help."""

    model_config = like(words="还有垃圾")

    words: Words
    photos: Photos = []


class Reject(Order):
    """Why it is not taken up, in words the rider will read."""

    model_config = like(reason="not_public_ground", words="小区内部道路, 请联系物业")

    reason: RejectReason
    words: Words


class Duplicate(Order):
    """Which earlier report told it already."""

    model_config = like(original="0199f0e4-5c1b-7d3a-9a55-2f6f1c0f7b11")

    original: UUID


class Corroborate(Order):
    """Another rider's photographs of the same problem."""

    model_config = like(photos=["0c9d2f6a8b1e4c7d9f3a5b6c7d8e9f01"], note="我也看到")

    photos: Photos
    note: Words | None = None
    location: Place | None = None
    taken_at: Moment | None = None


class AddPhotos(Order):
    """More photographs by the reporter."""

    model_config = like(photos=["0c9d2f6a8b1e4c7d9f3a5b6c7d8e9f01"])

    photos: Photos


class Rate(Order):
    """How content the reporter is, from 1 to 5."""

    model_config = like(stars=5, words="很快")

    stars: Annotated[int, Field(strict=True)]
    words: Words = ""


class Appeal(Order):
    """Why an overdue turn should not count (超时申诉); the present office's without `office`."""

    model_config = like(words="台风期间", photos=["7b1e4c7d9f3a5b6c7d8e9f010c9d2f6a"])

    words: Words
    photos: Photos = []
    office: Office | None = None


class Decide(Order):
    """The answer to what was asked: `approve` grants or upholds it."""

    model_config = like(matter="extension", approve=True, words="同意")

    matter: Literal["objection", "extension", "suspension", "appeal"]
    approve: Annotated[bool, Field(strict=True)]
    words: Words = ""
    office: Office | None = Field(
        default=None, description="Whose appeal; else the present office's."
    )


class HandOver(Order):
    """The code the rider shows."""

    model_config = like(code="042917")

    code: Short

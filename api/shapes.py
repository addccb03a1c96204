"""What the API answers with."""

from datetime import datetime
from typing import Generic, TypeVar

from pydantic import BaseModel, ConfigDict, Field, JsonValue

T = TypeVar("T")
_ID = "0199f0e4-5c1b-7d3a-9a55-2f6f1c0f7b11"
_PHOTO = "/v1/photos/0c9d2f6a8b1e4c7d9f3a5b6c7d8e9f01"
_REPORT: dict[str, JsonValue] = {
    "id": _ID,
    "number": "7K3M9Q2TA",
    "state": "claimed",
    "category": "M06010",
    "condition": "M06010.1",
    "office": "330106002",
    "community": None,
    "location": {"longitude": 120.1437, "latitude": 30.2591, "datum": "wgs84", "exact": True},
    "submitted_at": "2026-11-23T01:00:00Z",
    "due_at": "2026-11-23T07:00:00Z",
    "provisional": False,
    "overdue": False,
    "claimed_by": "5f0c8e1b7a6d4c3f9e2b1a0d8c7f6e5d",
    "claimed_by_login": "dispatcher1",
    "lease_until": "2026-11-23T02:30:00Z",
    "photos": [
        {
            "id": "0c9d2f6a8b1e4c7d9f3a5b6c7d8e9f01",
            "role": "before",
            "large": f"{_PHOTO}/large?report={_ID}",
            "small": f"{_PHOTO}/small?report={_ID}",
        }
    ],
    "round": 1,
    "level": 0,
    "bounces": 0,
    "asked": False,
    "suspended_until": None,
    "objection": None,
    "closes_at": None,
    "closed_at": None,
    "original": None,
    "rated": None,
    "version": 4,
    "position": 8123,
    "commands": ["entrust", "progress", "release", "resolve"],
}


class Answer(BaseModel):
    """A response body."""

    model_config = ConfigDict(extra="forbid")


class Page(Answer, Generic[T]):
    """A piece of a list; `next` is the cursor of the following one."""

    items: list[T]
    next: str | None


class PlaceShown(Answer):
    """A place; not exact for those it is no business of."""

    longitude: float
    latitude: float
    datum: str
    exact: bool


class PhotoShown(Answer):
    """A photograph of a report, and where its copies are."""

    id: str
    role: str
    large: str
    small: str


class FlagShown(Answer):
    """Something about the evidence that a person should look at."""

    flag: str
    photo: str | None = None
    measured: int | None = None
    other: str | None = None


class Pending(Answer):
    """A request of the office that waits for a decision."""

    by: str
    reason: str
    until: datetime | None = None


class ReportShown(Answer):
    """A report as the caller may see it; what is not theirs to see is null."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [_REPORT]})

    id: str
    number: str
    state: str
    category: str
    condition: str | None = None
    office: str | None = None
    community: str | None = None
    location: PlaceShown
    submitted_at: datetime
    due_at: datetime | None = None
    provisional: bool = Field(description="A calendar the deadline needs is not published yet.")
    overdue: bool
    claimed_by: str | None = Field(default=None, description="Staff only: the handler's pseudonym.")
    claimed_by_login: str | None = None
    lease_until: datetime | None = None
    unit: str | None = Field(default=None, description="The responsible unit (责任单位).")
    photos: list[PhotoShown]
    flags: list[FlagShown] | None = Field(default=None, description="Staff only.")
    note: str | None = None
    answers: dict[str, str] | None = None
    round: int = Field(description="1, and one more for each time it was reopened.")
    level: int = Field(description="How high it was escalated (督办), 0 to 3.")
    bounces: int
    asked: bool = Field(description="The reporter has a question to answer.")
    extension: Pending | None = None
    suspension: Pending | None = None
    suspended_until: datetime | None = None
    objection: str | None = Field(
        default=None, description="What the reporter disputes, while undecided."
    )
    closes_at: datetime | None = Field(
        default=None, description="When it closes if nobody objects."
    )
    drawn: str | None = Field(default=None, description="Staff only: why another person must look.")
    closed_at: datetime | None = None
    original: str | None = Field(default=None, description="The report that told it first.")
    rated: int | None = None
    version: int = Field(description="The ETag, as a number.")
    position: int = Field(description="The log position of its last event.")
    commands: list[str] = Field(
        description="What the caller may ask of it now, by the names of the routes; `publish` is "
        "photos/{photo}/release."
    )


class PhotoStored(Answer):
    """A photograph that was taken in; type and size are those of the large copy."""

    id: str
    type: str
    bytes: int
    width: int
    height: int


class Redeemed(Answer):
    """An exchange of points for a reward; `code` is what the rider shows at the station."""

    id: str
    reward: str
    points: int
    until: datetime
    code: str | None = None

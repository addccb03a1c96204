"""What the forms of the set-up send; the rules of the city's files judge what it means."""

from typing import Annotated, Any
from uuid import UUID

from pydantic import Field

from api.fields import Day, Moment, Order, Plain, Seen, Words, like
from domain.category import ClosingKind
from domain.clock import Unit
from domain.values import Kind, Role

Whole = Annotated[int, Field(strict=True, ge=0, le=1_000_000_000)]
Yes = Annotated[bool, Field(strict=True)]
Line = Annotated[str, Field(max_length=400)]
Code = Annotated[str, Field(max_length=40)]
Office = Annotated[str, Field(pattern=r"^[0-9]{9}$")]
Community = Annotated[str, Field(pattern=r"^[0-9]{12}$")]


class SetTemplate(Order):
    """A text for one step of a report, in both languages."""

    use: Code
    zh: Annotated[str, Field(max_length=500)]
    en: Annotated[str, Field(max_length=500)]


class SetPolicy(Order):
    """The rules of the house; what is left out stays as it is."""

    model_config = like(name="杭州（演示）", working_hours=["08:30-12:00", "14:00-17:30"])

    name: Line | None = None
    working_hours: Annotated[list[Code], Field(max_length=10)] | None = None
    daily_points: Whole | None = None
    daily_reports: Whole | None = None
    duplicate_metres: Whole | None = None
    lookalike_metres: Whole | None = None
    lookalike_days: Whole | None = None
    lease_share_percent: Whole | None = None
    lease_minimum_minutes: Whole | None = None
    warn_percent: Whole | None = None
    reopen_days: Whole | None = None
    rate_days: Whole | None = None
    hand_over_days: Whole | None = None
    public_figures: Annotated[list[Code], Field(max_length=20)] | None = None
    templates: Annotated[list[SetTemplate], Field(max_length=100)] | None = None

    def table(self) -> dict[str, Any]:
        """Say only what was said."""
        return self.model_dump(mode="json", exclude_none=True)


class SetLimit(Order):
    """A published time limit (处置时限)."""

    amount: Whole
    unit: Unit


class SetCondition(Order):
    """A filing condition (立案条件)."""

    code: Code
    name: Line
    name_en: Line
    limit: SetLimit
    closing: Line = ""


class SetQuestion(Order):
    """Something the rider may be asked; without choices, in free words."""

    code: Code
    text: Line
    text_en: Line
    choices: Annotated[list[Line], Field(max_length=20)] = []


class SetClosing(Order):
    """Who closes a resolved report, and after how long."""

    kind: ClosingKind = ClosingKind.SELF
    work_days: Whole = 3
    sample_percent: Whole = 10


class SetAward(Order):
    """What a report earns: the name and version of the rule stand in every credit."""

    code: Line
    version: Annotated[int, Field(strict=True, ge=0, le=2_147_483_647)]
    points: Whole
    corroborator_points: Whole


class SetCategory(Order):
    """All a category says; `kind` follows from the code and may be left out."""

    model_config = like(
        code="M06013",
        group="市容环境",
        name="道路破损",
        name_en="Broken road surface",
        conditions=[
            {
                "code": "M06013.1",
                "name": "坑洼落差达到 30 毫米",
                "name_en": "Potholes 30 mm deep or more",
                "limit": {"amount": 5, "unit": "work_day"},
            }
        ],
        award={"code": "everyday", "version": 1, "points": 10, "corroborator_points": 2},
        source="the city's own rule of 2026",
    )

    code: Code
    kind: Kind | None = None
    group: Line
    name: Line
    name_en: Line
    conditions: Annotated[list[SetCondition], Field(max_length=99)]
    questions: Annotated[list[SetQuestion], Field(max_length=20)] = []
    after_photo: Yes = True
    closing: SetClosing = SetClosing()
    award: SetAward
    source: Line
    source_code: Line | None = None
    illustrative: Yes = False


class SetCommunity(Order):
    """A community (社区) and its office; under another office than now, it moves there."""

    model_config = like(code="330106002001", name="宝石社区", office="330106002")

    code: Community
    name: Line
    office: Office


class SetPost(Order):
    """A role, and where it holds; without an office, in the whole city."""

    role: Role
    office: Office | None = None
    community: Community | None = None


class SetStaff(Order):
    """Exactly the posts somebody shall hold; none takes all away."""

    model_config = like(login="dispatcher9", posts=[{"role": "dispatcher", "office": "330106002"}])

    login: Code
    posts: Annotated[list[SetPost], Field(max_length=50)]


class SetReward(Order):
    """A reward's terms, and how many of it were put on the shelf in all."""

    model_config = like(
        code="water",
        name="瓶装水一瓶",
        name_en="A bottle of water",
        sponsor="示例便利店（虚构）",
        price=5,
        limit_per_rider=10,
        season_from="2026-01-01",
        season_to="2026-12-31",
        places=["小哥驿站"],
        supplied=500,
    )

    code: Code
    name: Line
    name_en: Line
    sponsor: Line
    price: Whole
    limit_per_rider: Whole
    season_from: Day
    season_to: Day
    places: Annotated[list[Line], Field(max_length=50)]
    supplied: Whole


class Block(Order):
    """Whose report was an abuse, in words the rider will read; without an end, until lifted."""

    model_config = like(
        report="0199f0e4-5c1b-7d3a-9a55-2f6f1c0f7b11",
        words="多次上报虚假问题",
        until="2026-12-20T18:00:00+08:00",
    )

    report: UUID
    words: Annotated[str, Field(max_length=2000, pattern=r"\S"), Plain, Seen]
    until: Moment | None = None


class Lift(Order):
    """Why the rider may send in again."""

    model_config = like(words="已与本人核实")

    words: Words

"""Fixed, named values for the tests: a city, its people, a category, its rules."""

from datetime import datetime
from uuid import UUID

from domain.actor import Actor, rider, system
from domain.category import AwardRule, Category, Closing, ClosingKind, Condition, Definition
from domain.city import Policy
from domain.clock import Limit, Unit
from domain.people import Post
from domain.report.intake import Sighting
from domain.report.leg import Rules
from domain.report.parts import Place
from domain.report.terms import Routing
from domain.streams import category_stream
from domain.values import Kind, Location, Photo, PhotoRole, Role, Source
from tests.domain.clocks import CALENDAR, china

REPORT = UUID("018f7c53-9d6d-7000-8000-000000000001")
ORIGINAL = UUID("018f7c53-9d6d-7000-8000-000000000002")
MONDAY = china("11-23 09:00")  # an ordinary Monday in working hours

BEISHAN, XIXI, LIUXIA = "330106002", "330106005", "330106109"  # three street offices
SHUGUANG = "330106002001"  # a community of the first


def who(number: int) -> str:
    """Make a pseudonym."""
    return f"{number:032x}"


def staff(number: int, role: Role, office: str | None = None, place: str | None = None) -> Actor:
    """Make a member of staff with one post."""
    return Actor(who(number), frozenset({Post(role=role, office=office, community=place)}))


RIDER, NEIGHBOUR, THIRD_RIDER = rider(who(1)), rider(who(2)), rider(who(3))
DISPATCHER = staff(11, Role.DISPATCHER, BEISHAN)
COLLEAGUE = staff(12, Role.DISPATCHER, BEISHAN)
OF_SHUGUANG = staff(13, Role.DISPATCHER, BEISHAN, SHUGUANG)
SUPERVISOR = staff(14, Role.SUPERVISOR, BEISHAN)
AT_XIXI = staff(21, Role.DISPATCHER, XIXI)
XIXI_SUPERVISOR = staff(24, Role.SUPERVISOR, XIXI)
OPERATOR, SECOND_OPERATOR = staff(31, Role.OPERATOR), staff(32, Role.OPERATOR)
VERIFIER, SECOND_VERIFIER = staff(41, Role.VERIFIER), staff(42, Role.VERIFIER)
ADMIN = staff(51, Role.ADMIN)
LEAD, AUDITOR = staff(61, Role.LEAD), staff(62, Role.AUDITOR)
WORKER = system("deadlines")


def limit(amount: int, unit: Unit = Unit.WORK_HOUR) -> Limit:
    """Make a time limit."""
    return Limit(amount, unit)


CONDITIONS = [
    Condition(code="M06010.1", name="成堆垃圾", name_en="A pile", limit=limit(4)),
    Condition(
        code="M06010.2",
        name="大面积垃圾",
        name_en="A wide spread",
        limit=limit(1, Unit.WORK_DAY),
    ),
    Condition(
        code="M06010.3",
        name="妨碍通行",
        name_en="In the way",
        limit=limit(2, Unit.URGENT_HOUR),
    ),
]
AWARD = AwardRule(code="everyday", version=1, points=10, corroborator_points=3)


def definition(
    code: str = "M06010",
    conditions: list[Condition] | None = None,
    closing: Closing = Closing(sample_percent=10),  # noqa: B008 - frozen
    *,
    after_photo: bool = True,
) -> Definition:
    """Define a category."""
    return Definition(
        code=code,
        kind=Kind.MATTER,
        group="市容环境",
        name="暴露垃圾",
        name_en="Litter",
        conditions=CONDITIONS if conditions is None else conditions,
        award=AWARD,
        source="tests",
        after_photo=after_photo,
        closing=closing,
    )


def category(chosen: Definition | None = None) -> Category:
    """Make a category that takes reports, at version 1."""
    chosen = chosen or definition()
    made = Category(category_stream(chosen.code))
    made.define(chosen, "system:city", MONDAY)
    made.collect_events()
    return made


def rules(chosen: Definition | None = None, policy: Policy | None = None) -> Rules:
    """Collect rules that are in force: the calendar of 2026, the usual policy."""
    return Rules(category(chosen), CALENDAR, policy or Policy(), 1)


RULES = rules()
BY_ANOTHER = rules(definition(closing=Closing(kind=ClosingKind.ANOTHER)))
BY_REPORTER = rules(definition(closing=Closing(kind=ClosingKind.REPORTER)))
ROAD = rules(
    definition(
        "M06013",
        [Condition(code="M06013.1", name="坑", name_en="A hole", limit=limit(5, Unit.WORK_DAY))],
        after_photo=False,
    )
)


def photo(number: int, role: PhotoRole = PhotoRole.BEFORE) -> Photo:
    """Name a stored photograph."""
    return Photo(
        id=f"{number:032x}", digest=f"{number:064x}", type="image/jpeg", bytes=1000, role=role
    )


BEFORE = photo(0xB0)
AFTER = photo(0xA0, PhotoRole.AFTER)
CHECK = photo(0xC0, PhotoRole.CHECK)
LAKE = Location(lon_e7=1_201_383_000, lat_e7=302_630_000)
SEEN = Sighting(
    category="M06010",
    category_version=1,
    condition="M06010.1",
    location=LAKE,
    datum="wgs84",
    source=Source.DEVICE,
    photos=(BEFORE,),
    note="湖边一堆垃圾",
)
NUMBER = "7K3M9QXA7"
BY_RULE = Routing(rule="inside", rule_version=1, matched=[BEISHAN], boundary=1)
BY_HAND = Routing(rule="operator", rule_version=1)
TO_BEISHAN = Place(BEISHAN, SHUGUANG, BY_RULE)
TO_XIXI = Place(XIXI, None, BY_HAND)
TO_LIUXIA = Place(LIUXIA, None, BY_HAND)


def later(text: str) -> datetime:
    """Name a local moment in 2026: '11-23 10:00'."""
    return china(text)

"""The figures of the dashboard as they are shown: each by its name, and only those one may see."""

from datetime import date

from pydantic import Field

from api.reads.metric_shapes import OverdueShown, RateShown, StockShown
from api.shapes import Answer


class OfficeRates(Answer):
    """The rates of one office."""

    office: str
    name: str
    rates: list[RateShown]


class Rates(Answer):
    """Every rate, of all and of each office that has anything to count."""

    all: list[RateShown]
    by_office: list[OfficeRates]


class BucketShown(Answer):
    """How many took from so many seconds to less than so many."""

    from_s: int
    to_s: int
    count: int


class SpanTimes(Answer):
    """How long a span took, in seconds; percentiles are within 5 % of the exact ones."""

    span: str
    count: int
    p50: int | None
    p90: int | None
    p99: int | None
    buckets: list[BucketShown]


class OfficeTimes(Answer):
    """How long a span took at one office."""

    office: str
    name: str
    span: str
    count: int
    p50: int | None
    p90: int | None
    p99: int | None


class Times(Answer):
    """Every span that has anything to count."""

    all: list[SpanTimes]
    by_office: list[OfficeTimes]


class OfficeOverdue(OverdueShown):
    """超时数 of one office."""

    office: str
    name: str


class OverdueByOffice(Answer):
    """超时数, office by office."""

    by_office: list[OfficeOverdue]


class MonthShown(Answer):
    """Who took part in a month: in the city, or at the office that got the report first."""

    month: str
    office: str | None = Field(description="Null for the whole city.")
    name: str
    riders: int | None = Field(description="Null where they are fewer than five.")
    reports: int


class Months(Answer):
    """Who took part, month by month."""

    months: list[MonthShown]


class DayShown(Answer):
    """What happened on one day, whatever became of it later."""

    day: date
    submitted: int
    accepted: int
    resolved: int
    verified: int


class Trend(Answer):
    """What happened, day by day."""

    days: list[DayShown]


class CategoryCount(Answer):
    """One category: submitted in the period, open now, and half of them closed within p50."""

    category: str
    name: str
    name_en: str
    submitted: int
    open: int
    p50: int | None = Field(description="Seconds from submitted to verified.")


class GroupCount(Answer):
    """A group of categories (大类), the most reported first."""

    group: str
    name: str
    reports: int
    items: list[CategoryCount]


class CategoryTree(Answer):
    """Every group with anything to count, the most reported first."""

    groups: list[GroupCount]


class FiguresShown(Answer):
    """The figures that the caller may see; the others are left out."""

    rates: Rates | None = None
    times: Times | None = None
    overdue: OverdueByOffice | None = None
    participation: Months | None = None
    trend: Trend | None = None
    categories: CategoryTree | None = None
    map: bool | None = Field(None, description="Whether the map may be shown.")
    stock: StockShown | None = None


class Dashboard(Answer):
    """The city's figures of a period."""

    first: date
    last: date
    office: str | None
    category: str | None
    city: str
    demo: bool
    public: list[str] = Field(description="The figures that everybody may see.")
    figures: FiguresShown
    position: int
    incomplete: bool

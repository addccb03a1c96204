"""The city's figures as they are shown: each with what it counts and what it leaves out."""

from datetime import date

from pydantic import Field

from api.shapes import Answer
from projections.metrics.distributions import Distribution
from projections.metrics.queries import Overdue, Rate, Stock
from projections.metrics.rates import RATES
from projections.metrics.taking_part import Participation


class RateShown(Answer):
    """A share with its grounds; `value` is null where nothing is counted."""

    code: str
    name: str
    name_en: str
    value: float | None
    numerator: int
    denominator: int
    exclusions: dict[str, int]
    by: str = Field(description="Which day decides whether it is in the period.")
    formula: str
    formula_en: str


class DistributionShown(Answer):
    """How long it took, in seconds; percentiles are within 5 % of the exact ones."""

    key: str = Field(description="The office, category or day; empty for all.")
    count: int
    p50: int | None
    p90: int | None
    p99: int | None


class OverdueShown(Answer):
    """超时数: late turns, those not counted against their office, and the rest."""

    overdue: int
    exempted: int
    net: int


class StockShown(Answer):
    """存量: what is open, by state and by age."""

    by_state: dict[str, int]
    by_age: dict[str, int]
    total: int


class ParticipationShown(Answer):
    """How many riders sent how many reports in a month."""

    month: str
    riders: int
    reports: int


class MetricsShown(Answer):
    """Every published figure of a period."""

    first: date
    last: date
    office: str | None
    category: str | None
    rates: list[RateShown]
    times: dict[str, list[DistributionShown]]
    overdue: OverdueShown
    stock: StockShown
    participation: list[ParticipationShown] = Field(description="Of the whole city, by month.")
    counts: dict[str, int] = Field(description="Every measure the rates are made of.")
    position: int
    incomplete: bool


def rate(code: str, found: Rate) -> RateShown:
    """Show a rate with its formula in both languages."""
    formula = RATES[code]
    return RateShown(
        code=code,
        name=formula.zh,
        name_en=formula.en,
        value=found.value,
        numerator=found.numerator,
        denominator=found.denominator,
        exclusions=found.exclusions,
        by=found.by,
        formula=formula.text_zh,
        formula_en=formula.text_en,
    )


def distribution(found: Distribution) -> DistributionShown:
    """Show how long something took."""
    return DistributionShown(
        key=found.key, count=found.count, p50=found.p50, p90=found.p90, p99=found.p99
    )


def overdue(found: Overdue) -> OverdueShown:
    """Show the three numbers of lateness."""
    return OverdueShown(**found._asdict())


def stock(found: Stock) -> StockShown:
    """Show what is open."""
    return StockShown(**found._asdict())


def participation(found: Participation) -> ParticipationShown:
    """Show who took part in a month."""
    year, month = divmod(found.month, 100)
    return ParticipationShown(
        month=f"{year}-{month:02d}", riders=found.riders, reports=found.reports
    )

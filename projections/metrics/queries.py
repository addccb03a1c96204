"""How the metrics are read: rates with all they count and leave out, as of any position."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from typing import NamedTuple

from sqlalchemy import ColumnElement, Engine, FromClause, Table, and_, func, literal, select

from projections.metrics.rates import MEASURES, RATES, RUNNING, By
from projections.metrics.table import ALL, BY_CATEGORY, BY_OFFICE, cell, change
from projections.queues.case import OPEN_STATES
from projections.reading import Snapshot, reading

AGES = (1, 3, 7, 30)  # days: open for less than one, less than three, ...


class Scope(NamedTuple):
    """What is asked about: whole days in China, both included; one office, one category."""

    first: date
    last: date
    office: str | None = None
    category: str | None = None


class Rate(NamedTuple):
    """A share with its grounds; `value` is None where nothing is counted."""

    value: float | None
    numerator: int
    denominator: int
    exclusions: dict[str, int]
    by: By


class Overdue(NamedTuple):
    """超时数: legs that were late, those not counted against the office, and the rest."""

    overdue: int
    exempted: int
    net: int


class Stock(NamedTuple):
    """存量: what is open at a position, by state and by age in whole days."""

    by_state: dict[str, int]
    by_age: dict[str, int]
    total: int


class Answers(NamedTuple):
    """All rates of a period as of a position."""

    rates: dict[str, Rate]
    overdue: Overdue
    counts: dict[str, int]  # every measure the rates are made of
    position: int
    incomplete: bool


def answers(
    source: Engine | Snapshot, scope: Scope, *, today: date, as_of: int | None = None
) -> Answers:
    """Answer with every rate of RATES. A leg still running is late from the day after.

    `today` is the day in China to which `as_of` (or now) belongs.
    """
    with reading(source, "metrics", as_of) as now:
        counts, due = _counts(now, scope), _overrun(now, scope, today)
    return _answers(counts.get("", {}), due.get("", {}), now)


def answers_by_office(
    source: Engine | Snapshot, scope: Scope, *, today: date, as_of: int | None = None
) -> dict[str, Answers]:
    """Answer with every rate of each office that has anything to count, in two statements."""
    with reading(source, "metrics", as_of) as now:
        counts = _counts(now, scope, by_office=True)
        due = _overrun(now, scope, today, by_office=True)
    return {
        office: _answers(sums, due.get(office, {}), now)
        for office, sums in sorted(counts.items())
        if office
    }


def stock(
    source: Engine | Snapshot,
    *,
    today: date,
    office: str | None = None,
    category: str | None = None,
    as_of: int | None = None,
) -> Stock:
    """Count what is open, by state and by days since it was submitted."""
    scope = Scope(date.min, today, office, category)
    with reading(source, "metrics", as_of) as now:
        table, mine = amounts(now, scope)
        query = (
            select(table.c.day, table.c.bucket, func.sum(table.c.amount))
            .where(mine, table.c.measure == "open")
            .group_by(table.c.day, table.c.bucket)
        )
        rows = [(int(day), int(state), int(sum_)) for day, state, sum_ in now.db.execute(query)]
    by_state = dict.fromkeys(OPEN_STATES, 0)
    by_age = dict.fromkeys([*(f"under_{days}_days" for days in AGES), "older"], 0)
    for day, state, count in rows:
        by_state[OPEN_STATES[state]] += count
        by_age[_age(today.toordinal() - day)] += count
    return Stock(by_state, by_age, sum(by_state.values()))


def amounts(now: Snapshot, scope: Scope, apart: int = ALL) -> tuple[Table, ColumnElement[bool]]:
    """Choose what to sum: the cells for now, the journal for a position in the past.

    `apart` says what the caller keeps apart, beyond what the scope names.
    """
    if now.past:
        return change, and_(now.known(change), *_within(change, scope))
    level = apart | BY_OFFICE * (scope.office is not None)
    level |= BY_CATEGORY * (scope.category is not None)
    mine = cell.c.generation == now.generation, cell.c.level == level
    return cell, and_(*mine, *_within(cell, scope))


def _within(table: FromClause, scope: Scope) -> list[ColumnElement[bool]]:
    days = table.c.day.between(scope.first.toordinal(), scope.last.toordinal())
    found: list[ColumnElement[bool]] = [days]
    if scope.office is not None:
        found.append(table.c.office == scope.office)
    if scope.category is not None:
        found.append(table.c.category == scope.category)
    return found


def _overrun(
    now: Snapshot, scope: Scope, today: date, *, by_office: bool = False
) -> dict[str, dict[str, int]]:
    """Sum what still runs of the days that are over."""
    yesterday = date.fromordinal(today.toordinal() - 1)
    over = scope._replace(last=min(scope.last, yesterday))
    return _counts(now, over, [RUNNING], by_office=by_office)


def _counts(
    now: Snapshot, scope: Scope, measures: Iterable[str] = MEASURES, *, by_office: bool = False
) -> dict[str, dict[str, int]]:
    """Sum measures, for each office or (under no name) for all; the index has days by measure."""
    table, mine = amounts(now, scope, BY_OFFICE if by_office else ALL)
    office: ColumnElement[str] = table.c.office if by_office else literal("")
    query = (
        select(office.label("whose"), table.c.measure, func.sum(table.c.amount))
        .where(mine, table.c.measure.in_(sorted(measures)))
        .group_by("whose", table.c.measure)
    )
    found: dict[str, dict[str, int]] = defaultdict(dict)
    for whose, measure, total in now.db.execute(query):
        if total:
            found[whose][measure] = int(total)
    return found


def _answers(sums: Mapping[str, int], due: Mapping[str, int], now: Snapshot) -> Answers:
    """Make the rates of `sums`; what still runs of `due` is late."""
    overrun = due.get(RUNNING, 0)
    not_due = sums.get(RUNNING, 0) - overrun
    counts = {**sums, "leg_overrun": overrun, "leg_not_due": not_due}
    late, exempted = counts.get("leg_late", 0) + overrun, counts.get("leg_exempted", 0)
    rates = {name: _rate(name, counts) for name in RATES}
    overdue = Overdue(late, exempted, late - exempted)
    return Answers(rates, overdue, counts, now.position, now.incomplete)


def _rate(name: str, counts: Mapping[str, int]) -> Rate:
    formula = RATES[name]
    numerator, denominator = _sum(formula.numerator, counts), _sum(formula.denominator, counts)
    left_out = {name: counts.get(measure, 0) for name, measure in formula.exclusions.items()}
    value = numerator / denominator if denominator else None
    return Rate(value, numerator, denominator, left_out, formula.by)


def _sum(measures: tuple[str, ...], counts: Mapping[str, int]) -> int:
    return sum(
        -counts.get(one[1:], 0) if one.startswith("-") else counts.get(one, 0) for one in measures
    )


def _age(days: int) -> str:
    return next((f"under_{limit}_days" for limit in AGES if days < limit), "older")

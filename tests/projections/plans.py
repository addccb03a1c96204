"""How an engine would find what a query asks for: the plans of the statements it was sent."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Engine, event


@contextmanager
def planned(engine: Engine, about: str) -> Iterator[list[str]]:
    """Gather the plans of the statements that name `about`; whole once the block has ended."""
    asked: list[tuple[str, Any]] = []
    plans: list[str] = []

    def hear(*given: Any) -> None:
        asked.append((given[2], given[3]))

    event.listen(engine, "before_cursor_execute", hear)
    try:
        yield plans
    finally:
        event.remove(engine, "before_cursor_execute", hear)
    explain = "EXPLAIN" if engine.dialect.name == "postgresql" else "EXPLAIN QUERY PLAN"
    with engine.connect() as db:
        for statement, given in asked:
            if about in statement:
                rows = db.exec_driver_sql(f"{explain} {statement}", given).all()
                plans.append("\n".join(str(row) for row in rows))


def bounds(plan: str) -> tuple[set[str], set[str]]:
    """Name the indexes that a plan uses, and the columns by which it bounds what it reads."""
    indexes = _either(r"INDEX (\w+) \(|(?:using|Index Scan on) (\w+) ", plan)
    conditions = _either(r"INDEX \w+ \((.*)\)|Index Cond: \((.*)\)", plan)
    columns = re.findall(r"\(?(\w+)\)?(?:::\w+)? ?(?:=|<|>)", " ".join(conditions))
    return set(indexes), set(columns)


def _either(pattern: str, plan: str) -> list[str]:
    """Find a pattern as one engine writes it, or as the other one does."""
    return [one or other for one, other in re.findall(pattern, plan)]

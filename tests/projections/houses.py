"""Views under test: how they are made, and all their rows."""

from typing import Any, Protocol

from sqlalchemy import Engine, Table, select

from projections.keeper import Projections, silent
from projections.source import Source
from projections.stops import Alarm
from projections.view import View


class ViewsOn(Protocol):
    """Makes views over a log, on the database at a URL."""

    def __call__(
        self, url: str, source: Source, views: list[View[Any]], alarm: Alarm = silent
    ) -> Projections: ...


def rows(engine: Engine, table: Table) -> list[dict[str, Any]]:
    with engine.connect() as db:
        return [dict(row) for row in db.execute(select(table)).mappings()]

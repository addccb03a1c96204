"""What the tests of the views ask for: views over a log, on a database of their own."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine

from projections.inbox.view import Inbox
from projections.keeper import Projections, silent
from projections.source import Source
from projections.stops import Alarm
from projections.view import View
from services.database import open_engine
from tests.projections.houses import ViewsOn
from tests.projections.inboxes import life


@pytest.fixture
def views_on() -> Iterator[ViewsOn]:
    """Let views follow a log on the database at a URL; all are closed after the test."""
    engines: list[Engine] = []

    def open_views(
        url: str, source: Source, views: list[View[Any]], alarm: Alarm = silent
    ) -> Projections:
        engines.append(open_engine(url, durable=False))
        return Projections(engines[-1], source, views, alarm)

    yield open_views
    for one in engines:
        one.dispose()


@pytest.fixture
def file_url(tmp_path: Path) -> str:
    """The URL of a SQLite file, not yet there."""
    return f"sqlite:///{tmp_path / 'views.db'}"


@pytest.fixture
def fresh_file(tmp_path: Path) -> str:
    """The URL of a second SQLite file, not yet there."""
    return f"sqlite:///{tmp_path / 'fresh.db'}"


@pytest.fixture
def told(database_url: str, views_on: ViewsOn) -> Projections:
    """The inbox after one report's life."""
    views = views_on(database_url, life(), [Inbox()])
    views.catch_up()
    return views

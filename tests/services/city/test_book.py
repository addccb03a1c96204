"""The city's book keeps up with the log, also where a database goes away half-way."""

from itertools import count
from typing import Any

import pytest

from domain.datum import to_e7
from services.city.book import TOPICS
from services.eventlog.errors import LogUnavailable
from tests.services.city.conftest import TownHall
from tests.services.city.folders import WEST


def test_what_was_read_before_a_failure_is_not_forgotten(
    hall: TownHall, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Offices on one page, then a database that is away, then a page without any."""
    hall.load()
    log = hall.app.event_log
    other = type(hall.book)(log, hall.app.codec)
    topics = [line.topic for line in log.lines(0, 1000, TOPICS)]
    streets = [topic.startswith(("office.", "community.")) for topic in topics]
    first_page = len(streets) - streets[::-1].index(True)
    assert first_page < len(topics)
    monkeypatch.setattr("services.city.book.PAGE", first_page)
    read, asked = log.lines, count()

    def lines(*given: Any) -> Any:
        if next(asked) == 1:
            raise LogUnavailable("away")
        return read(*given)

    monkeypatch.setattr(log, "lines", lines)
    with pytest.raises(LogUnavailable):
        other.refresh()
    assert other.refresh() == hall.size
    assert other.router.route(to_e7(120.12), to_e7(30.05)).office == WEST
    assert other.staff() == hall.book.staff()

"""Reading an inbox: pages, the past, what is new, and whatever may happen to a report."""

import pytest

from domain.kernel import Event
from projections.errors import BadCursor, NotYetShown
from projections.inbox.queries import (
    Notice,
    all_news,
    inbox_of,
    news_of,
    notices_at,
    told_since,
    unread_of,
)
from projections.inbox.view import Inbox
from projections.inbox.words import words
from projections.keeper import Projections
from tests.projections import happenings as x
from tests.projections.examples import KINDS, example
from tests.projections.houses import ViewsOn
from tests.projections.inboxes import ENGLISH, NAMES, PURSE, R1, credited, life
from tests.projections.memory import MemoryLog


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.TOPIC)
def test_one_event_is_one_notice_for_one_rider(
    kind: type[Event], file_url: str, views_on: ViewsOn
) -> None:
    log = life()
    log.tell(R1, example(kind))
    log.tell(R1, example(kind))
    views = views_on(file_url, log, [Inbox()])
    views.catch_up()

    assert views.parked() == []
    news = all_news(views.engine, (0, ""), 99, 99)
    assert len({(one.position, one.rider) for one in news}) == len(news)
    for one in news:
        for language in ("zh", "en"):
            said = words(one, language, NAMES if language == "zh" else ENGLISH)
            assert said.title
            assert "{" not in said.text
            assert said.text.isascii() == (language == "en"), said.text


def test_a_report_that_cannot_be_read_leaves_its_points_a_notice(
    file_url: str, views_on: ViewsOn
) -> None:
    log = MemoryLog()
    log.poison(R1, "report.submitted")
    log.tell(PURSE, credited())
    views = views_on(file_url, log, [Inbox()])
    views.catch_up()

    seen = inbox_of(views.engine, x.RIDER, 0)

    assert words(seen.items[0], "zh", NAMES).text == "5 分待入账，结案后到账：一份上报"
    assert seen.incomplete


def test_pages_keep_one_moment_and_miss_nothing(told: Projections) -> None:
    whole = inbox_of(told.engine, x.RIDER, 3)
    walked: list[Notice] = []
    cursor = None
    while True:
        page = inbox_of(told.engine, x.RIDER, 9, cursor=cursor, limit=2)
        walked += page.items
        cursor = page.next
        if cursor is None:
            break

    assert walked == whole.items
    assert (whole.unread, whole.position) == (4, 10)
    unread = inbox_of(told.engine, x.RIDER, 3, unread=True)
    assert [one.position for one in unread.items] == [10, 9, 8, 6]
    assert unread_of(told.engine, x.RIDER, 8) == 2
    first = inbox_of(told.engine, x.RIDER, 0, limit=2).next
    with pytest.raises(BadCursor):
        inbox_of(told.engine, x.OTHER_RIDER, 0, cursor=first)


def test_the_past_is_what_was_told_by_then(told: Projections) -> None:
    past = inbox_of(told.engine, x.RIDER, 0, as_of=3)

    assert [one.kind for one in past.items] == ["points_pending", "dispatched"]
    with pytest.raises(NotYetShown):
        inbox_of(told.engine, x.RIDER, 0, as_of=11)


def test_news_go_on_where_they_broke_off(told: Projections) -> None:
    first = news_of(told.engine, x.RIDER, 2, limit=2)
    rest = news_of(told.engine, x.RIDER, first.position)

    assert ([one.position for one in first.items], first.more) == ([3, 6], True)
    assert ([one.position for one in rest.items], rest.position) == ([8, 9, 10], 10)
    assert news_of(told.engine, x.RIDER, 10) == ([], 10, False)
    assert told_since(told.engine, 5) == (10, frozenset({x.RIDER, x.OTHER_RIDER}))
    assert told_since(told.engine, 9) == (10, frozenset({x.RIDER}))
    assert told_since(told.engine, 10) == (10, frozenset())
    pages = [all_news(told.engine, (8, x.RIDER), 9, 1), all_news(told.engine, (8, ""), 9, 9)]
    assert [[(one.position, one.rider) for one in page] for page in pages] == [
        [(8, x.OTHER_RIDER)],
        [(8, x.RIDER), (8, x.OTHER_RIDER), (9, x.RIDER), (9, x.OTHER_RIDER)],
    ]
    assert [one.position for one in notices_at(told.engine, x.RIDER, [9, 2, 7])] == [2, 9]

"""The source on the real recorder: its lines, read without a key; bad bytes are said."""

from pathlib import Path
from typing import Any

from eventsourcing.persistence import StoredEvent

from domain import EVENTS
from domain.kernel import Event, Personal, Step
from domain.report import handling_events as h
from projections.queues.queries import find
from projections.source import LogSource, Unreadable, topic_of
from projections.timelines.queries import timeline_of
from projections.views import VIEWS
from services.codec import Codec
from services.database import open_engine
from services.eventlog import EventLog
from tests.projections import happenings as x
from tests.projections.houses import ViewsOn
from tests.projections.memory import MORNING
from tests.services.eventlog.examples import happened, opened, wish
from tests.services.keys import keyring

KEYLESS = Codec(EVENTS, None)  # type: ignore[arg-type] # shows that reading asks for no key


def record(log: EventLog, codec: Codec, version: int, event: Event) -> None:
    step: Any = Step(x.report(1), version, event, MORNING)
    log.submit(wish(codec.to_stored_event(step))).result()


def test_views_follow_the_recorder_without_any_key(
    database_url: str, tmp_path: Path, views_on: ViewsOn
) -> None:
    keys = open_engine(f"sqlite:///{tmp_path / 'keys.db'}", durable=False)
    codec = Codec(EVENTS, keyring(keys))
    with opened(database_url) as log:
        record(log, codec, 1, x.submitted())
        record(log, codec, 2, x.dispatched(MORNING))
        record(log, codec, 3, h.Noted(by=x.HANDLER, words=Personal(value="a secret")))
        view = views_on(database_url, LogSource(log, KEYLESS), VIEWS)

        assert view.catch_up() == 3

        row = find(view.engine, x.report(1))
        assert row is not None
        assert (row.state, row.version, row.position) == ("dispatched", 3, 3)
        story = timeline_of(view.engine, x.report(1), internal=True)
        assert story.items[-1].facts["sealed"] == ["words"]
        assert view.verify() == []
        lines = log.lines(0, 10)
        assert view.position_at("queues", MORNING) == log.position_at(MORNING)
        assert view.verify(export=[KEYLESS.to_domain_event(line) for line in lines]) == []
    keys.dispose()


def test_bytes_that_nobody_can_read_are_said_with_their_place(database_url: str) -> None:
    with opened(database_url) as log:
        bad: StoredEvent = happened(x.report(1), 1, "report.claimed", b"{]")
        log.submit(wish(bad, happened(x.report(2), 1, "report.unheard_of"))).result()

        found = LogSource(log, KEYLESS).lines(0, 10)

    assert [topic_of(one) for one in found] == ["report.claimed", "report.unheard_of"]
    first, second = found
    assert isinstance(first, Unreadable)
    assert isinstance(second, Unreadable)
    assert (first.originator_id, first.position, first.error) == (
        x.report(1), 1, "UnreadableEvent",
    )  # fmt: skip
    assert second.error == "UnknownEvent"

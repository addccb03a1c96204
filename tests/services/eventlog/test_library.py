"""Whoever uses eventsourcing may attach to our log with its own tools."""

from threading import Lock
from typing import Any
from uuid import UUID

from eventsourcing.application import Application
from eventsourcing.domain import Aggregate, event
from eventsourcing.persistence import Tracking
from eventsourcing.popo import POPOTrackingRecorder
from eventsourcing.projection import Projection, ProjectionRunner

from services.eventlog import EventLog
from tests.conftest import FreshDatabase
from tests.services.eventlog.examples import opened

TIMEOUT = 20.0


class Kerb(Aggregate):
    """A thing of the library's own kind."""

    @event("Broken")
    def breaks(self) -> None:
        self.broken = True


class Counted(POPOTrackingRecorder):
    """Counts what it was shown, exactly once each."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[int] = []
        self._lock = Lock()

    def count(self, tracking: Tracking) -> None:
        with self._lock:
            self.insert_tracking(tracking)
            self.seen.append(tracking.notification_id)


class Counting(Projection[Counted]):
    """Shows a view every event."""

    def process_event(self, domain_event: Any, tracking: Tracking) -> None:
        assert domain_event.originator_id
        self.view.count(tracking)


def application_on(log: EventLog) -> type[Application[UUID]]:
    class Kerbs(Application[UUID]):
        def construct_recorder(self) -> EventLog:
            return log

    return Kerbs


def test_its_application_saves_and_loads_through_our_log(database_url: str) -> None:
    with opened(database_url) as log:
        kerbs = application_on(log)()
        kerb = Kerb()
        (recording,) = kerbs.save(kerb)
        kerb.breaks()
        kerbs.save(kerb)
        assert recording.notification.id == 1
        assert kerbs.repository.get(kerb.id).broken


def test_its_projection_runner_follows_our_log(fresh_database: FreshDatabase) -> None:
    url = fresh_database()
    with opened(url) as log, opened(url) as elsewhere:
        here, there = application_on(log)(), application_on(elsewhere)()
        kerbs = [Kerb() for _ in range(20)]
        here.save(*kerbs)
        with ProjectionRunner(
            application_class=application_on(log),
            projection_class=Counting,
            view_class=Counted,
        ) as runner:
            runner.wait(20, TIMEOUT)
            for kerb in kerbs:
                kerb.breaks()
                there.save(kerb)
            runner.wait(40, TIMEOUT)
            assert runner.projection.view.seen == list(range(1, 41))

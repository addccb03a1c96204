"""The cases that eventsourcing ships for recorders, on both engines."""

import threading
from collections.abc import Iterator
from contextlib import ExitStack
from uuid import UUID, uuid4

import pytest
from eventsourcing.tests.persistence import (
    ApplicationRecorderTestCase,
    NonInterleavingNotificationIDsBaseCase,
)

from services.eventlog import EventLog
from tests.conftest import FreshDatabase
from tests.services.eventlog.examples import opened


class OnOurs:
    """Gives the shipped cases an empty log of ours."""

    INITIAL_VERSION = 1
    engine = ""
    fresh: FreshDatabase
    held: ExitStack

    @pytest.fixture(autouse=True)
    def provide(self, request: pytest.FixtureRequest) -> Iterator[None]:
        self.fresh = request.getfixturevalue(f"{self.engine}_databases")
        with ExitStack() as self.held:
            yield
            for thread in threading.enumerate():
                if "read_continuously" in thread.name:
                    thread.join()  # the shipped case leaves its readers running

    def create_recorder(self) -> EventLog:
        return self.held.enter_context(opened(self.fresh()))

    def new_originator_id(self) -> UUID:
        return uuid4()


class Recorder(OnOurs, ApplicationRecorderTestCase[EventLog]):
    __test__ = False

    def test_insert_subscribe(self) -> None:
        self.optional_test_insert_subscribe()


class Order(OnOurs, NonInterleavingNotificationIDsBaseCase):
    __test__ = False


class TestRecorderOnSqlite(Recorder):
    __test__ = True
    engine = "sqlite"


class TestRecorderOnPostgresql(Recorder):
    __test__ = True
    engine = "postgresql"


class TestOrderOnSqlite(Order):
    __test__ = True
    engine = "sqlite"


class TestOrderOnPostgresql(Order):
    __test__ = True
    engine = "postgresql"

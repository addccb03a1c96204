"""Everything in this process that can break, for as long as a test lasts."""

from functools import partialmethod

import pytest

from services import wiring
from services.eventlog.recorder import EventLog
from services.limits import Limits
from tests.faults.breaking.breaks import Breaks
from tests.faults.breaking.files import break_files
from tests.faults.breaking.postgresql import break_postgresql
from tests.faults.breaking.sqlite import break_sqlite
from tests.faults.wishes.drawer import DRAWER

NOT_FOR_LONG = (0.0, 0.01)  # the pauses of a writer that waits for its database


@pytest.fixture
def breaks(monkeypatch: pytest.MonkeyPatch) -> Breaks:
    """Drivers and files that can break; nobody waits long, and nobody comes too often."""
    found = Breaks()
    for install in (break_sqlite, break_postgresql, break_files):
        install(found, monkeypatch)
    patient = partialmethod(EventLog.__init__, patience=NOT_FOR_LONG)
    monkeypatch.setattr(EventLog, "__init__", patient)
    monkeypatch.setattr(Limits, "check", lambda *_: None)
    monkeypatch.setattr(wiring, "open_quarantine", lambda *_: DRAWER)
    return found

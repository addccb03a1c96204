"""The second opinion of a simulated city knows who may close a report."""

from datetime import UTC, datetime
from itertools import count
from typing import Any

import pytest

from workers.simulation.cases import Cases
from workers.simulation.witness import Broken, Seen

DUE = datetime(2026, 11, 26, 2, 10, tzinfo=UTC)
REPORT = "01a205eabebf745c82ca7eeae3c6bbcf"


class Told:
    """One report, resolved by its handler, and whatever comes then."""

    def __init__(self) -> None:
        self.cases = Cases()
        self._versions = count(1)
        self.tell("submitted", rider="rider")
        self.tell("dispatched", office="office", by="system:dispatch")
        self.tell("claimed", holder="handler")
        closing = {"drawn": None, "closes_at": DUE.isoformat()}
        self.tell("resolved", handler="handler", closing=closing)

    def tell(self, what: str, **facts: Any) -> None:
        version = next(self._versions)
        self.cases.hear(Seen(version, REPORT, version, f"report.{what}", b"", 0, facts))

    @property
    def disputed(self) -> bool:
        return self.cases.all[REPORT].disputed


def test_silence_closes_what_nobody_disputes() -> None:
    told = Told()
    told.tell("inspected", rider="handler", holds=False)
    assert not told.disputed
    told.tell("verified", method="lapse")


@pytest.mark.parametrize("method", ["lapse", "reporter"])
def test_neither_silence_nor_its_reporter_closes_what_is_in_doubt(method: str) -> None:
    told = Told()
    told.tell("inspected", rider="another", holds=True)
    told.tell("inspected", rider="handler", holds=False)
    assert told.disputed
    with pytest.raises(Broken, match="only a look closes what is in doubt"):
        told.tell("verified", method=method)


def test_who_has_looked_leaves_no_doubt() -> None:
    told = Told()
    told.tell("inspected", rider="another", holds=True)
    told.tell("verified", method="visit")
    assert not told.disputed
    told.tell("inspected", rider="another", holds=True)
    told.tell("reopened", state_from="verified", terms={"due_at": DUE.isoformat()})
    assert told.disputed


def test_an_objection_is_decided_before_anybody_closes() -> None:
    told = Told()
    told.tell("objected")
    with pytest.raises(Broken, match="an objection is decided first"):
        told.tell("verified", method="visit")

"""Views that are written side by side end together, also where one of them fails."""

from time import sleep
from typing import Any

import pytest
from sqlalchemy.exc import OperationalError

from projections.engine import Projector
from projections.keeper import Projections
from projections.views import VIEWS
from services.database import open_engine
from tests.conftest import FreshDatabase
from tests.projections.histories import tell
from tests.projections.memory import MemoryLog


def test_nobody_is_still_at_it_once_a_failure_is_told(
    postgresql_databases: FreshDatabase, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever hears of it may close the databases, or give the work away."""
    log: MemoryLog = tell(2)
    engine = open_engine(postgresql_databases(), durable=False)
    views, apply = Projections(engine, log, VIEWS), Projector.apply
    failing, ended = VIEWS[0].name, set[str]()

    def slowly(projector: Projector, *page: Any) -> None:
        if projector.view.name == failing:
            raise OperationalError("-", None, Exception("away"))
        sleep(0.05)
        apply(projector, *page)
        ended.add(projector.view.name)

    monkeypatch.setattr(Projector, "apply", slowly)
    with pytest.raises(OperationalError):
        views.step()

    assert ended == {one.name for one in VIEWS} - {failing}
    engine.dispose()

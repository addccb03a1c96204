"""A city in one process: what it does and what it shows, made and closed together."""

from dataclasses import dataclass

import structlog

from projections.keeper import Projections
from projections.marks import events_parked, prepare_marks
from projections.replica import Replica
from projections.source import LogSource
from projections.stops import Parked
from projections.views import VIEWS
from services.clock import Clock, system_clock
from services.identity.senders import CodeSender
from services.leases import held, prepare_leases
from services.settings import Settings
from services.wiring import Wiring, open_wiring

logger = structlog.get_logger()


@dataclass(frozen=True)
class House:
    """The wiring of the services, and the views built on their log."""

    wiring: Wiring
    projections: Projections
    replica: Replica | None = None

    def parked(self) -> dict[str, int]:
        """Count what was given up: streams by views and the city's book, events by workers."""
        workers = events_parked(self.wiring.views_engine)
        views, book = len(self.projections.parked()), len(self.wiring.book.stopped)
        return {"views": views, "workers": workers, "city": book}

    def worked(self) -> dict[str, bool]:
        """Say of each worker whether some process does its work now."""
        return held(self.wiring.views_engine)

    def close(self) -> None:
        """Close everything, once nobody uses it any more."""
        self.wiring.close()


def open_house(
    settings: Settings, clock: Clock = system_clock, sender: CodeSender | None = None
) -> House:
    """Open a city; raises what `open_wiring` raises."""
    wiring = open_wiring(settings, clock, sender)
    try:
        prepare_marks(wiring.views_engine)
        prepare_leases(wiring.views_engine)
        source = LogSource(wiring.log, wiring.codec)
        views = Projections(wiring.views_engine, source, VIEWS, _tell)
        elsewhere = wiring.replica_engine
        return House(wiring, views, Replica(views.on(elsewhere), views) if elsewhere else None)
    except BaseException:
        wiring.close()
        raise


def _tell(stop: Parked) -> None:
    """Let the operator know that a view stopped following a stream."""
    said = stop._asdict() | {"stream": str(stop.stream)}
    logger.error("stream parked", **said)

"""What Prometheus is told: requests by route, the log's position, how far views are behind."""

from collections.abc import Iterator
from typing import Final

from prometheus_client import CollectorRegistry, Counter, Histogram
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector
from sqlalchemy.exc import SQLAlchemyError

from projections.house import House
from services.eventlog.errors import NotFounded
from services.migrations import NewerSchema

_SECONDS: Final = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 15.0)


class Figures:
    """The figures of one process, in a registry of their own."""

    def __init__(self, house: House) -> None:
        self.registry = CollectorRegistry()
        self._requests = Counter(
            "suishoupai_requests",
            "Requests that were answered.",
            ("route", "method", "status"),
            registry=self.registry,
        )
        self._seconds = Histogram(
            "suishoupai_request_seconds",
            "How long an answer took, streams until their end left out.",
            ("route", "method"),
            buckets=_SECONDS,
            registry=self.registry,
        )
        self._counters: dict[tuple[str, str, int], Counter] = {}
        self._timers: dict[tuple[str, str], Histogram] = {}
        self.registry.register(_Stand(house))

    def count(self, route: str, method: str, status: int) -> None:
        """Count an answer; routes are templates, so there are few of them."""
        counter = self._counters.get((route, method, status))
        if counter is None:  # asking the family takes 4 us each time
            counter = self._requests.labels(route, method, str(status))
            self._counters[route, method, status] = counter
        counter.inc()

    def time(self, route: str, method: str, seconds: float) -> None:
        """Note how long it took until an answer began."""
        timer = self._timers.get((route, method))
        if timer is None:
            timer = self._timers[route, method] = self._seconds.labels(route, method)
        timer.observe(seconds)


class _Stand(Collector):
    """Asks the house where it stands, each time somebody looks."""

    def __init__(self, house: House) -> None:
        self._house = house

    def describe(self) -> Iterator[GaugeMetricFamily]:
        """Name nothing ahead: registering must not ask the databases."""
        yield from ()

    def collect(self) -> Iterator[GaugeMetricFamily]:
        """Answer with what can be asked; a database that is away leaves its figures out."""
        log, views = self._house.wiring.log, self._house.projections
        waiting = GaugeMetricFamily(
            "suishoupai_log_waiting", "Appends that wait for the log in this process."
        )
        waiting.add_metric([], log.waiting)
        yield waiting
        try:
            end = log.max_notification_id() or 0
            stands = {name: views.position(name) for name in views.names}
            given_up = self._house.parked()
            worked = self._house.worked()
        except (SQLAlchemyError, NotFounded, NewerSchema):
            return
        position = GaugeMetricFamily("suishoupai_log_position", "The last position of the log.")
        position.add_metric([], end)
        yield position
        behind = GaugeMetricFamily(
            "suishoupai_view_behind", "Events a view has still to read.", labels=["view"]
        )
        for name, at in stands.items():
            behind.add_metric([name], max(0, end - at))
        yield behind
        parked = GaugeMetricFamily(
            "suishoupai_parked",
            "Streams that views left, and events that workers left.",
            labels=["by"],
        )
        for who, count in given_up.items():
            parked.add_metric([who], count)
        yield parked
        held = GaugeMetricFamily(
            "suishoupai_worker_held", "Whether some process does this work.", labels=["worker"]
        )
        for name, is_held in worked.items():
            held.add_metric([name], is_held)
        yield held

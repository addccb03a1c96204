"""What has happened before a play begins: reports at every stage, and a rider with points."""

from itertools import count
from uuid import UUID

from services.reporting.context import report_of
from services.suishoupai import Change
from workers.simulation.process import NAMES, Process
from workers.simulation.wishes import Wish

STAGES = ("submit", "claim", "resolve", "verify")
REPORTS = 6
CHOICE = 3  # a place in the second office, a lasting problem: closed without a draw
LEAST = 1  # stages that each report has reached


class Morning:
    """Lets people act one after the other, and the workers after each of them."""

    def __init__(self, process: Process, riders: tuple[str, ...], crew: dict[str, str]) -> None:
        self._process = process
        self._riders = riders
        self._crew = crew  # verb -> who does it
        self._numbers = count(1)

    def pass_by(self) -> None:
        """Bring the reports as far as each shall come."""
        for number in range(REPORTS):
            self._bring(self._riders[number % 2], LEAST + number % len(STAGES))

    def _bring(self, rider: str, stages: int) -> None:
        report = UUID(int=0)
        for verb in STAGES[:stages]:
            change = self._ask(verb, self._crew.get(verb, rider), report)
            report = report_of(change).id
            self._work()

    def _ask(self, verb: str, who: str, report: UUID) -> Change:
        process = self._process
        if process.house is None:
            raise RuntimeError("the city is not open")
        number = next(self._numbers)
        wish = Wish(number, who, verb, report, CHOICE, process.hours.wall)
        change: Change = process.loop.finish(wish.ask(process.house))
        return change

    def _work(self) -> None:
        for worker in ("project", *NAMES):
            self._process.loop.finish(self._process.work(worker))

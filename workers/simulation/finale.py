"""How a play ends: no more accidents, every question answered, all work done, all views true."""

from datetime import timedelta
from typing import TYPE_CHECKING, Final

from services.leases import TERM_S
from workers.simulation.process import NAMES, Process
from workers.simulation.wishes import SECRET, Wish
from workers.simulation.witness import Broken, demand

if TYPE_CHECKING:
    from workers.simulation.play import Play

ROUNDS: Final = 40  # more than any backlog of a play needs
TRIES: Final = 3
TERM: Final = timedelta(seconds=TERM_S)
REST: Final = "the workers come to rest"


class Finale:
    """Brings a play to its rest, and looks at all of it once more."""

    def __init__(self, play: "Play") -> None:
        self._play = play

    def run(self) -> None:
        """Come to rest. Raises Broken."""
        play = self._play
        for process in play.processes:
            self._calm(process)
        play.look()
        first = play.processes[0]
        for wish in play.journal.unknown():
            self._insist(wish, first)
        play.journal.close()
        last = play.random.choice(play.processes)
        self._rest(last)
        self._judge(last)

    def _insist(self, wish: Wish, process: Process) -> None:
        """Ask until there is an answer: the first time may rest on posts that have changed."""
        for _ in range(TRIES):
            self._play.journal.ask(wish, process)
            self._play.turns(process, -1)
            self._play.look()
            if wish.ending != "unknown":
                return
        raise Broken("who asks again gets an answer", wish.verb)

    def _calm(self, process: Process) -> None:
        process.paused, process.hours.frozen = 0, False
        process.strikes.disarm()
        if process.house is None:
            process.open()
        self._play.turns(process, -1)

    def _rest(self, process: Process) -> None:
        play, size = self._play, -1
        for _ in range(ROUNDS):
            mine = process.shifts is not None and process.shifts.holds(NAMES)
            if mine and size == play.witness.size:
                return
            size = play.witness.size
            process.hours.let_pass(TERM)  # whatever another life holds is given up in the end
            for worker in NAMES:
                play.start(worker, process)
                play.turns(process, -1)
            play.look()
        raise Broken(REST, str(size))

    def _judge(self, process: Process) -> None:
        play, house = self._play, process.house
        if house is None:
            return
        parked = house.parked()
        demand(not any(parked.values()), "nothing is given up", parked)
        read = play.shown.read()
        demand(set(read.values()) == {play.witness.size}, "every view reads everything", read)
        play.shown.compare(play.cases, play.purses)
        differences = house.projections.verify()
        demand(not differences, "views equal a fresh replay", differences[:2])
        demand(not play.shown.holds(SECRET.encode()), "no view holds sealed words", SECRET)
        self._effects(process)

    def _effects(self, process: Process) -> None:
        """Whatever was due by now was done, and whoever earned points has them."""
        now, play = process.hours.wall, self._play
        for case in play.cases.all.values():
            if case.state == "claimed" and case.lease_until:
                demand(case.lease_until > now, "a lease that ran out is over", case)
            if case.state == "suspended" and case.suspended_until:
                demand(case.suspended_until > now, "a rest that is over ends", case)
            if case.state == "resolved" and case.closes_at and not case.disputed:
                demand(case.closes_at > now, "silence closes a report", case)
            if case.state == "verified":
                purse = play.purses.all.get(case.rider)
                line = purse.lines.get(case.name) if purse else None
                demand(line and line.vested, "a verified report has earned its points", case)

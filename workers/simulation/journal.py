"""Every wish and what its owner was told; it must agree with the log for ever after."""

from random import Random
from typing import Any, NamedTuple

from sqlalchemy.exc import DBAPIError

from domain.errors import Refused
from services.suishoupai import Change
from workers.simulation.process import Process
from workers.simulation.trace import Trace
from workers.simulation.wishes import Wish
from workers.simulation.witness import Broken, Witness, demand
from workers.trouble import TROUBLE

TOLD = "what was acknowledged stands in the log, once, as it was told"
REFUSED = "what was refused stands nowhere"
SAME = "the same command again gets the first answer"


class UnderWay(NamedTuple):
    """A wish in a process that has not answered yet."""

    wish: Wish
    process: Process
    task: Any


class Journal:
    """Asks on behalf of people, and writes down the answers."""

    def __init__(self, witness: Witness, trace: Trace) -> None:
        self._witness = witness
        self._trace = trace
        self._under_way: list[UnderWay] = []
        self.wishes: list[Wish] = []

    def ask(self, wish: Wish, process: Process) -> None:
        """Send a wish to a process; for the first time or again."""
        if process.house is None:
            return
        if not wish.asked:
            self.wishes.append(wish)
        wish.asked += 1
        if wish.told is None:
            wish.ending = "unknown"  # even if it was refused before: that was another time
        wish.under_way += 1
        wish.tangled = wish.tangled or wish.under_way > 1
        task = process.start(wish.ask(process.house))
        self._under_way.append(UnderWay(wish, process, task))

    def again(self, random: Random) -> Wish | None:
        """Choose a wish whose owner asks once more: mostly one that got no answer."""
        unknown = self.unknown()
        chosen = unknown if unknown and random.random() < 3 / 4 else self.wishes[-20:]
        return random.choice(chosen) if chosen else None

    def unknown(self) -> list[Wish]:
        """List the wishes that nobody has answered, and nobody is about to."""
        return [one for one in self.wishes if one.ending == "unknown" and not one.under_way]

    def lost(self, process: Process) -> None:
        """Note that a process died: who waited for it was told nothing."""
        for one in self._under_way:
            if one.process is process:
                one.wish.under_way -= 1
        self._under_way = [one for one in self._under_way if one.process is not process]

    def harvest(self) -> None:
        """Write down what was answered by now, and judge it."""
        ready = [one for one in self._under_way if one.task.done()]
        self._under_way = [one for one in self._under_way if not one.task.done()]
        for one in ready:
            one.wish.under_way -= 1
            self._trace.say(f"  {one.wish.number} {one.wish.verb}: {self._judged(one)}")
            if not one.wish.under_way:
                one.wish.tangled = False

    def close(self) -> None:
        """Demand at the end that the log has these wishes and no others of any person."""
        mine = {one.command.id: one for one in self.wishes}
        for name, wish in mine.items():
            stands = self._witness.command(name)
            told = None if wish.told is None else (wish.told.first_position, wish.told.count)
            demand(
                stands == told, TOLD if told else REFUSED, (wish.number, wish.verb, stands, told)
            )

    def _judged(self, one: UnderWay) -> str:
        wish, error = one.wish, one.task.exception()
        if error is None:
            return self._acknowledged(wish, one.task.result())
        if isinstance(error, (*TROUBLE, DBAPIError)):
            return f"unknown, {type(error).__name__}"
        if not isinstance(error, Refused):
            raise Broken("nobody meets a flaw", f"{wish.verb}: {error!r}") from error
        stands = self._witness.command(wish.command.id)
        demand(wish.told is None or wish.tangled, SAME, (wish.number, wish.verb, error.code))
        demand(stands is None or wish.tangled, REFUSED, (wish.number, wish.verb, error.code))
        if stands is None:
            wish.ending = "refused"
        return error.code

    def _acknowledged(self, wish: Wish, change: Change) -> str:
        receipt, stands = change.receipt, self._witness.command(wish.command.id)
        if receipt is None:
            demand(stands is None or wish.tangled, TOLD, (wish.number, wish.verb, stands))
            wish.ending = "nothing" if wish.told is None else wish.ending
            return "nothing new"
        told = (receipt.first_position, receipt.count)
        demand(stands == told, TOLD, (wish.number, wish.verb, stands, told))
        at = self._witness.moments[receipt.first_position - 1]
        demand(receipt.recorded_at == at, TOLD, (wish.number, wish.verb, receipt.recorded_at, at))
        if wish.told is not None:
            first = (wish.told.first_position, wish.told.count)
            demand(first == told, SAME, (wish.number, wish.verb, first, told))
            demand(receipt.repeated or wish.tangled, SAME, (wish.number, wish.verb, "as new"))
        wish.told, wish.ending = receipt, "done"
        return f"done at {told[0]}" + (" before" if receipt.repeated else "")

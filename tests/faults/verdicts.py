"""Judges who got a good answer: by the cell of the table, for exactly how they stand to the thing.

What decides is read from the log (`Truth`) as it was when the question was asked, and the parts
of a list by the log as it is when the answer is there.
"""

from collections import Counter
from collections.abc import Callable
from enum import StrEnum
from typing import Final

from httpx2 import Response

from api.authority import Relation, policies
from domain.actor import Actor
from domain.values import Role
from tests.faults.askers import Asker, Cells
from tests.faults.contents import LISTS, linked, more_than_due
from tests.faults.questions import Leak, Question
from tests.faults.reach import SET_UP
from tests.faults.truth import Truth, stands


class Verdict(StrEnum):
    """What a good answer was judged by."""

    ROLE = "where the role suffices"  # the table asks for nothing more
    STANDING = "judged by standing"
    ALONE = "by role alone"  # it asks for more, and this judge cannot know it


MINE: Final = "/v1/me/"
JSON: Final = "application/json"
SEE: Final = policies()["GET", "/v1/photos/{photo}/{size}"]


class Judge:
    """Lets a good answer pass, or raises Leak; counts by what it judged."""

    def __init__(self, truth: Truth) -> None:
        self.truth = truth
        self.verdicts: Counter[Verdict] = Counter()

    def let_in(
        self, asker: Asker, actor: Actor, question: Question, *, again: bool = False
    ) -> None:
        """Judge who was answered at all, before the log is followed.

        What the set-up looks at behind the door may have changed since a wish was granted.
        """
        cells = asker.cells(question.policy)
        if not cells:
            raise Leak("no cell lets them in")
        verdict = self._judged(cells, actor, question, again=again)
        self.verdicts[verdict] += 1

    def holds(self, asker: Asker, actor: Actor, question: Question, answer: Response) -> None:
        """Judge what stands in an answer, once the log was followed."""
        demands = _demanding(asker.cells(question.policy)) or question.path.startswith(MINE)
        told = answer.json() if answer.headers.get("content-type") == JSON else None
        look = LISTS.get(question.path)
        if look and demands and question.method == "GET" and not look(self.truth, actor, told):
            raise Leak("the list holds what is not theirs")
        if shown := more_than_due(self.truth, actor, question, told):
            raise Leak(f"it shows {shown}")
        cells = asker.cells(SEE)
        for photo in linked(answer.text if told else ""):
            if not self.may_see(cells, actor, photo):
                raise Leak(f"it links the photograph {photo}")

    def _judged(self, cells: Cells, actor: Actor, question: Question, *, again: bool) -> Verdict:
        named, path = question.named, question.path
        if "photo" in named and "report" not in named:
            if not self.may_see(cells, actor, named["photo"]):
                raise Leak("they do not stand so to the photograph")
            return Verdict.STANDING  # also where any cell would do: it must be in a report
        if "report" in named:
            self._report(cells, actor, named["report"])
        elif "redemption" in named:
            self._redemption(cells, actor, named["redemption"])
        elif _demanding(cells) and "queue" in named:
            self._queue(cells, actor, named["queue"])
        elif _demanding(cells) and path in SET_UP:
            if not (again or SET_UP[path](self.truth, actor, question)):
                raise Leak("it is another office's to set up")
        elif _demanding(cells) and path not in LISTS:
            return Verdict.ALONE
        own = path in LISTS and path.startswith(MINE)
        return Verdict.STANDING if own or _demanding(cells) else Verdict.ROLE

    def _queue(self, cells: Cells, actor: Actor, name: str) -> None:
        roles = [one for one in cells if isinstance(one, Role)]
        if not any(self.truth.works_at(actor, one, name) for one in roles):
            raise Leak("the queue is another office's")

    def _report(self, cells: Cells, actor: Actor, name: str) -> None:
        report = self.truth.report(name)
        if report is None:
            raise Leak("the log knows no such report")
        if not _any_stands(cells, lambda role, how: stands(actor, role, how, report)):
            raise Leak(f"they do not stand so to the report, which is {report.state}")

    def _redemption(self, cells: Cells, actor: Actor, name: str) -> None:
        rider = self.truth.redeemed.get(name)
        if rider is None:
            raise Leak("the log knows no such redemption")
        if _demanding(cells) and rider != actor.id:
            raise Leak("the redemption is another rider's")

    def may_see(self, cells: Cells, actor: Actor, photo: str) -> bool:
        """Say whether a photograph is for somebody: whoever sent it, or as a report allows."""
        if actor.id in self.truth.senders.get(photo, ()) or self.truth.released(photo):
            return True
        reports = self.truth.showing(photo)
        return _any_stands(
            cells, lambda role, how: any(stands(actor, role, how, one) for one in reports)
        )


def _demanding(cells: Cells) -> bool:
    return Relation.ANY not in cells.values()


def _any_stands(cells: Cells, holds: Callable[[Role, Relation], bool]) -> bool:
    return any(isinstance(role, Role) and holds(role, how) for role, how in cells.items())

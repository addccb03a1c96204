"""A report's life at random: whoever asks for whatever, the laws of its life hold."""

from collections.abc import Callable
from datetime import datetime, timedelta
from itertools import pairwise

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
)

from domain.actor import Actor
from domain.clock import due
from domain.errors import Refused
from domain.kernel import Event, Step
from domain.report import closing, handling, intake, resting
from domain.report import closing_events as c
from domain.report import handling_events as h
from domain.report import intake_events as i
from domain.report.agenda import Duty, agenda
from domain.report.closing_events import Method
from domain.report.events import ReportEvent
from domain.report.leg import Rules
from domain.report.parts import MANY_BOUNCES, Place
from domain.report.state import Report
from domain.report.table import OPEN, Command, State
from domain.report.terms import Terms
from tests import examples as ex
from tests.domain.report.asking import EVERYBODY, PEOPLE, ask
from tests.domain.report.expected import CELLS
from tests.domain.report.lives import NOT_OURS, WORK
from tests.story import SOMETHING, facts, relive

PLACES = [ex.TO_BEISHAN, ex.TO_XIXI, ex.TO_LIUXIA]
STARTS = [ex.MONDAY, ex.later("11-23 09:30"), ex.later("12-31 16:30"), ex.later("09-30 15:15")]
RULES = [ex.RULES, ex.BY_ANOTHER, ex.BY_REPORTER]
LEADS = {(command, state): to for (command, state, _), to in CELLS.items()}
MOVES = {
    i.Dispatched: Command.DISPATCH,
    h.Claimed: Command.CLAIM,
    h.Released: Command.RELEASE,
    h.Returned: Command.RETURN,
    h.Transferred: Command.TRANSFER,
    h.Suspended: Command.SUSPEND,
    h.Resumed: Command.RESUME,
    c.Resolved: Command.RESOLVE,
    c.Verified: Command.VERIFY,
    c.Reopened: Command.REOPEN,
    i.Rejected: Command.REJECT,
    i.Duplicated: Command.DUPLICATE,
    i.Withdrawn: Command.WITHDRAW,
}
DULL = {Command.WITHDRAW, Command.INSPECT, Command.NOTE, Command.RELEASE_PHOTO}
DUTIES = {
    Duty.RELEASE: Command.RELEASE,
    Duty.RESUME: Command.RESUME,
    Duty.REMIND: Command.REMIND,
    Duty.ESCALATE: Command.ESCALATE,
    Duty.CLOSE: Command.VERIFY,
    Duty.CONFIRM: Command.CONFIRM_DEADLINE,
}
people = st.sampled_from(EVERYBODY)


class Life(RuleBasedStateMachine):
    """Commands by anybody, at moments that only go forward."""

    def __init__(self) -> None:
        super().__init__()
        self.report = Report(SOMETHING)
        self.told: list[Step[ReportEvent]] = []
        self.now = ex.MONDAY
        self.in_force = ex.RULES

    @initialize(rules=st.sampled_from(RULES), start=st.sampled_from(STARTS))
    def begin(self, rules: Rules, start: datetime) -> None:
        self.in_force, self.now = rules, start
        intake.submit(self.report, ex.SEEN, ex.NUMBER, ex.RIDER.id, ex.RIDER, self.now)
        if start.minute:
            intake.dispatch(self.report, ex.TO_BEISHAN, None, rules, ex.WORKER, self.now)
        self.told += self.report.collect_events()

    @rule(minutes=st.one_of(st.integers(1, 50), st.integers(60, 60 * 24 * 9)))
    def wait(self, minutes: int) -> None:
        self.now += timedelta(minutes=minutes)

    @rule(command=st.sampled_from(list(Command)), actor=people)
    def anything(self, command: Command, actor: Actor) -> None:
        self.attempt(lambda: ask(command, self.report, actor, self.now, self.in_force), actor)

    @rule(data=st.data())
    def something_fitting(self, data: st.DataObject) -> None:
        """Ask what is allowed now, as somebody it allows, so that lives go far."""
        state = self.report.state
        fitting = {cell for cell in CELLS if cell[1] is state and cell[0] not in DULL}
        commands = sorted({cell[0] for cell in fitting} or DULL)
        for command in data.draw(st.lists(st.sampled_from(commands), min_size=1, max_size=6)):
            self.now += timedelta(minutes=1)
            for who, actor in PEOPLE.items():
                if (command, self.report.state, who) in CELLS:
                    self.anything(command, actor)

    @rule()
    def what_the_clock_asks_next(self) -> None:
        """Do the next duty of the agenda at its moment: it is never refused."""
        tasks = agenda(self.report, self.in_force, self.now)
        if not tasks:
            return
        task = min(tasks)
        assert self.report.state in OPEN
        self.now = max(self.now, task.at)
        ask(DUTIES[task.duty], self.report, ex.WORKER, self.now, self.in_force)
        self.told += self.report.collect_events()

    @rule()
    def say_no(self) -> None:
        """Refuse whatever was asked for."""
        report, rules, now = self.report, self.in_force, self.now
        boss = Actor(ex.SUPERVISOR.id, ex.SUPERVISOR.posts | ex.XIXI_SUPERVISOR.posts)
        judge = ex.SECOND_OPERATOR
        for who, decide in (
            (boss, lambda: resting.decide_suspension(report, "?", rules, boss, now, approve=False)),
            (boss, lambda: resting.decide_extension(report, "?", rules, boss, now, approve=False)),
            (judge, lambda: closing.decide_objection(report, "?", rules, judge, now, uphold=False)),
        ):
            self.attempt(decide, who)

    @rule(place=st.sampled_from(PLACES), actor=people)
    def send_on(self, place: Place, actor: Actor) -> None:
        self.attempt(
            lambda: handling.transfer(self.report, place, NOT_OURS, self.in_force, actor, self.now),
            actor,
        )

    @rule(place=st.sampled_from(PLACES), actor=st.sampled_from([ex.OPERATOR, ex.WORKER]))
    def dispatch(self, place: Place, actor: Actor) -> None:
        self.attempt(
            lambda: intake.dispatch(self.report, place, None, self.in_force, actor, self.now),
            actor,
        )

    @precondition(lambda self: self.report.state is State.DISPATCHED)
    @rule(holder=st.sampled_from([ex.DISPATCHER, ex.AT_XIXI, ex.COLLEAGUE]))
    def claim(self, holder: Actor) -> None:
        self.attempt(
            lambda: handling.claim(self.report, holder.id, self.in_force, holder, self.now), holder
        )

    @precondition(lambda self: self.report.state is State.CLAIMED)
    @rule(chance=st.integers(0, 99))
    def finish(self, chance: int) -> None:
        holder = Actor(self.report.holder or "", ex.DISPATCHER.posts | ex.AT_XIXI.posts)
        self.attempt(
            lambda: closing.resolve(self.report, WORK, chance, self.in_force, holder, self.now),
            holder,
        )

    @precondition(lambda self: self.report.state is State.RESOLVED)
    @rule(actor=people, method=st.sampled_from(Method))
    def look(self, actor: Actor, method: Method) -> None:
        self.attempt(
            lambda: closing.verify(self.report, method, "", (ex.CHECK,), actor, self.now),
            actor,
        )

    def attempt(self, command: Callable[[], object], actor: Actor) -> None:
        """Carry a command out, or see that its refusal left no trace."""
        before, came_from = facts(self.report), self.report.state
        bounces, resolution = self.report.bounces, self.report.resolution
        handlers = set(self.report.handlers)
        try:
            command()
        except Refused:
            assert facts(self.report) == before
            return
        news = self.report.collect_events()
        self.told += news
        for step in news:
            event = step.event
            assert event.by == actor.id
            self.moved_as_the_table_says(event, came_from)
            if isinstance(event, c.Verified):
                assert event.by not in handlers
                if event.by == self.report.rider:
                    assert resolution is not None
                    assert resolution.closing.reporter_may
            if bounces >= MANY_BOUNCES and isinstance(event, h.Returned | h.Transferred):
                assert isinstance(event, h.Transferred)
                assert actor in (ex.OPERATOR, ex.SECOND_OPERATOR, EVERYBODY[-1])
            if isinstance(event, i.Dispatched | h.Transferred):
                self.no_later_than_a_full_limit(event.terms)

    def moved_as_the_table_says(self, event: Event, came_from: State) -> None:
        move = MOVES.get(type(event))
        if move is None:
            assert self.report.state is came_from
        else:
            assert self.report.state is LEADS[move, came_from]

    def no_later_than_a_full_limit(self, terms: Terms) -> None:
        """A leg that opens is due one limit later at most, or two more once extended."""
        leg = self.report.leg
        assert leg is not None
        whole = terms.limit.seconds * (1 + leg.extensions)
        latest = due(self.now, whole, terms.limit.unit, self.in_force.calendar)
        assert terms.due_at <= latest.at
        assert terms.left <= whole

    @invariant()
    def replay_equals_the_live_one(self) -> None:
        again = relive(Report, [(step.event, step.at) for step in self.told])
        live = facts(self.report)
        assert facts(again) == live | {"position": again.position}

    @invariant()
    def spans_never_overlap(self) -> None:
        spans = [span for leg in self.report.legs.values() for span in leg.spans]
        ends = sorted((start, end or self.now) for start, end in spans)
        assert all(start <= end for start, end in ends)
        assert all(one[1] <= two[0] for one, two in pairwise(ends))

    @invariant()
    def the_clock_runs_for_one_office_while_it_works_and_for_nobody_else(self) -> None:
        report = self.report
        running = [leg.office for leg in report.legs.values() if leg.running]
        works = report.state in (State.DISPATCHED, State.CLAIMED)
        assert running == ([report.office] if works else [])
        assert (report.holder is not None) is (report.state is State.CLAIMED)
        assert (report.closed_at is None) is (report.state in OPEN)
        assert all(leg.extensions <= 2 for leg in report.legs.values())


Life.TestCase.settings = settings(
    max_examples=100,
    stateful_step_count=50,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
TestLife = Life.TestCase

"""Long lives: a hundred steps each, by people who may mostly do what they ask for."""

from collections import Counter
from datetime import timedelta
from random import Random
from typing import get_args

from domain.actor import Actor
from domain.report.events import ReportEvent
from domain.report.intake_events import Seconded
from domain.report.table import Command, State, Who
from tests import examples as ex
from tests.domain.report.asking import EVERYBODY, PEOPLE
from tests.domain.report.expected import CELLS
from tests.domain.report.test_life import DULL, PLACES, RULES, STARTS, Life

LIVES, STEPS = 40, 100
ENDS = {Command.REJECT, Command.DUPLICATE}
WAITS = [timedelta(minutes=minutes) for minutes in (1, 5, 30, 240, 60 * 24, 60 * 24 * 12)]


def step(life: Life, chance: Random) -> None:
    """Take one step: mostly something that fits, now and then anything at all."""
    life.now += chance.choice(WAITS[:4] if chance.random() < 0.95 else WAITS)
    state, kind = life.report.state, chance.random()
    if kind < 0.1:
        life.anything(chance.choice(list(Command)), chance.choice(EVERYBODY))
    elif kind < 0.2:
        life.what_the_clock_asks_next()
    elif kind < 0.25:
        life.send_on(chance.choice(PLACES), chance.choice([ex.OPERATOR, ex.SUPERVISOR]))
    elif kind < 0.28:
        life.say_no()
    elif kind < 0.32:
        life.dispatch(chance.choice(PLACES), ex.OPERATOR)
    elif kind < 0.4 and state is State.DISPATCHED:
        life.claim(chance.choice([ex.DISPATCHER, ex.AT_XIXI]))
    elif kind < 0.5 and state is State.CLAIMED:
        life.finish(chance.randrange(100))
    else:
        rare = DULL | ENDS if chance.random() < 0.9 else set()
        fitting = sorted(cell for cell in CELLS if cell[1] is state and cell[0] not in rare)
        if fitting:
            command, _, who = chance.choice(fitting)
            life.anything(command, holder(life) if who is Who.HANDLER else PEOPLE[who])


def holder(life: Life) -> Actor:
    return Actor(life.report.holder or "", ex.DISPATCHER.posts | ex.AT_XIXI.posts)


def checked(life: Life) -> None:
    life.replay_equals_the_live_one()
    life.spans_never_overlap()
    life.the_clock_runs_for_one_office_while_it_works_and_for_nobody_else()


def test_a_hundred_steps_keep_every_law_and_meet_every_event() -> None:
    met: Counter[str] = Counter()
    states: set[State] = set()
    for seed in range(LIVES):
        chance, life = Random(seed), Life()  # noqa: S311 - repeatable, not secret
        life.begin(chance.choice(RULES), chance.choice(STARTS))
        for number in range(STEPS):
            step(life, chance)
            states.add(life.report.state)
            if number % 10 == 0:
                checked(life)
        checked(life)
        met.update(told.event.TOPIC for told in life.told)
    assert states == set(State)
    never = {kind.TOPIC for kind in get_args(ReportEvent)} - met.keys() - {FROM_ANOTHER}
    assert never <= SELDOM, f"never met: {never}"


FROM_ANOTHER = Seconded.TOPIC  # comes with the end of another report, not by a command
SELDOM = {
    "report.appeal_decided",
    "report.exempted",
    "report.deadline_confirmed",
    "report.objection_dismissed",
}
"""What needs a rare past of its own; told in its own tests."""

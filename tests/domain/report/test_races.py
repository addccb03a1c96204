"""Two people decide on the same moment's copy: one of them wins, the other starts anew."""

from datetime import timedelta

import pytest

from domain.errors import Refused
from domain.report.refusals import AlreadyClaimed
from domain.report.table import Command, State, Who
from tests import examples as ex
from tests.domain.report import lives
from tests.domain.report.asking import PEOPLE, ask
from tests.domain.report.expected import CELLS
from tests.domain.report.ready import ready
from tests.domain.report.test_table import ASKS, BY_THE_CLOCK, DECIDED, standings
from tests.story import facts

ANYTIME = {Command.INSPECT, Command.NOTE, Command.PROGRESS, Command.ASK, Command.ESCALATE}
"""Saying more is news each time; the log still takes one of two at one version."""
CASES = sorted(
    (command, state, who)
    for command, state, who in CELLS
    if command in DECIDED and who in standings(who, state)
    if (command, state, who) not in BY_THE_CLOCK
)


@pytest.mark.parametrize("command", DECIDED)
def test_of_two_copies_one_wins_and_the_other_finds_it_done(command: Command) -> None:
    for _, state, who in (case for case in CASES if case[0] is command):
        one, other = ready(command, state, who), ready(command, state, who)
        for copy in (one, other):
            ask(command, copy.report, PEOPLE[who], copy.now, copy.rules)
        won, lost = one.report.collect_events(), other.report.collect_events()
        assert [step.originator_version for step in won] == [
            step.originator_version for step in lost
        ], "both claim the same version, so that the log takes only one"
        again = ready(command, state, who)
        for step in won:
            again.report.apply(step.event, step.at)
            again.report.version = step.originator_version
        before = facts(again.report)
        try:
            ask(command, again.report, PEOPLE[who], again.now, again.rules)
        except Refused:
            assert facts(again.report) == before
        else:
            news = again.report.collect_events()
            assert not news or command in ANYTIME | {Command.EXTEND}


def test_of_two_claimers_the_second_learns_who_was_first() -> None:
    report = lives.brought_to(State.DISPATCHED)
    lives.claim(report, ex.MONDAY + timedelta(minutes=5))
    with pytest.raises(AlreadyClaimed) as caught:
        ask(Command.CLAIM, report, PEOPLE[Who.DISPATCHER], ex.MONDAY, ex.RULES)
    assert caught.value.holder == ex.DISPATCHER.id


def test_every_asking_of_a_decision_is_tried() -> None:
    assert {case[0] for case in CASES} == set(DECIDED)
    assert set(ASKS.values()).isdisjoint(DECIDED)

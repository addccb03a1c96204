"""Every command, in every state, by everybody: what was agreed works, nothing else does."""

import pytest

from domain.actor import Actor
from domain.errors import Refused
from domain.report.permit import may
from domain.report.refusals import AlreadyClaimed, NotAllowed, NotNow, OwnReport, TooEarly
from domain.report.state import Report
from domain.report.table import EVERY, OPEN, TABLE, Command, State, Who
from tests import examples as ex
from tests.domain.report.asking import PEOPLE, STRANGERS, ask
from tests.domain.report.expected import CELLS, Cell
from tests.domain.report.ready import Ready, ready
from tests.story import facts

ASKS = {Command.SUSPEND: Command.ASK_SUSPENSION, Command.EXTEND: Command.ASK_EXTENSION}
DECIDED = [command for command in Command if command not in ASKS.values()]
"""Suspend and extend are asked for by those who may not decide them: one door for both."""

BY_THE_CLOCK = {
    (Command.ESCALATE, state, Who.SYSTEM) for state in OPEN - {State.DISPATCHED, State.CLAIMED}
}
"""Allowed, but no clock runs there that could be overdue."""
NO_NEWS = {
    (Command.CLAIM, State.CLAIMED, Who.HANDLER),
    (Command.WITHDRAW, State.WITHDRAWN, Who.REPORTER),
}
SPECIAL: dict[Cell, type[Refused]] = {
    (Command.CLAIM, State.CLAIMED, Who.DISPATCHER): AlreadyClaimed,
    (Command.CLAIM, State.CLAIMED, Who.SUPERVISOR): AlreadyClaimed,
    **{(Command.CORROBORATE, state, Who.REPORTER): OwnReport for state in State},
}
EVERYWHERE = set(Who) - {Who.DISPATCHER, Who.SUPERVISOR, Who.HANDLER}


def standings(who: Who, state: State) -> set[Who]:
    """Say as what somebody stands to a report in this state."""
    if who in EVERYWHERE:
        return {who}
    if state in (State.SUBMITTED, State.RETURNED):
        return set()  # it is with no office
    if who is Who.HANDLER:
        held = state is State.CLAIMED
        return {Who.HANDLER, Who.DISPATCHER} if held else {Who.DISPATCHER}
    return {who}


def leads_to(command: Command, state: State, who: Who) -> tuple[bool, State]:
    """Say whether it is allowed, and the state it leads to."""
    for asked in (command, ASKS.get(command)):
        for one in standings(who, state):
            if asked and (asked, state, one) in CELLS:
                return True, CELLS[asked, state, one] or state
    return False, state


def test_the_table_says_what_was_agreed() -> None:
    table: dict[Cell, State | None] = {}
    for row in TABLE:
        for state in row.states:
            for who in row.who:
                assert (row.command, state, who) not in table, "two rows for one cell"
                table[row.command, state, who] = row.to
    assert table == CELLS


@pytest.mark.parametrize("state", State)
@pytest.mark.parametrize("command", DECIDED)
def test_what_was_agreed_works_and_the_rest_leaves_no_trace(command: Command, state: State) -> None:
    for who, actor in PEOPLE.items():
        allowed, to = leads_to(command, state, who)
        at_hand = ready(command, state, who)
        cell = (command, state, who)
        if cell in BY_THE_CLOCK:
            refused(at_hand, command, actor, {TooEarly})
        elif allowed:
            works(at_hand, command, actor, to)
        elif cell in NO_NEWS:
            ask(command, at_hand.report, actor, at_hand.now, at_hand.rules)
            assert not at_hand.report.collect_events()
        else:
            refused(at_hand, command, actor, {*expected(command, state, who)})


def expected(command: Command, state: State, who: Who) -> set[type[Refused]]:
    """Say how somebody is refused: for now, or because of who they are."""
    if (command, state, who) in SPECIAL:
        return {SPECIAL[command, state, who]}
    if who not in EVERYWHERE:
        return {NotNow, NotAllowed}
    named = any(command is other and who is one for other, _, one in CELLS)
    return {NotNow} if named else {NotAllowed}


def works(at_hand: Ready, command: Command, actor: Actor, to: State) -> None:
    report, now, rules = at_hand
    before = report.version
    ask(command, report, actor, now, rules)
    news = report.collect_events()
    assert news, f"{command} should be news"
    assert all(step.event.by == actor.id for step in news)
    assert report.version == before + len(news)
    assert report.state is to


def refused(at_hand: Ready, command: Command, actor: Actor, kinds: set[type[Refused]]) -> None:
    report, now, rules = at_hand
    before = facts(report)
    with pytest.raises(Refused) as caught:
        ask(command, report, actor, now, rules)
    assert type(caught.value) in kinds
    assert facts(report) == before


@pytest.mark.parametrize("stranger", STRANGERS)
@pytest.mark.parametrize("command", DECIDED)
def test_strangers_may_do_nothing(command: Command, stranger: str) -> None:
    for state in State:
        at_hand = ready(command, state, None)
        refused(at_hand, command, STRANGERS[stranger], {NotAllowed})
        assert not may(at_hand.report, command, STRANGERS[stranger])


@pytest.mark.parametrize("command", DECIDED)
def test_nothing_can_be_done_to_a_report_that_nobody_submitted(command: Command) -> None:
    for actor in PEOPLE.values():
        refused(Ready(Report(ex.REPORT), ex.MONDAY, ex.RULES), command, actor, {NotNow, OwnReport})


def test_while_suspended_people_can_only_resume_and_escalate() -> None:
    possible = {row.command for row in TABLE if State.SUSPENDED in row.states}
    by_people = {
        row.command
        for row in TABLE
        if State.SUSPENDED in row.states and row.who != frozenset({Who.SYSTEM})
    }
    assert by_people == {Command.RESUME, Command.ESCALATE}
    assert possible - by_people == {Command.INSPECT}, "a late inspection is no step of anybody"


def test_every_state_can_be_reached_and_left_as_was_agreed() -> None:
    assert {row.to for row in TABLE if row.to} | {State.SUBMITTED} == set(EVERY)
    closed = EVERY - OPEN
    lively = {state for row in TABLE if row.to in OPEN for state in row.states}
    assert closed - lively == {State.WITHDRAWN}

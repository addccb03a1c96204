"""Reports that wait for a certain command: whatever it needs has happened."""

from datetime import date, datetime, timedelta
from typing import NamedTuple

from domain.clock import PublishedYear, WorkingCalendar
from domain.report import closing, resting, talk
from domain.report.leg import Rules
from domain.report.state import Report
from domain.report.table import Command, State, Who
from tests import examples as ex
from tests.domain.clocks import CALENDAR, china
from tests.domain.report import lives

C = Command
_2027 = PublishedYear("2027.1", frozenset({date(2027, 1, 1)}), frozenset())
NEXT_YEAR = ex.RULES._replace(
    calendar=WorkingCalendar({**CALENDAR.years, 2027: _2027}, CALENDAR.slots)
)
LATE = ex.later("11-23 16:00")  # one work hour after the deadline of the everyday life
NEARLY = ex.later("11-23 14:30")
NEW_YEARS_EVE = china("12-31 17:00")


class Ready(NamedTuple):
    """A report, the moment to ask, and the rules in force then."""

    report: Report
    now: datetime
    rules: Rules


def ready(command: Command, state: State, who: Who | None) -> Ready:
    """Bring a report to `state`, and prepare what `command` by `who` needs beside it."""
    now, rules = ex.MONDAY + timedelta(minutes=10), ex.RULES
    report = lives.brought_to(state)
    if (moment := _moment(command, state, who)) is not None:
        now = moment
    if command is C.CONFIRM_DEADLINE and state in (State.DISPATCHED, State.CLAIMED):
        now, rules = NEW_YEARS_EVE + timedelta(minutes=5), NEXT_YEAR
        report = _at_the_end_of_the_year(state)
    if command in (C.APPEAL, C.DECIDE_APPEAL) and state is State.VERIFIED:
        now = LATE + timedelta(hours=1)
        report = _overdue()
    if command is C.VERIFY and who is Who.REPORTER and state is State.RESOLVED:
        report = _closed_by_reporter()
    _prepare(command, report, who, now - timedelta(minutes=2))
    report.collect_events()
    return Ready(report, now, rules)


def _moment(command: Command, state: State, who: Who | None) -> datetime | None:
    match command, state, who:
        case C.REMIND, _, _:
            return NEARLY
        case ((C.ESCALATE | C.RELEASE), _, Who.SYSTEM):
            return LATE
        case C.RESUME, State.SUSPENDED, Who.SYSTEM:
            return lives.REST_UNTIL
        case C.VERIFY, _, Who.SYSTEM:
            return ex.later("11-30 09:00")
    return None


def _prepare(command: Command, report: Report, who: Who | None, now: datetime) -> None:
    state = report.state
    match command:
        case C.DECIDE_SUSPENSION if state in (State.DISPATCHED, State.CLAIMED):
            until = now + timedelta(days=30)
            resting.suspend(report, lives.PARTS, until, ex.RULES, ex.DISPATCHER, now)
        case C.DECIDE_EXTENSION if state in (State.DISPATCHED, State.CLAIMED):
            resting.extend(report, lives.PARTS, ex.RULES, ex.DISPATCHER, now)
        case C.DECIDE_OBJECTION if state in _DISPUTED:
            closing.object_to(report, "还在", (), ex.RULES, ex.RIDER, now)
        case C.ANSWER if state in _TALKING:
            talk.ask(report, "在哪?", ex.RULES, ex.OPERATOR, now)
        case C.DECIDE_APPEAL if state is State.VERIFIED:
            talk.appeal(report, ex.BEISHAN, "下雨", ex.SUPERVISOR, now)
            if who is Who.ADMIN:
                first = ex.OPERATOR
                talk.decide_appeal(report, ex.BEISHAN, "属实", first, now, uphold=True)


_DISPUTED = {State.RESOLVED, State.VERIFIED, State.REJECTED, State.DUPLICATE}
_TALKING = {State.SUBMITTED, State.DISPATCHED, State.CLAIMED, State.RETURNED}


def _at_the_end_of_the_year(state: State) -> Report:
    acts: list[lives.Act] = [lives.submit, lives.dispatch]
    if state is State.CLAIMED:
        acts.append(lives.claim)
    return lives.lived(*((act, NEW_YEARS_EVE) for act in acts))


def _overdue() -> Report:
    return lives.lived(
        (lives.submit, ex.MONDAY),
        (lives.dispatch, ex.MONDAY),
        (lives.claim, ex.MONDAY),
        (lives.resolve, LATE),
        (lives.verify, LATE),
    )


def _closed_by_reporter() -> Report:
    report = lives.brought_to(State.CLAIMED)
    now = ex.MONDAY + timedelta(minutes=5)
    lives.resolve(report, now, ex.BY_REPORTER)
    return report

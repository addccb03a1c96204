"""Random lives of reports, told interleaved: what the laws of the views are tried on."""

from collections.abc import Callable
from datetime import datetime, timedelta
from random import Random
from typing import NamedTuple

from domain.kernel import Event
from domain.report import closing_events as c
from domain.report import handling_events as h
from domain.report import intake_events as i
from domain.values import Location
from tests.projections import happenings as x
from tests.projections.memory import MemoryLog

HOUR = timedelta(hours=1)
_NEXT = {
    "": ["submit"],
    "submitted": ["dispatch", "dispatch", "dispatch", "reject", "withdraw", "inspect", "duplicate"],
    "dispatched": ["claim", "claim", "claim", "transfer", "return", "suspend", "corroborate"],
    "claimed": [
        "resolve",
        "resolve",
        "resolve",
        "progress",
        "release",
        "return",
        "regrade",
        "extend",
    ],
    "suspended": ["resume", "escalate"],
    "returned": ["dispatch", "reject"],
    "resolved": ["verify", "verify", "lapse", "fail", "object"],
    "verified": ["rate", "appeal", "exempt", "audit", "rest", "rest"],
    "rejected": ["complain", "rest", "rest"],
    "duplicate": ["complain", "rest", "rest"],
    "withdrawn": ["rest"],
}
_LEADS = {
    "submit": "submitted", "dispatch": "dispatched", "reject": "rejected", "withdraw": "withdrawn",
    "duplicate": "duplicate", "claim": "claimed", "transfer": "dispatched", "return": "returned",
    "suspend": "suspended", "resume": "dispatched", "resolve": "resolved", "release": "dispatched",
    "verify": "verified", "lapse": "verified", "fail": "dispatched", "audit": "dispatched",
    "complain": "submitted",
}  # fmt: skip


class Turn(NamedTuple):
    """What an event is told from."""

    number: int
    office: str
    other: str  # the office it may go to
    now: datetime
    due: datetime
    late: bool
    luck: Random


_TELL: dict[str, Callable[[Turn], Event]] = {
    "submit": lambda t: x.submitted(
        t.luck.choice([x.RIDER, x.OTHER_RIDER]),
        t.luck.choice([x.PARKING, x.ROAD]),
        Location(lon_e7=1201400000 + 900 * t.number, lat_e7=302500000),
        f"{t.number:09}",
    ),
    "inspect": lambda t: i.Inspected(
        by="system:inspect",
        rider=x.RIDER,
        rule_version=1,
        flags=[i.FlagRaised(flag=t.luck.choice(["far_away", "old_photo"]))],
        holds=t.late,
    ),
    "dispatch": lambda t: x.dispatched(t.due, t.other),
    "transfer": lambda t: x.transferred(t.due, t.office, t.other),
    "return": lambda t: x.returned(t.office, overdue=t.late),
    "reject": lambda _: x.rejected(),
    "withdraw": lambda _: i.Withdrawn(by=x.RIDER),
    "duplicate": lambda t: i.Duplicated(
        by=x.OPERATOR, original=x.report(99).hex, same_rider=t.late
    ),
    "corroborate": lambda _: i.Corroborated(
        by=x.OTHER_RIDER, rider=x.OTHER_RIDER, photos=[x.photo(7)]
    ),
    "claim": lambda t: x.claimed(t.now + HOUR),
    "release": lambda _: h.Released(by=x.HANDLER, holder=x.HANDLER, cause=h.ReleaseCause.GIVEN_UP),
    "progress": lambda t: h.Progressed(by=x.HANDLER, lease_until=t.due),
    "regrade": lambda t: h.Regraded(by=x.HANDLER, terms=x.terms(t.due)),
    "suspend": lambda t: x.suspended(t.due),
    "resume": lambda t: h.Resumed(by="system:deadlines", lapsed=True, terms=x.terms(t.due)),
    "extend": lambda t: h.Extended(
        by=x.OPERATOR,
        requested_by=x.HANDLER,
        reason=h.SuspendReason.PARTS,
        terms=x.terms(t.due),
    ),
    "escalate": lambda t: h.Escalated(
        by="system:deadlines", level=t.luck.choice([1, 2]), overdue=True
    ),
    "resolve": lambda t: x.resolved(
        t.due, t.office, overdue=t.late, drawn=t.luck.choice([None, c.Drawn.SAMPLE])
    ),
    "verify": lambda _: x.verified(),
    "lapse": lambda _: x.verified(c.Method.LAPSE, by="system:deadlines"),
    "fail": lambda t: x.reopened(t.due),
    "audit": lambda t: x.reopened(t.due, c.ReopenCause.AUDIT, "verified"),
    "complain": lambda _: x.reopened(None, c.ReopenCause.COMPLAINT, "rejected"),
    "object": lambda _: c.Objected(by=x.RIDER, against=c.Against.RESOLUTION),
    "rate": lambda t: c.Rated(by=x.RIDER, stars=t.luck.randint(1, 5)),
    "appeal": lambda t: c.Appealed(by=x.HANDLER, office=t.office),
    "exempt": lambda t: c.Exempted(by=x.OPERATOR, office=t.office),
}


def tell(seed: int, reports: int = 6, events: int = 60) -> MemoryLog:
    """Tell about `events` events of `reports` reports, all chosen by `seed`."""
    luck, log = Random(seed), MemoryLog()  # noqa: S311 - the same story for the same seed, no secret
    states = dict.fromkeys(range(1, reports + 1), "")
    offices = dict.fromkeys(states, x.BEISHAN)
    for _ in range(2 * events):  # closed reports may rest
        log.pass_time(minutes=luck.choice([0, 0, 7, 55, 600]))
        number = luck.choice(list(states))
        verb = luck.choice(_NEXT[states[number]])
        if verb == "rest" or len(log.entries) == events:
            continue
        due = log.now + luck.choice([2, 4, 30]) * HOUR
        other = luck.choice([x.BEISHAN, x.XIXI])
        turn = Turn(number, offices[number], other, log.now, due, luck.random() < 0.3, luck)
        if verb in {"dispatch", "transfer"}:
            offices[number] = other
        log.tell(x.report(number), _TELL[verb](turn))
        states[number] = _LEADS.get(verb, states[number])
    return log

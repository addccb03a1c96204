"""The credits: every point with its cause, balances over time, books that always balance."""

from itertools import count
from random import Random
from typing import Any
from uuid import UUID

import pytest

from domain.category import AwardRule
from domain.kernel import Step
from domain.points import Deed
from domain.reward import ReturnCause
from domain.wallet import Cause, ClawCause, Credited, Redeemed, Wallet
from projections.credits.ledger import Account, postings
from projections.credits.queries import Line, balances, books, credits_of
from projections.credits.view import Credits
from projections.errors import BadCursor
from projections.keeper import Projections
from projections.source import Entry
from tests.projections import happenings as x
from tests.projections.houses import ViewsOn
from tests.projections.memory import MORNING, MemoryLog

RULE = AwardRule(code="everyday", version=3, points=10, corroborator_points=2)
DAY = MORNING.date()
PURSE = UUID(hex=x.RIDER)


class Told:
    """A wallet whose decisions are told to a log at once."""

    def __init__(self, log: MemoryLog, rider: str = x.RIDER) -> None:
        self._log = log
        self.wallet = Wallet(UUID(hex=rider))
        self._causes = count(1)  # later things follow from later events

    def tell(self) -> None:
        for step in self.wallet.collect_events():
            self._log.tell(step.originator_id, step.event)

    def credit(self, report: int) -> None:
        cause = Cause(stream=x.report(report).hex, version=2, position=next(self._causes))
        name = x.report(report).hex
        self.wallet.credit(name, Deed.FINDER, RULE, 60, cause, DAY, "system:award", MORNING)
        self.tell()

    def then(self, verb: str, report: int) -> None:
        cause = Cause(stream=x.report(report).hex, version=3, position=next(self._causes))
        name, by = x.report(report).hex, "system:award"
        if verb == "hold":
            self.wallet.hold(name, ["far_away"], cause, by, MORNING)
        elif verb == "vest":
            self.wallet.vest(name, cause, by, MORNING)
        else:
            self.wallet.claw_back(name, ClawCause.REOPENED, cause, by, MORNING)
        self.tell()

    def redeem(self, number: int, points: int) -> None:
        self.wallet.redeem(f"{number:032x}", "meal", points, MORNING, x.RIDER, MORNING)
        self.tell()

    def refund(self, number: int) -> None:
        self.wallet.refund(f"{number:032x}", ReturnCause.LAPSED, "system:deadlines", MORNING)
        self.tell()


@pytest.fixture
def log() -> MemoryLog:
    """One report vested, one held, one clawed back; one reward paid, one given back."""
    log = MemoryLog()
    told = Told(log)
    told.credit(1)
    told.then("vest", 1)
    told.credit(2)
    told.then("hold", 2)
    told.credit(3)
    told.then("claw", 3)
    told.redeem(1, 4)
    told.redeem(2, 5)
    told.refund(2)
    return log


def follow(log: MemoryLog, url: str, views_on: ViewsOn) -> Projections:
    view = views_on(url, log, [Credits()])
    view.catch_up()
    return view


def brief(items: list[Line]) -> list[tuple[str, int, str]]:
    return [(one.kind, one.points, one.status) for one in items]


def test_each_line_names_its_cause_and_what_became_of_it(
    log: MemoryLog, database_url: str, views_on: ViewsOn
) -> None:
    view = follow(log, database_url, views_on)

    mine = credits_of(view.engine, x.RIDER)

    assert mine.sums == (x.RIDER, 6, 10, 10, 10, 4)
    assert brief(mine.items) == [
        ("refunded", 5, "done"),
        ("redeemed", 5, "refunded"),
        ("redeemed", 4, "redeemed"),
        ("clawed_back", 10, "done"),
        ("credited", 10, "taken_back"),
        ("held", 0, "done"),
        ("credited", 10, "held"),
        ("vested", 10, "done"),
        ("credited", 10, "vested"),
    ]
    first = mine.items[-1]
    assert (first.rule, first.rule_version, first.deed) == ("everyday", 3, "finder")
    assert first.report == x.report(1)
    assert first.cause == (x.report(1), 2, 1)
    assert mine.items[0].reason == "lapsed"
    assert mine.items[3].reason == "reopened"
    assert view.verify() == []


def test_a_ledger_as_of_a_position_shows_the_status_of_then(
    log: MemoryLog, database_url: str, views_on: ViewsOn
) -> None:
    view = follow(log, database_url, views_on)

    then = credits_of(view.engine, x.RIDER, as_of=1)

    assert brief(then.items) == [("credited", 10, "pending")]
    assert then.sums == (x.RIDER, 0, 10, 0, 0, 0)
    assert credits_of(view.engine, x.OTHER_RIDER).sums == (x.OTHER_RIDER, 0, 0, 0, 0, 0)
    assert credits_of(view.engine, x.RIDER, as_of=0).items == []


def test_a_ledger_is_read_page_by_page(log: MemoryLog, file_url: str, views_on: ViewsOn) -> None:
    view = follow(log, file_url, views_on)
    first = credits_of(view.engine, x.RIDER, limit=5)
    rest = credits_of(view.engine, x.RIDER, limit=5, cursor=first.next)

    assert [one.position for one in (*first.items, *rest.items)] == [9, 8, 7, 6, 5, 4, 3, 2, 1]
    assert rest.next is None
    with pytest.raises(BadCursor):
        credits_of(view.engine, x.OTHER_RIDER, cursor=first.next)
    with pytest.raises(BadCursor):
        balances(view.engine, cursor=first.next)


def random_wallets(seed: int) -> MemoryLog:
    """Tell of two wallets by the rules of the domain itself."""
    luck, log = Random(seed), MemoryLog()  # noqa: S311 - the same story for the same seed, no secret
    told = [Told(log), Told(log, x.OTHER_RIDER)]
    for number in range(1, 40):
        one = luck.choice(told)
        verb = luck.choice(["credit", "credit", "hold", "vest", "vest", "claw", "redeem", "refund"])
        if verb == "credit":
            one.credit(luck.randint(1, 6))
        elif verb == "redeem" and one.wallet.balance > 3:
            one.redeem(number, luck.randint(1, 3))
        elif verb == "refund" and one.wallet.redeemed:
            one.wallet.refund(next(iter(one.wallet.redeemed)), ReturnCause.LAPSED, "x", MORNING)
            one.tell()
        elif verb in {"hold", "vest", "claw"}:
            one.then(verb, luck.randint(1, 6))
    return log


def event_of(entry: Entry) -> Any:
    assert isinstance(entry, Step)
    return entry.event


def test_a_report_credited_anew_had_its_first_credit_taken_back(
    file_url: str, views_on: ViewsOn
) -> None:
    log = MemoryLog()
    told = Told(log)
    for _ in range(2):
        told.credit(1)
        told.then("vest", 1)
        told.then("claw", 1)
    told.credit(1)
    view = follow(log, file_url, views_on)

    lines = credits_of(view.engine, x.RIDER).items

    statuses = [one.status for one in lines if one.kind == "credited"]
    assert statuses == ["pending", "taken_back", "taken_back"]
    then = credits_of(view.engine, x.RIDER, as_of=2).items
    assert [one.status for one in then] == ["done", "vested"]


@pytest.mark.parametrize("seed", range(5))
def test_the_books_balance_at_every_position(seed: int, file_url: str, views_on: ViewsOn) -> None:
    log = random_wallets(seed)
    view = follow(log, file_url, views_on)
    wallets = {rider: Wallet(UUID(hex=rider)) for rider in (x.RIDER, x.OTHER_RIDER)}

    for position, entry in enumerate(log.entries, 1):
        wallets[entry.originator_id.hex].apply(event_of(entry), MORNING)
        accounts = books(view.engine, position).accounts
        assert sum(accounts.values()) == 0
        assert accounts[Account.BALANCE] == sum(one.balance for one in wallets.values())
        assert accounts[Account.PENDING] == sum(one.pending for one in wallets.values())
        for rider, one in wallets.items():
            sums = credits_of(view.engine, rider, as_of=position).sums
            assert (sums.balance, sums.pending) == (one.balance, one.pending)
    shown = {one.rider: one.balance for one in balances(view.engine).items}
    assert shown == {
        rider: one.balance for rider, one in wallets.items() if one.balance or rider in shown
    }
    for line in credits_of(view.engine, x.RIDER, limit=200).items:
        assert sum(posting.points for posting in line.postings) == 0


def test_points_move_between_the_accounts_their_kind_names() -> None:
    for event in (Credited, Redeemed):
        kind = event.TOPIC.partition(".")[2]
        assert len(postings(kind, 5, settled=True)) == 2
    assert postings("clawed_back", 5, settled=False)[0].account is Account.PENDING
    assert postings("clawed_back", 5, settled=True)[0].account is Account.BALANCE
    assert postings("held", 0, settled=True) == []

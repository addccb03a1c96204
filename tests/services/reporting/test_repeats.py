"""Every use case, asked again under its key: the first answer, and nothing more happens."""

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from uuid import UUID

import pytest

from domain.actor import Actor
from domain.report.closing_events import Method, Outcome
from domain.report.handling import Why
from domain.report.handling_events import ReturnReason
from domain.report.intake_events import RejectReason
from services.reporting import closing, handling, intake
from services.reporting.context import Asked
from services.suishoupai import Change
from tests import examples as ex
from tests.cities import ROAD, ground
from tests.houses import Home, home_in
from tests.services.reporting.stages import (
    PLEA,
    appealed,
    asking,
    late,
    late_and_done,
    longing,
    objected,
    pleading,
    rejected,
    suspended,
)

WHY = Why(ReturnReason.NOT_OUR_GROUND, "not here")
Act = Callable[[Home, UUID, list[str], Asked], Awaitable[Change]]
Stage = Callable[[Home], Awaitable[UUID]]


CASES: dict[str, tuple[Stage, Actor, Act]] = {
    "dispatch": (
        Home.submit,
        ex.OPERATOR,
        lambda h, r, _, a: intake.dispatch(h.desk, r, ex.XIXI, None, a),
    ),
    "reclassify": (
        Home.dispatched,
        ex.OPERATOR,
        lambda h, r, _, a: intake.reclassify(h.desk, r, ROAD, None, "road", a),
    ),
    "corroborate": (
        Home.dispatched,
        ex.NEIGHBOUR,
        lambda h, r, p, a: intake.corroborate(h.desk, r, p, "me too", ground(ex.XIXI), a),
    ),
    "add_photos": (
        Home.submit,
        ex.RIDER,
        lambda h, r, p, a: intake.add_photos(h.desk, r, p, a),
    ),
    "release_photo": (
        Home.submit,
        ex.OPERATOR,
        lambda h, r, _, a: intake.release_photo(h.desk, r, h.report(r).photos[0].id, a),
    ),
    "reject": (
        Home.submit,
        ex.OPERATOR,
        lambda h, r, _, a: intake.reject(h.desk, r, RejectReason.OTHER, "no", a),
    ),
    "withdraw": (Home.submit, ex.RIDER, lambda h, r, _, a: intake.withdraw(h.desk, r, a)),
    "claim": (
        Home.dispatched,
        ex.DISPATCHER,
        lambda h, r, _, a: handling.claim(h.desk, r, None, a),
    ),
    "regrade": (
        Home.claimed,
        ex.DISPATCHER,
        lambda h, r, _, a: handling.regrade(h.desk, r, "M06010.1", "seen", a),
    ),
    "entrust": (
        Home.claimed,
        ex.DISPATCHER,
        lambda h, r, _, a: handling.entrust(h.desk, r, "unit 3", a),
    ),
    "progress": (
        Home.claimed,
        ex.DISPATCHER,
        lambda h, r, p, a: handling.progress(h.desk, r, "on it", p, a),
    ),
    "note": (
        Home.claimed,
        ex.SUPERVISOR,
        lambda h, r, _, a: handling.note(h.desk, r, "hm", a),
    ),
    "release": (Home.claimed, ex.DISPATCHER, lambda h, r, _, a: handling.release(h.desk, r, a)),
    "send_back": (
        Home.claimed,
        ex.DISPATCHER,
        lambda h, r, _, a: handling.send_back(h.desk, r, WHY, ex.XIXI, a),
    ),
    "transfer": (
        Home.claimed,
        ex.SUPERVISOR,
        lambda h, r, _, a: handling.transfer(h.desk, r, ex.XIXI, WHY, a),
    ),
    "suspend": (
        Home.claimed,
        ex.SUPERVISOR,
        lambda h, r, _, a: handling.suspend(h.desk, r, PLEA, ex.later("12-01 09:00"), a),
    ),
    "decide_suspension": (
        longing,
        ex.SUPERVISOR,
        lambda h, r, _, a: handling.decide_suspension(h.desk, r, "yes", a, approve=True),
    ),
    "resume": (suspended, ex.SUPERVISOR, lambda h, r, _, a: handling.resume(h.desk, r, a)),
    "extend": (
        Home.claimed,
        ex.SUPERVISOR,
        lambda h, r, _, a: handling.extend(h.desk, r, PLEA, a),
    ),
    "decide_extension": (
        pleading,
        ex.SUPERVISOR,
        lambda h, r, _, a: handling.decide_extension(h.desk, r, "no", a, approve=False),
    ),
    "remind": (late, ex.WORKER, lambda h, r, _, a: handling.remind(h.desk, r, a)),
    "escalate": (
        Home.dispatched,
        ex.OPERATOR,
        lambda h, r, _, a: handling.escalate(h.desk, r, "hurry", a),
    ),
    "resolve": (
        Home.claimed,
        ex.DISPATCHER,
        lambda h, r, p, a: closing.resolve(h.desk, r, Outcome.CLEANED, "swept", p, a),
    ),
    "verify": (
        Home.resolved,
        ex.VERIFIER,
        lambda h, r, p, a: closing.verify(h.desk, r, Method.VISIT, "", p, a),
    ),
    "object": (
        Home.resolved,
        ex.RIDER,
        lambda h, r, p, a: closing.object_to(h.desk, r, "no", p, a),
    ),
    "decide_objection": (
        objected,
        ex.VERIFIER,
        lambda h, r, _, a: closing.decide_objection(h.desk, r, "right", a, uphold=True),
    ),
    "reopen": (
        rejected,
        ex.SECOND_OPERATOR,
        lambda h, r, p, a: closing.reopen(h.desk, r, "look", p, a),
    ),
    "ask": (Home.claimed, ex.DISPATCHER, lambda h, r, _, a: closing.ask(h.desk, r, "where?", a)),
    "answer": (asking, ex.RIDER, lambda h, r, _, a: closing.answer(h.desk, r, "there", a)),
    "rate": (Home.verified, ex.RIDER, lambda h, r, _, a: closing.rate(h.desk, r, 5, "", a)),
    "appeal": (
        late_and_done,
        ex.SUPERVISOR,
        lambda h, r, _, a: closing.appeal(h.desk, r, ex.BEISHAN, "rain", a),
    ),
    "decide_appeal": (
        appealed,
        ex.OPERATOR,
        lambda h, r, _, a: closing.decide_appeal(h.desk, r, ex.BEISHAN, "so", a, uphold=False),
    ),
}


@pytest.fixture(scope="module")
def shared_home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Home]:
    with home_in(tmp_path_factory.mktemp("home")) as home:
        yield home


@pytest.mark.parametrize("case", CASES)
def test_asked_again_it_answers_as_at_first(shared_home: Home, case: str) -> None:
    home, (stage, who, act) = shared_home, CASES[case]

    async def twice() -> None:
        report = await stage(home)
        sender = ex.RIDER if who.system else who
        photos, asked = [await home.photo(sender)], home.asked(who)
        size = home.size()
        first = await act(home, report, photos, asked)
        assert first.receipt
        assert home.size() == size + first.receipt.count
        home.desk.vault.destroy(photos[0])  # whatever is gone by now
        again = await act(home, report, photos, asked)

        assert again.receipt
        assert (first.receipt.repeated, again.receipt.repeated) == (False, True)
        assert again.position == first.position
        assert again.aggregates[0].version == first.aggregates[0].version
        assert home.size() == size + first.receipt.count

    asyncio.run(twice())


def test_no_use_case_is_left_out() -> None:
    named = {
        name.removesuffix("_to")
        for module in (intake, handling, closing)
        for name, it in vars(module).items()
        if asyncio.iscoroutinefunction(it) and it.__module__ == module.__name__
    }
    elsewhere = {"submit", "inspect", "dispatch_by_rule", "confirm_deadline", "duplicate"}
    assert named - elsewhere == set(CASES)

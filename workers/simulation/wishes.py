"""What people wish: each a use case with fixed words, so that it can be asked again."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from domain.actor import Actor, rider
from domain.datum import Datum
from domain.people import Post, Staff
from domain.report.closing_events import Method, Outcome
from domain.report.handling import Why
from domain.report.handling_events import ReturnReason, SuspendReason
from domain.report.intake_events import RejectReason
from domain.report.resting import Plea
from domain.reward import ReturnCause
from domain.streams import staff_stream
from domain.values import Role, Source
from projections.house import House
from services import wallets
from services.commands import Command
from services.eventlog.request import Receipt
from services.reporting import closing, handling, intake
from services.reporting.context import Asked, Reporting
from services.suishoupai import Change
from workers.simulation.town import LITTER, OFFICES, REWARD, ROAD, ground

SECRET = "told-in-confidence"  # noqa: S105 - the words that no view may show
Act = Callable[["Wish", Reporting, Asked], Awaitable[Any]]


@dataclass
class Wish:
    """One command of one person, and what became of it."""

    number: int
    who: str
    verb: str
    report: UUID
    choice: int  # what the words, the place and the like follow from
    until: datetime
    redemption: str = ""
    told: Receipt | None = None
    ending: str = "unknown"
    under_way: int = 0
    tangled: bool = False  # asked again while it was under way: two answers may differ
    asked: int = field(default=0)

    @property
    def command(self) -> Command:
        """The same for each time it is asked."""
        body = f"{self.verb} {self.report} {self.choice}".encode()
        return Command.of(self.who, self.verb, f"key-{self.number}", body)

    @property
    def words(self) -> str:
        """What it says where something is to be said."""
        return f"{SECRET} {self.number}"

    async def ask(self, house: House) -> Change:
        """Ask for it, with the posts held at this moment."""
        desk = house.wiring.desk
        posts, version = desk.book.posts(self.who)
        staff = Actor(self.who, posts), {staff_stream(self.who): version}
        actor, guards = staff if version else (rider(self.who), {})
        answer = await VERBS[self.verb](self, desk, Asked(actor, self.command, guards))
        change: Change = (
            answer[1] if isinstance(answer, tuple) and not isinstance(answer, Change) else answer
        )
        return change


async def _photo(wish: Wish, desk: Reporting, asked: Asked) -> str:
    data = f"picture {wish.choice % 37} {wish.number if wish.choice % 5 else 0}".encode() * 4

    async def stream() -> AsyncIterator[bytes]:
        yield data

    return (await desk.vault.store(stream(), asked.actor.id)).id


async def _submit(wish: Wish, desk: Reporting, asked: Asked) -> Change:
    office = None if wish.choice % 11 == 0 else OFFICES[wish.choice % 2]
    draft = intake.Draft(
        category=LITTER if wish.choice % 3 else ROAD,
        condition=None,
        photos=[await _photo(wish, desk, asked)],
        place=ground(office, wish.choice * 7919 % 50_000, wish.choice * 104_729 % 50_000),
        datum=Datum.WGS84,
        source=Source.DEVICE if wish.choice % 2 else Source.PIN,
        note=wish.words,
    )
    return await intake.submit(desk, draft, asked.actor.id, asked)


async def _corroborate(wish: Wish, desk: Reporting, asked: Asked) -> Change:
    photos = [await _photo(wish, desk, asked)]
    return await intake.corroborate(desk, wish.report, photos, wish.words, None, asked)


async def _add_photos(wish: Wish, desk: Reporting, asked: Asked) -> Change:
    return await intake.add_photos(desk, wish.report, [await _photo(wish, desk, asked)], asked)


async def _resolve(wish: Wish, desk: Reporting, asked: Asked) -> Change:
    photos = [await _photo(wish, desk, asked)]
    return await closing.resolve(desk, wish.report, Outcome.CLEANED, wish.words, photos, asked)


async def _reject(wish: Wish, desk: Reporting, asked: Asked) -> Change:
    reason = list(RejectReason)[wish.choice % len(RejectReason)]
    return await intake.reject(desk, wish.report, reason, wish.words, asked)


async def _reclassify(wish: Wish, desk: Reporting, asked: Asked) -> Change:
    category = ROAD if wish.choice % 2 else LITTER
    return await intake.reclassify(desk, wish.report, category, None, wish.words, asked)


async def _duplicate(wish: Wish, desk: Reporting, asked: Asked) -> Change:
    return await intake.duplicate(desk, wish.report, UUID(hex=wish.redemption), asked)


async def _hand_over(wish: Wish, desk: Reporting, asked: Asked) -> Change:
    code = await asyncio.to_thread(wallets.hand_over_code, desk, wish.redemption)
    return await wallets.hand_over(desk, wish.redemption, code, asked)


async def _cancel(wish: Wish, desk: Reporting, asked: Asked) -> Change:
    return await wallets.refund(desk, wish.redemption, ReturnCause.CANCELLED, asked)


async def _post(wish: Wish, desk: Reporting, asked: Asked) -> Change:
    who = wish.redemption
    post = Post(role=Role.DISPATCHER, office=OFFICES[0])

    def decide(it: Staff) -> None:
        held = sorted(it.posts, key=str)
        if wish.verb == "revoke" and held:
            it.revoke(who, held[0], asked.actor.id, desk.now())
        elif wish.verb == "grant":
            it.grant(who, post, asked.actor.id, desk.now())

    things = [(Staff, staff_stream(who))]
    return await desk.app.change(things, decide, asked.command, asked.guards)


def _plea(wish: Wish) -> Plea:
    return Plea(list(SuspendReason)[wish.choice % len(SuspendReason)], wish.words)


def _why(wish: Wish) -> Why:
    return Why(list(ReturnReason)[wish.choice % len(ReturnReason)], wish.words)


def _other(wish: Wish) -> str:
    return OFFICES[wish.choice % 2]


VERBS: dict[str, Act] = {
    "submit": _submit,
    "corroborate": _corroborate,
    "add_photos": _add_photos,
    "withdraw": lambda w, desk, it: intake.withdraw(desk, w.report, it),
    "dispatch": lambda w, desk, it: intake.dispatch(desk, w.report, _other(w), None, it),
    "reject": _reject,
    "reclassify": _reclassify,
    "duplicate": _duplicate,
    "claim": lambda w, desk, it: handling.claim(desk, w.report, None, it),
    "progress": lambda w, desk, it: handling.progress(desk, w.report, w.words, (), it),
    "note": lambda w, desk, it: handling.note(desk, w.report, w.words, it),
    "release": lambda w, desk, it: handling.release(desk, w.report, it),
    "send_back": lambda w, desk, it: handling.send_back(desk, w.report, _why(w), None, it),
    "transfer": lambda w, desk, it: handling.transfer(desk, w.report, _other(w), _why(w), it),
    "suspend": lambda w, desk, it: handling.suspend(desk, w.report, _plea(w), w.until, it),
    "resume": lambda w, desk, it: handling.resume(desk, w.report, it),
    "extend": lambda w, desk, it: handling.extend(desk, w.report, _plea(w), it),
    "decide_extension": lambda w, desk, it: handling.decide_extension(
        desk, w.report, w.words, it, approve=bool(w.choice % 2)
    ),
    "decide_suspension": lambda w, desk, it: handling.decide_suspension(
        desk, w.report, w.words, it, approve=bool(w.choice % 2)
    ),
    "escalate": lambda w, desk, it: handling.escalate(desk, w.report, w.words, it),
    "resolve": _resolve,
    "verify": lambda w, desk, it: closing.verify(
        desk, w.report, Method.PHOTO_PAIR, w.words, (), it
    ),
    "object": lambda w, desk, it: closing.object_to(desk, w.report, w.words, (), it),
    "decide_objection": lambda w, desk, it: closing.decide_objection(
        desk, w.report, w.words, it, uphold=bool(w.choice % 2)
    ),
    "reopen": lambda w, desk, it: closing.reopen(desk, w.report, w.words, (), it),
    "ask": lambda w, desk, it: closing.ask(desk, w.report, w.words, it),
    "answer": lambda w, desk, it: closing.answer(desk, w.report, w.words, it),
    "rate": lambda w, desk, it: closing.rate(desk, w.report, 1 + w.choice % 5, w.words, it),
    "redeem": lambda _, desk, it: wallets.redeem(desk, REWARD, it),
    "hand_over": _hand_over,
    "cancel": _cancel,
    "grant": _post,
    "revoke": _post,
}


def soon(now: datetime, choice: int) -> datetime:
    """Choose when a rest is to end."""
    return now + timedelta(hours=1 + choice % 72)

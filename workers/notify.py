"""Tells riders who are not looking: each notice over each channel, and nothing in quiet hours."""

import asyncio
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Final

import structlog

from projections.house import House
from projections.inbox.queries import Notice, all_news, notices_at
from projections.names import names_of
from services.telling.channels import Channel, Message, Outcome, Recipient
from services.telling.deliveries import ALL, Due, Reached, State
from workers.digest import message_of
from workers.loop import Told, never
from workers.trouble import TROUBLE

PAGE: Final = 500
AT_ONCE: Final = 8  # messages under way: a slow channel holds up no more than these
PATIENCE_S: Final = 20.0  # for a channel to answer
LEASE: Final = timedelta(minutes=2)  # what a killed worker had begun is tried again after it
FRESH: Final = timedelta(days=2)  # nothing older rings; it stands in the inbox
FIRST_PAUSE: Final = timedelta(seconds=30)
LONGEST_PAUSE: Final = timedelta(hours=1)
MOST_TRIES: Final = 10
_ENDS: Final = {
    Outcome.DELIVERED: State.SENT,
    Outcome.NOBODY: State.NOBODY,
    Outcome.REFUSED: State.FAILED,
}
logger = structlog.get_logger()


class Notifier:
    """Follows the inbox; killed anywhere, it sends again what it may have sent.

    A delivery is planned before it is tried, taken on before it is sent, and settled
    afterwards: so it goes out at least once, and is remembered once. What fails is tried
    ever more slowly, and holds nobody up.
    """

    def __init__(self, house: House, channels: Iterable[Channel]) -> None:
        self._wiring = house.wiring
        self._views = house.projections
        self._telling = house.wiring.identity.telling
        self._deliveries = self._telling.deliveries
        self._channels = {one.name: one for one in channels}
        self._fitted = False

    async def catch_up(self, told: Told = never) -> int:
        """Plan what is new and send what is due, or what can be until `told`; count messages.

        Raises what TROUBLE lists; what was under way is tried again.
        """
        if not self._fitted:
            await asyncio.to_thread(self._telling.fit, self._head)
            self._fitted = True
        while not told() and await asyncio.to_thread(self._plan):
            continue
        done = 0
        while not told() and (some := await asyncio.to_thread(self._due)):
            done += await self._round(some, told)
        return done

    def _head(self) -> int:
        return self._wiring.log.max_notification_id() or 0

    def _plan(self) -> bool:
        """Plan deliveries of one page of notices; say whether there may be more."""
        since, now = self._deliveries.reached(), self._wiring.clock()
        upto = self._views.position("inbox")
        page = all_news(self._views.engine, since, upto, PAGE)
        whole = len(page) < PAGE
        if not page and upto - since.position < PAGE:
            return False  # looking again costs less than moving the mark
        end = Reached(upto, ALL) if whole else Reached(page[-1].position, page[-1].rider)
        fresh = [(one.position, one.rider) for one in page if now - one.at <= FRESH]
        self._deliveries.plan(since, end, fresh, self._channels, now)
        return not whole

    def _due(self) -> list[list[list[Due]]]:
        """List what is to go out now: for each rider and channel, message by message.

        What was held goes out as one. What an inbox that begins anew does not show yet waits.
        """
        now, upto = self._wiring.clock(), self._views.position("inbox")
        some: dict[tuple[str, str], list[list[Due]]] = {}
        for one in self._deliveries.due(now, self._channels):
            if one.position > upto:
                continue
            queue = some.setdefault((one.rider, one.channel), [])
            if not one.held:
                queue.append([one])
            elif not any(first.held for first, *_ in queue):
                held = self._deliveries.held(one.rider, one.channel, now)
                queue.append([it for it in held if it.position <= upto] or [one])
        return list(some.values())

    async def _round(self, some: Sequence[list[list[Due]]], told: Told) -> int:
        """Send messages to a few riders at once; what fails for one stops no other."""
        done = 0
        for first in range(0, len(some), AT_ONCE):
            if told():
                break
            under_way = map(self._in_turn, some[first : first + AT_ONCE])
            ended = await asyncio.gather(*under_way, return_exceptions=True)
            for one in ended:
                if isinstance(one, BaseException):
                    raise one
                done += one
        return done

    async def _in_turn(self, queue: list[list[Due]]) -> int:
        """Send a rider's messages in the order of what happened."""
        return sum([await self._hand(group) for group in queue])

    async def _hand(self, group: Sequence[Due]) -> int:
        """See one message through; answer 1 where it was sent."""
        ready = await asyncio.to_thread(self._ready, group)
        if ready is None:
            return 0
        going, message = ready
        channel, rider = self._channels[group[0].channel], group[0].rider
        try:
            async with asyncio.timeout(PATIENCE_S):
                outcome = await channel.send(Recipient(rider), message)
        except Exception as error:  # noqa: BLE001 - whatever a channel does wrong is its own affair
            await asyncio.to_thread(self._later, going, error)
            return 0
        await asyncio.to_thread(self._note, going, outcome)
        return int(outcome is Outcome.DELIVERED)

    def _ready(self, group: Sequence[Due]) -> tuple[list[Due], Message] | None:
        """Take a message on, unless its rider is gone, is left alone, or nothing is to be said."""
        rider, now = group[0].rider, self._wiring.clock()
        account = self._wiring.identity.accounts.by_pseudonym(rider)
        if account is None or account.disabled:
            self._deliveries.drop(rider)
            return None
        if until := self._telling.quiet.of(rider).until(now):
            self._deliveries.hold(group, until)
            return None
        if not self._deliveries.claim(group, now + LEASE):
            return None
        found = {one.position: one for one in self._found(group)}
        old = [one for one in group if self._stale(found.get(one.position), now)]
        self._deliveries.settle(old, State.STALE, now)
        going = {one.position: one for one in group if one not in old}
        try:
            return self._said(going, found)
        except TROUBLE:
            raise
        except Exception as error:  # noqa: BLE001 - a notice without words must not hold up others
            self._later(list(going.values()), error)
            return None

    def _found(self, group: Sequence[Due]) -> list[Notice]:
        positions = [one.position for one in group]
        return notices_at(self._views.engine, group[0].rider, positions)

    def _said(
        self, going: dict[int, Due], found: dict[int, Notice]
    ) -> tuple[list[Due], Message] | None:
        if not going:
            return None
        self._wiring.book.refresh()
        names = {language: names_of(self._wiring.book, language) for language in ("zh", "en")}
        message = message_of([found[position] for position in going], names)
        return list(going.values()), message

    def _stale(self, notice: Notice | None, now: datetime) -> bool:
        """Whether it is not to ring any more: too old, or no more among the notices."""
        return notice is None or now - notice.at > FRESH

    def _note(self, going: Sequence[Due], outcome: Outcome) -> None:
        if outcome is Outcome.LATER:
            self._later(going, None)
        else:
            self._deliveries.settle(going, _ENDS[outcome], self._wiring.clock())

    def _later(self, going: Sequence[Due], error: Exception | None) -> None:
        """Let what failed be tried again, each by itself; give up in the end."""
        now = self._wiring.clock()
        for one in going:
            name = type(error).__name__ if error else Outcome.LATER.value
            logger.info("not delivered", worker="notify", position=one.position, error=name)
            if one.tries + 1 >= MOST_TRIES:
                self._deliveries.settle([one], State.FAILED, now)
            else:
                pause = min(LONGEST_PAUSE, FIRST_PAUSE * 2**one.tries)
                self._deliveries.try_again([one], now + pause)

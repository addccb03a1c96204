"""Riders with telephones that tests can listen to, break, and find again after a kill."""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from typing import Any

from sqlalchemy import select

from domain.actor import Actor
from services.telling.channels import Message, Outcome, Recipient
from services.telling.tables import delivery
from tests import examples as ex
from tests.houses import Home
from workers.notify import Notifier

RIDERS = (ex.RIDER, ex.NEIGHBOUR)


class Killed(BaseException):
    """The process is gone, here and now."""


def quietly(_: Recipient, __: Message) -> Outcome:
    return Outcome.DELIVERED


@dataclass
class Telephone:
    """A channel that remembers what rang, and when, and does what it is told to do."""

    name: str = "telephone"
    answer: Callable[[Recipient, Message], Outcome] = quietly
    clock: Callable[[], datetime] | None = None
    rang: dict[str, list[Message]] = field(default_factory=lambda: defaultdict(list))
    moments: list[datetime] = field(default_factory=list)

    async def send(self, recipient: Recipient, message: Message) -> Outcome:
        outcome = self.answer(recipient, message)
        if outcome is Outcome.DELIVERED:
            self.rang[recipient.pseudonym].append(message)
            if self.clock:
                self.moments.append(self.clock())
        return outcome

    def titles(self, rider: Actor = ex.RIDER) -> list[str]:
        return [one.title.zh for one in self.rang[rider.id]]


def with_accounts(home: Home) -> Home:
    """Let the riders of the examples have accounts, as everybody has who signed in."""
    accounts = home.house.wiring.identity.accounts
    for number, rider in enumerate(RIDERS):
        accounts.rider(f"+8613800000{number:03}", partial(str, rider.id))
    return home


async def told(home: Home, *channels: Telephone) -> int:
    """Bring the views up to date and let a worker, newly started, tell what there is."""
    home.house.projections.catch_up()
    return await Notifier(home.house, channels).catch_up()


def remembered(home: Home, rider: Actor = ex.RIDER, after: int = 0) -> list[dict[str, Any]]:
    """Every delivery to a rider after a position, in the log's order."""
    mine = (delivery.c.rider == rider.id, delivery.c.position > after)
    query = select(delivery).where(*mine)
    query = query.order_by(delivery.c.position, delivery.c.channel)
    with home.house.wiring.identity.telling.engine.connect() as db:
        return [dict(row) for row in db.execute(query).mappings()]


def states(home: Home, rider: Actor = ex.RIDER, after: int = 0) -> list[str]:
    return [row["state"] for row in remembered(home, rider, after)]

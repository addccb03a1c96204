"""A reward on the shelf: what it costs, how many are left, who may still have one."""

from datetime import date, datetime
from enum import StrEnum
from typing import assert_never

from domain.errors import Refused
from domain.kernel import Aggregate, Event
from domain.values import Value


class Offer(Value, frozen=True):
    """What is offered, at what price, by whom, until when."""

    code: str
    name: str
    name_en: str
    sponsor: str
    price: int  # points
    limit_per_rider: int
    season_from: date
    season_to: date
    places: list[str]  # where it is handed over


class RewardOffered(Event, frozen=True):
    """A reward was put on the shelf, or its terms were changed."""

    TOPIC = "reward.offered"
    version: int
    offer: Offer


class RewardRestocked(Event, frozen=True):
    """More of it came in."""

    TOPIC = "reward.restocked"
    amount: int


class RewardReserved(Event, frozen=True):
    """One was set aside for a rider, in the same breath as the points were taken."""

    TOPIC = "reward.reserved"
    redemption: str
    rider: str
    price: int


class RewardHandedOver(Event, frozen=True):
    """The rider got it."""

    TOPIC = "reward.handed_over"
    redemption: str


class ReturnCause(StrEnum):
    """Why a reserved reward went back on the shelf."""

    LAPSED = "lapsed"
    CANCELLED = "cancelled"


class RewardReturned(Event, frozen=True):
    """It went back on the shelf, in the same breath as the points were refunded."""

    TOPIC = "reward.returned"
    redemption: str
    cause: ReturnCause


class RewardWithdrawn(Event, frozen=True):
    """It is not offered any more."""

    TOPIC = "reward.withdrawn"


RewardEvent = (
    RewardOffered
    | RewardRestocked
    | RewardReserved
    | RewardHandedOver
    | RewardReturned
    | RewardWithdrawn
)


class UnknownReward(Refused):
    """There is no such reward."""

    code = "unknown-reward"

    def __init__(self, reward: str) -> None:
        super().__init__(f"There is no reward {reward}")
        self.reward = reward


class OutOfStock(Refused):
    """The last one is gone."""

    code = "out-of-stock"


class OutOfSeason(Refused):
    """The reward is not offered today."""

    code = "out-of-season"


class LimitReached(Refused):
    """The rider has had as many as one rider may."""

    code = "limit-reached"

    def __init__(self, limit: int) -> None:
        super().__init__(f"One rider may have {limit}")
        self.limit = limit


class UnknownRedemption(Refused):
    """There is no such redemption, or it is over."""

    code = "unknown-redemption"


class Reward(Aggregate[RewardEvent]):
    """One kind of reward: its offer, its stock, its open redemptions."""

    number = 0
    offer: Offer | None = None
    stock = 0
    supplied = 0  # all that ever came in
    withdrawn = False

    def __init__(self, identity: object) -> None:
        super().__init__(identity)  # type: ignore[arg-type] # UUID, as the kernel says
        self.open: dict[str, RewardReserved] = {}  # by redemption
        self.taken: dict[str, frozenset[str]] = {}  # rider -> redemptions of this season, kept

    def put_up(self, offer: Offer, by: str, now: datetime) -> None:
        """Offer it, or change its terms; the same words change nothing."""
        if self.offer != offer or self.withdrawn:
            event = RewardOffered(by=by, version=self.number + 1, offer=offer)
            self.record(event, now)

    def restock(self, amount: int, by: str, now: datetime) -> None:
        """Put more on the shelf; nothing more is no news, and the shelf is never robbed."""
        if not self.version:
            raise UnknownReward("?")
        if amount > 0:
            self.record(RewardRestocked(by=by, amount=amount), now)

    def withdraw(self, by: str, now: datetime) -> None:
        """Stop offering it. Again changes nothing."""
        if self.version and not self.withdrawn:
            self.record(RewardWithdrawn(by=by), now)

    def reserve(self, redemption: str, rider: str, today: date, by: str, now: datetime) -> int:
        """Set one aside for `rider`; answer with its price in points. Once is enough."""
        if redemption in self.open:
            return self.open[redemption].price
        offer = self.offer
        if offer is None or self.withdrawn:
            raise UnknownReward(offer.code if offer else "?")
        if not offer.season_from <= today <= offer.season_to:
            raise OutOfSeason
        if len(self._taken_by(rider)) >= offer.limit_per_rider:
            raise LimitReached(offer.limit_per_rider)
        if self.stock < 1:
            raise OutOfStock
        event = RewardReserved(by=by, redemption=redemption, rider=rider, price=offer.price)
        self.record(event, now)
        return offer.price

    def hand_over(self, redemption: str, by: str, now: datetime) -> None:
        """Give it to the rider."""
        if redemption not in self.open:
            raise UnknownRedemption
        self.record(RewardHandedOver(by=by, redemption=redemption), now)

    def put_back(self, redemption: str, cause: ReturnCause, by: str, now: datetime) -> None:
        """Put it back on the shelf."""
        if redemption not in self.open:
            raise UnknownRedemption
        self.record(RewardReturned(by=by, redemption=redemption, cause=cause), now)

    def apply(self, event: RewardEvent, at: datetime) -> None:  # noqa: ARG002 - kernel's signature
        """Keep the offer, the stock, and who holds what."""
        match event:
            case RewardOffered():
                if self.offer and event.offer.season_from > self.offer.season_to:
                    self.taken = {}  # the limit is one of each season
                self.number, self.offer = event.version, event.offer
                self.withdrawn = False
            case RewardRestocked():
                self.stock += event.amount
                self.supplied += event.amount
            case RewardReserved():
                self.stock -= 1
                self.open[event.redemption] = event
                self.taken[event.rider] = self._taken_by(event.rider) | {event.redemption}
            case RewardHandedOver():
                del self.open[event.redemption]
            case RewardReturned():
                rider = self.open.pop(event.redemption).rider
                self.taken[rider] = self._taken_by(rider) - {event.redemption}
                self.stock += 1
            case RewardWithdrawn():
                self.withdrawn = True
            case _:
                assert_never(event)

    def _taken_by(self, rider: str) -> frozenset[str]:
        return self.taken.get(rider, frozenset())

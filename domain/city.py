"""The city itself: founded once, and the rules of the house it sets for all offices."""

from datetime import datetime
from enum import StrEnum
from typing import assert_never

from domain.kernel import Aggregate, Event
from domain.templates import Template
from domain.values import Value


class Figure(StrEnum):
    """A figure of the city that it may show to everybody, or keep to its staff."""

    RATES = "rates"
    TIMES = "times"
    OVERDUE = "overdue"
    PARTICIPATION = "participation"
    TREND = "trend"
    CATEGORIES = "categories"
    MAP = "map"
    STOCK = "stock"


class Policy(Value, frozen=True):
    """The city's settings that decisions use; every change is an event."""

    slots: tuple[tuple[int, int], ...] = ((480, 720), (840, 1080))  # working minutes of a day
    daily_points: int = 60  # the most a rider earns on one China day
    daily_reports: int = 100  # the most a rider sends on one China day
    duplicate_metres: int = 50
    lookalike_metres: int = 300
    lookalike_days: int = 90
    lease_share_percent: int = 25
    lease_minimum_minutes: int = 30
    warn_percent: int = 80
    reopen_days: int = 30
    rate_days: int = 30
    hand_over_days: int = 7  # a redemption not fetched by then is refunded
    name: str = ""  # what people call the city
    public_figures: tuple[str, ...] = ()  # each a Figure: what anonymous people may see
    templates: tuple[Template, ...] = ()  # in the place of our own texts, use by use


class CityFounded(Event, frozen=True):
    """The log of a city began."""

    TOPIC = "city.founded"
    city: str
    demo: bool


class PolicySet(Event, frozen=True):
    """The city set its rules of the house."""

    TOPIC = "city.policy_set"
    version: int
    policy: Policy


CityEvent = CityFounded | PolicySet


class City(Aggregate[CityEvent]):
    """The city whose log this is."""

    name = ""
    demo = False
    number = 0
    policy = Policy()

    def found(self, city: str, by: str, now: datetime, *, demo: bool) -> None:
        """Begin the log. Founding again changes nothing."""
        if not self.version:
            self.record(CityFounded(by=by, city=city, demo=demo), now)

    def set_policy(self, policy: Policy, by: str, now: datetime) -> None:
        """Set the rules of the house; the same rules again change nothing."""
        if self.number == 0 or self.policy != policy:
            event = PolicySet(by=by, version=self.number + 1, policy=policy)
            self.record(event, now)

    def apply(self, event: CityEvent, at: datetime) -> None:  # noqa: ARG002 - kernel's signature
        """Keep the rules in force."""
        match event:
            case CityFounded():
                self.name, self.demo = event.city, event.demo
            case PolicySet():
                self.number, self.policy = event.version, event.policy
            case _:
                assert_never(event)

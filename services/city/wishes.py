"""What each part of a city's files, or of a form, wants of the log: a wish for each thing."""

import hashlib
from collections.abc import Callable
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from domain.calendar import Calendar
from domain.category import Category
from domain.city import City, Policy
from domain.kernel import Aggregate
from domain.office import Boundary, Community, Office
from domain.people import Post, Staff
from domain.reward import Reward
from domain.streams import (
    calendar_stream,
    category_stream,
    city_stream,
    community_stream,
    office_stream,
    reward_stream,
    staff_stream,
)
from services.city.catalogue import Item
from services.city.ground import Ground
from services.city.places import Place
from services.city.tables import Shelf, Year


class Order(NamedTuple):
    """How a city is to be loaded, and by whom."""

    by: str  # a pseudonym, or system:<worker>
    demo: bool = False  # whether a log that is not yet founded becomes a demo
    prune: bool = False  # whether what the files no longer name is closed or retired


class Wish(NamedTuple):
    """A thing, and what shall be decided about it; deciding it again changes nothing."""

    kind: type[Aggregate[Any]]
    stream: UUID
    decide: Callable[[Any], None]
    who: str = ""  # the pseudonym, where it is about somebody's posts


def everywhere(_: Post) -> bool:
    """Let every post be taken away."""
    return True


class Desk(NamedTuple):
    """What every wish needs."""

    order: Order
    now: datetime
    tenant: str
    keep: Callable[[bytes], str]  # stores a shape, answers with its digest

    def city(self, policy: Policy | None) -> Wish:
        """Wish that the log has begun, under these rules of the house."""

        def decide(city: City) -> None:
            city.found(self.tenant, self.order.by, self.now, demo=self.order.demo)
            if policy is not None:
                city.set_policy(policy, self.order.by, self.now)

        return Wish(City, city_stream(), decide)

    def office(self, place: Place) -> Wish:
        """Wish that an office is open on its ground."""

        def decide(office: Office) -> None:
            office.open(place.code, place.name, place.district, self.order.by, self.now)
            self._draw(office, place.ground)

        return Wish(Office, office_stream(place.code), decide)

    def community(self, place: Place) -> Wish:
        """Wish that a community is open under its office."""

        def decide(community: Community) -> None:
            community.open(place.code, place.name, place.office, self.order.by, self.now)
            self._draw(community, place.ground)

        return Wish(Community, community_stream(place.code), decide)

    def category(self, item: Item) -> Wish:
        """Wish that a category means this."""
        definition = item.definition
        return Wish(
            Category,
            category_stream(definition.code),
            lambda category: category.define(definition, self.order.by, self.now),
        )

    def calendar(self, year: Year) -> Wish:
        """Wish that a year's days are published."""

        def decide(calendar: Calendar) -> None:
            days = year.holidays, year.make_up_days
            calendar.publish(year.year, *days, year.notice, self.order.by, self.now)

        return Wish(Calendar, calendar_stream(year.year), decide)

    def reward(self, shelf: Shelf) -> Wish:
        """Wish that a reward is offered, and so many of it came in."""

        def decide(reward: Reward) -> None:
            reward.put_up(shelf.offer, self.order.by, self.now)
            reward.restock(shelf.supplied - reward.supplied, self.order.by, self.now)

        return Wish(Reward, reward_stream(shelf.offer.code), decide)

    def employee(
        self, who: str, posts: frozenset[Post], within: Callable[[Post], bool] = everywhere
    ) -> Wish:
        """Wish that somebody holds exactly these posts, as far as they are `within` reach."""

        def decide(staff: Staff) -> None:
            for post in sorted(posts - staff.posts, key=repr):
                staff.grant(who, post, self.order.by, self.now)
            for post in sorted(filter(within, staff.posts - posts), key=repr):
                staff.revoke(who, post, self.order.by, self.now)

        return Wish(Staff, staff_stream(who), decide, who)

    def no_office(self, code: str) -> Wish:
        """Wish that an office is closed."""
        return Wish(
            Office, office_stream(code), lambda office: office.close(self.order.by, self.now)
        )

    def no_community(self, code: str) -> Wish:
        """Wish that a community is closed."""
        stream = community_stream(code)
        return Wish(Community, stream, lambda one: one.close(self.order.by, self.now))

    def no_category(self, code: str) -> Wish:
        """Wish that a category takes no new reports."""
        stream = category_stream(code)
        return Wish(Category, stream, lambda one: one.retire(self.order.by, self.now))

    def no_reward(self, code: str) -> Wish:
        """Wish that a reward is offered no more."""
        stream = reward_stream(code)
        return Wish(Reward, stream, lambda one: one.withdraw(self.order.by, self.now))

    def _draw(self, area: Office | Community, ground: Ground | None) -> None:
        if ground is None:
            return
        last = area.boundary
        digest = hashlib.sha256(ground.content).hexdigest()
        if last is None or last.digest != digest:
            self.keep(ground.content)
        boundary = Boundary(
            version=last.version + 1 if last else 1,
            digest=digest,
            bytes=len(ground.content),
            datum=ground.datum,
            source=ground.source,
            approximate=ground.approximate,
            valid_from=ground.valid_from,
        )
        area.draw(boundary, self.order.by, self.now)

"""What each part of a city's files wants of the log: one wish for each thing."""

import hashlib
from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from domain.calendar import Calendar
from domain.category import Category
from domain.city import City
from domain.kernel import Aggregate
from domain.office import Boundary, Community, Office
from domain.people import Staff
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
from services.city.book import CityBook
from services.city.catalogue import Item
from services.city.checks import expected
from services.city.files import CityFiles
from services.city.ground import Ground
from services.city.places import Place
from services.city.tables import Employee, Shelf, Year


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


class Desk(NamedTuple):
    """What every wish needs."""

    order: Order
    now: datetime
    tenant: str
    staff_id: Callable[[str], str]  # login -> pseudonym
    keep: Callable[[bytes], str]  # stores a shape, answers with its digest

    def wishes(self, files: CityFiles, book: CityBook) -> Iterator[Wish]:
        """Go through the files; what must exist first comes first."""
        yield Wish(City, city_stream(), lambda city: self._city(city, files))
        for office in files.offices or ():
            yield self._office(office)
        for community in files.communities or ():
            yield self._community(community)
        for item in files.categories or ():
            yield self._category(item)
        for year in files.calendars:
            yield self._calendar(year)
        for shelf in files.rewards or ():
            yield self._reward(shelf)
        for employee in files.staff or ():
            yield self._employee(employee)
        if self.order.prune:
            yield from self._prune(files, book)

    def _city(self, city: City, files: CityFiles) -> None:
        city.found(self.tenant, self.order.by, self.now, demo=self.order.demo)
        if files.policy is not None:
            city.set_policy(files.policy, self.order.by, self.now)

    def _office(self, place: Place) -> Wish:
        def decide(office: Office) -> None:
            office.open(place.code, place.name, place.district, self.order.by, self.now)
            self._draw(office, place.ground)

        return Wish(Office, office_stream(place.code), decide)

    def _community(self, place: Place) -> Wish:
        def decide(community: Community) -> None:
            community.open(place.code, place.name, place.office, self.order.by, self.now)
            self._draw(community, place.ground)

        return Wish(Community, community_stream(place.code), decide)

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

    def _category(self, item: Item) -> Wish:
        definition = item.definition
        return Wish(
            Category,
            category_stream(definition.code),
            lambda category: category.define(definition, self.order.by, self.now),
        )

    def _calendar(self, year: Year) -> Wish:
        def decide(calendar: Calendar) -> None:
            days = year.holidays, year.make_up_days
            calendar.publish(year.year, *days, year.notice, self.order.by, self.now)

        return Wish(Calendar, calendar_stream(year.year), decide)

    def _reward(self, shelf: Shelf) -> Wish:
        def decide(reward: Reward) -> None:
            reward.put_up(shelf.offer, self.order.by, self.now)
            reward.restock(shelf.supplied - reward.supplied, self.order.by, self.now)

        return Wish(Reward, reward_stream(shelf.offer.code), decide)

    def _employee(self, employee: Employee) -> Wish:
        who = self.staff_id(employee.login)

        def decide(staff: Staff) -> None:
            for post in sorted(employee.posts - staff.posts, key=repr):
                staff.grant(who, post, self.order.by, self.now)
            for post in sorted(staff.posts - employee.posts, key=repr):
                staff.revoke(who, post, self.order.by, self.now)

        return Wish(Staff, staff_stream(who), decide)

    def _prune(self, files: CityFiles, book: CityBook) -> Iterator[Wish]:
        """End what the files no longer name; a file that is not there names nothing anew."""

        def close(thing: Office | Community) -> None:
            thing.close(self.order.by, self.now)

        outcome = expected(files, book, prune=True)
        for code in sorted(book.offices.keys() - outcome.offices.keys()):
            yield Wish(Office, office_stream(code), close)
        for code in sorted(book.communities.keys() - outcome.communities.keys()):
            yield Wish(Community, community_stream(code), close)
        if files.categories is not None:
            listed = {item.definition.code for item in files.categories}
            for code in sorted(book.categories.keys() - listed):
                stream = category_stream(code)
                yield Wish(Category, stream, lambda one: one.retire(self.order.by, self.now))
        if files.rewards is not None:
            offered = {shelf.offer.code for shelf in files.rewards}
            for code in sorted(book.rewards.keys() - offered):
                stream = reward_stream(code)
                yield Wish(Reward, stream, lambda one: one.withdraw(self.order.by, self.now))
        if files.staff is not None:
            yield from self._dismiss(files.staff, book)

    def _dismiss(self, employees: list[Employee], book: CityBook) -> Iterator[Wish]:
        stay = {self.staff_id(employee.login) for employee in employees}
        for who in sorted(book.staff().keys() - stay):

            def decide(staff: Staff, who: str = who) -> None:
                for post in sorted(staff.posts, key=repr):
                    staff.revoke(who, post, self.order.by, self.now)

            yield Wish(Staff, staff_stream(who), decide)

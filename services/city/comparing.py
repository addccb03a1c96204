"""Goes through a city's files: one wish for each thing they name, or name no more."""

from collections.abc import Callable, Iterator

from services.city.book import CityBook
from services.city.checks import expected
from services.city.files import CityFiles
from services.city.wishes import Desk, Wish


def wishes(
    desk: Desk, files: CityFiles, book: CityBook, staff_id: Callable[[str], str]
) -> Iterator[Wish]:
    """List what the files wish; what must exist first comes first.

    `staff_id` answers the pseudonym behind a login.
    """
    yield desk.city(files.policy)
    for office in files.offices or ():
        yield desk.office(office)
    for community in files.communities or ():
        yield desk.community(community)
    for item in files.categories or ():
        yield desk.category(item)
    for year in files.calendars:
        yield desk.calendar(year)
    for shelf in files.rewards or ():
        yield desk.reward(shelf)
    for employee in files.staff or ():
        yield desk.employee(staff_id(employee.login), employee.posts)
    if desk.order.prune:
        yield from _pruned(desk, files, book, staff_id)


def _pruned(
    desk: Desk, files: CityFiles, book: CityBook, staff_id: Callable[[str], str]
) -> Iterator[Wish]:
    """End what the files no longer name; a file that is not there names nothing anew."""
    outcome = expected(files, book, prune=True)
    for code in sorted(book.offices.keys() - outcome.offices.keys()):
        yield desk.no_office(code)
    for code in sorted(book.communities.keys() - outcome.communities.keys()):
        yield desk.no_community(code)
    if files.categories is not None:
        listed = {item.definition.code for item in files.categories}
        for code in sorted(book.categories.keys() - listed):
            yield desk.no_category(code)
    if files.rewards is not None:
        offered = {shelf.offer.code for shelf in files.rewards}
        for code in sorted(book.rewards.keys() - offered):
            yield desk.no_reward(code)
    if files.staff is not None:
        stay = {staff_id(employee.login) for employee in files.staff}
        for who in sorted(book.staff().keys() - stay):
            yield desk.employee(who, frozenset())

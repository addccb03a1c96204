"""Whose queue somebody may look at; a foreign one and a missing one answer alike."""

from typing import Final, NamedTuple

from api.authority import Column, Policy, Relation, policies
from api.reads.refusals import UnknownQueue
from api.visit import Visit
from domain.actor import Actor
from domain.values import Role
from projections.queues.queries import Whose
from services.city.book import CityBook

DESK: Final = "desk"
VERIFY: Final = "verify"


class Queue(NamedTuple):
    """A list of reports: whose it is, and the code of its office or community."""

    whose: Whose
    code: str = ""
    office: str | None = None
    community: str | None = None


def named(book: CityBook, name: str) -> Queue:
    """Find the queue of a name; raises UnknownQueue."""
    if name == DESK:
        return Queue(Whose.DESK)
    if name == VERIFY:
        return Queue(Whose.VERIFY)
    if name in book.offices:
        return Queue(Whose.OFFICE, name, name)
    if community := book.communities.get(name):
        return Queue(Whose.COMMUNITY, name, community.office, name)
    raise UnknownQueue


def demand(here: Visit, name: str) -> Queue:
    """Find a queue that the caller may look at now; raises UnknownQueue."""
    queue = named(here.wiring.book, name)
    row = policies()[here.request.method, here.request.state.route]
    if not allowed(row, here.actor, queue):
        raise UnknownQueue
    return queue


def allowed(row: Policy, actor: Actor, queue: Queue) -> bool:
    """Say whether one of the row's cells lets `actor` see a queue."""
    return any(_stands(actor, column, how, queue) for column, how in row.cells.items())


def _stands(actor: Actor, column: Column, how: Relation, queue: Queue) -> bool:
    if not isinstance(column, Role) or not actor.holds(column):
        return False
    if how is Relation.ANY:
        return True
    return queue.office is not None and actor.serves(column, queue.office, queue.community)

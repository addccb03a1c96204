"""From a session to an actor: which posts somebody holds, and at which version they were read."""

from collections.abc import Mapping
from typing import Protocol
from uuid import UUID

from domain import actor
from domain.actor import Actor
from domain.people import Post
from domain.streams import staff_stream
from services.identity.accounts import Kind
from services.identity.sessions import Signed


class Book(Protocol):
    """What knows the posts of staff: the city's book."""

    def posts(self, staff: str) -> tuple[frozenset[Post], int]:
        """Answer the posts held, and the version of the staff stream that says so."""


def actor_for(signed: Signed, book: Book) -> tuple[Actor, Mapping[UUID, int]]:
    """Answer the actor behind a session, and the guards under which it may act.

    The guards go into the append: a post revoked meanwhile fails the command.
    """
    if signed.kind is Kind.RIDER:
        return actor.rider(signed.pseudonym), {}
    posts, version = book.posts(signed.pseudonym)
    return Actor(signed.pseudonym, posts), {staff_stream(signed.pseudonym): version}

"""How far somebody's hand reaches in the set-up of the city."""

from domain.actor import Actor
from domain.errors import Refused
from domain.people import Post
from domain.values import Role


class OutOfReach(Refused):
    """A supervisor sets up the own office and its dispatchers, and nothing else."""

    code = "out-of-reach"

    def __init__(self) -> None:
        super().__init__("This office, post or account is not yours to set up.")


class LastAdmin(Refused):
    """Nobody shuts themselves out; so an administrator is always left."""

    code = "last-admin"

    def __init__(self) -> None:
        super().__init__("Another administrator has to do this: you would shut yourself out.")


def demand_office(actor: Actor, *offices: str) -> None:
    """Raise OutOfReach unless `actor` may set up each of these offices."""
    if not all(may_set_up(actor, office) for office in offices):
        raise OutOfReach


def may_set_up(actor: Actor, office: str) -> bool:
    """Say whether `actor` sets up this office: as its supervisor, or as an administrator."""
    return actor.holds(Role.ADMIN) or actor.serves(Role.SUPERVISOR, office, None)


def may_give(actor: Actor, post: Post) -> bool:
    """Say whether `actor` may give or take this post: a supervisor, those of dispatchers."""
    if actor.holds(Role.ADMIN):
        return True
    return _dispatches(post) and actor.serves(Role.SUPERVISOR, post.office, None)


def outgrows(before: frozenset[Post], after: frozenset[Post]) -> bool:
    """Say whether a password stops being good enough for the posts somebody gets.

    Whoever dispatches, or does nothing at all, may have it from a supervisor, who knows it.
    So it opens nothing but more of the same: a dispatcher's posts in the offices held before.
    """
    if not all(_dispatches(post) for post in before):
        return False
    offices = {post.office for post in before}
    return not all(_dispatches(post) and post.office in offices for post in after - before)


def _dispatches(post: Post) -> bool:
    return post.role is Role.DISPATCHER and post.office is not None

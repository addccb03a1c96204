"""Who asks: a pseudonym and the posts it holds at this moment."""

from typing import NamedTuple

from domain.people import Post
from domain.values import Role


class Actor(NamedTuple):
    """Somebody, or one of our own workers, who wants something done."""

    id: str
    posts: frozenset[Post] = frozenset()

    @property
    def system(self) -> bool:
        """Whether one of our own workers asks."""
        return self.id.startswith("system:")

    def holds(self, role: Role) -> bool:
        """Whether any post has this role, wherever it holds."""
        return any(post.role is role for post in self.posts)

    def serves(self, role: Role, office: str | None, community: str | None) -> bool:
        """Whether a post has this role for this office or community."""
        return any(
            post.role is role
            and post.office in (None, office)
            and post.community in (None, community)
            for post in self.posts
        )


def system(worker: str) -> Actor:
    """Name one of our own workers as the actor."""
    return Actor(f"system:{worker}")


def rider(pseudonym: str) -> Actor:
    """Name a rider as the actor."""
    return Actor(pseudonym, frozenset({Post(role=Role.RIDER)}))

"""Who asks in the test of the whole API, and in which columns of the table each of them stands."""

from collections.abc import Mapping
from typing import Final, NamedTuple

from api.authority import Anyone, Column, Policy, Relation
from domain.people import Post
from domain.values import Role
from tests.api.town import BEISHAN, TIANSHUI

Cells = Mapping[Column, Relation]
COMMUNITY: Final = "330106002052"  # of BEISHAN


class Asker(NamedTuple):
    """Somebody with a login, or nobody; with the posts that the city gave them."""

    login: str
    posts: frozenset[Post] = frozenset()

    @property
    def columns(self) -> set[Column]:
        """Name the columns of the table: nobody's is everybody's."""
        held = {one.role for one in self.posts}
        return {Anyone.NOBODY, *({Anyone.ACCOUNT, *held} if self.login else ())}

    def cells(self, policy: Policy) -> Cells:
        """Pick the cells of a row that may let them in, depending on how they stand."""
        return {name: how for name, how in policy.cells.items() if name in self.columns}


def _with(login: str, role: Role, office: str | None = None, community: str | None = None) -> Asker:
    return Asker(login, frozenset({Post(role=role, office=office, community=community)}))


NOBODY: Final = Asker("")
NO_POST: Final = Asker("clerk1")  # a member of staff who was given an account, and nothing else
ASKERS: Final = [
    NOBODY,
    NO_POST,
    _with("rider1", Role.RIDER),
    _with("rider2", Role.RIDER),
    _with("dispatcher1", Role.DISPATCHER, BEISHAN),
    _with("dispatcher3", Role.DISPATCHER, TIANSHUI),
    _with("dispatcher4", Role.DISPATCHER, BEISHAN, COMMUNITY),
    _with("supervisor1", Role.SUPERVISOR, BEISHAN),
    _with("supervisor2", Role.SUPERVISOR, TIANSHUI),
    _with("operator1", Role.OPERATOR),
    _with("verifier1", Role.VERIFIER),
    _with("lead1", Role.LEAD),
    _with("auditor1", Role.AUDITOR),
    _with("admin1", Role.ADMIN),
]

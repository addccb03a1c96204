"""What is asked of the whole API, and what is said of an answer that should not have been."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from api.authority import Policy, policies


class Leak(AssertionError):
    """Somebody got what the table does not let them have."""


class Question(NamedTuple):
    """What was asked of which route; `named` is what stands in its path."""

    method: str
    path: str
    named: Mapping[str, str]
    body: Any = None

    @property
    def policy(self) -> Policy:
        """The row of the table."""
        return policies()[self.method, self.path]

    def said(self, name: str) -> str:
        """Say what the body says, or nothing."""
        return str(self.body.get(name, "")) if isinstance(self.body, dict) else ""

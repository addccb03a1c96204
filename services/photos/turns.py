"""How many photographs one account may be sending at a time: nobody fills the queue alone."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager

from services.photos.refusals import PhotosBusy

AT_ONCE = 9  # as many as one report is sent with


class Turns:
    """Counts the uploads under way, account by account; for one event loop."""

    def __init__(self) -> None:
        self._under_way: Counter[str] = Counter()

    @contextmanager
    def one(self, account: str) -> Iterator[None]:
        """Count one more for the length of the block. Raises PhotosBusy."""
        if self._under_way[account] >= AT_ONCE:
            raise PhotosBusy
        self._under_way[account] += 1
        try:
            yield
        finally:
            self._under_way[account] -= 1
            if not self._under_way[account]:
                del self._under_way[account]

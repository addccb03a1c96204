"""Lives kept in memory: those used longest ago leave first, for want of room."""

from collections import OrderedDict
from collections.abc import Callable
from threading import Lock
from typing import Any, Final
from uuid import UUID

from eventsourcing.application import Cache

from domain.wallet import Wallet

LINES: Final = 400_000  # of all wallets together, a third of a kilobyte each


class Shelf(Cache[UUID, Any]):
    """Lives of a kind, of so much weight together; each is weighed when it is put there."""

    def __init__(self, room: int, weigh: Callable[[Any], int]) -> None:
        super().__init__()
        self._room = room
        self._weigh = weigh
        self._weight = 0
        self._lives: OrderedDict[UUID, tuple[Any, int]] = OrderedDict()
        self._lock = Lock()

    def get(self, key: UUID, *, evict: bool = False) -> Any:  # noqa: ANN401 - a life of any kind
        """Answer a life, or take it away; KeyError where it is not kept."""
        with self._lock:
            life, weight = self._lives[key]
            if evict:
                del self._lives[key]
                self._weight -= weight
            else:
                self._lives.move_to_end(key)
            return life

    def put(self, key: UUID, value: Any) -> None:  # noqa: ANN401
        """Keep a life, in the place of what was kept of it before."""
        if value is None:
            return
        with self._lock:
            _, before = self._lives.pop(key, (None, 0))
            weight = self._weigh(value)
            self._lives[key] = value, weight
            self._weight += weight - before
            while self._weight > self._room:
                _, (_, gone) = self._lives.popitem(last=False)
                self._weight -= gone


class Kept(Cache[UUID, Any]):
    """The library's cache, with a shelf for wallets.

    A wallet grows with every report and is read from its first event where it is not kept, so
    that awards for 3,000 riders fell behind once new reports pushed the wallets out.
    """

    def __init__(self, room: int, lines: int = LINES) -> None:
        super().__init__()
        self._wallets = Shelf(lines, lambda wallet: 1 + len(wallet.heard))
        self._others = Shelf(room, lambda _: 1)

    def get(self, key: UUID, *, evict: bool = False) -> Any:  # noqa: ANN401
        """Answer a life, or take it away; KeyError where it is not kept."""
        try:
            return self._others.get(key, evict=evict)
        except KeyError:
            return self._wallets.get(key, evict=evict)

    def put(self, key: UUID, value: Any) -> None:  # noqa: ANN401
        """Keep a life, in the place of what was kept of it before."""
        shelf = self._wallets if isinstance(value, Wallet) else self._others
        shelf.put(key, value)

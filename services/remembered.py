"""Lives kept in memory: those used longest ago leave first, for want of room."""

from collections import OrderedDict
from collections.abc import Callable
from threading import Lock
from typing import Any, Final
from uuid import UUID

from eventsourcing.application import Cache

from domain.wallet import Wallet

LINES: Final = 400_000  # of all wallets together: some 130 MB
_EMPTY: Final = 4  # lines weigh as much as a wallet without any


class Weighed(Cache[UUID, Any]):
    """Lives of so much weight together; each is weighed whenever it is used, since it grows."""

    def __init__(self, room: int, weigh: Callable[[Any], int]) -> None:
        super().__init__()
        self._room = room
        self._weigh = weigh
        self._weight = 0
        self._lives: OrderedDict[UUID, tuple[Any, int]] = OrderedDict()
        self._lock = Lock()

    def get(self, key: UUID, *, evict: bool = False) -> Any:  # noqa: ANN401 - of any kind
        """Answer a life, or take it away; KeyError where it is not kept."""
        with self._lock:
            life = self._taken(key)
            if not evict:
                self._put(key, life)
            return life

    def put(self, key: UUID, value: Any) -> None:  # noqa: ANN401 - of any kind
        """Keep a life, in the place of what was kept of it before."""
        with self._lock:
            if key in self._lives:
                self._taken(key)
            if value is not None:
                self._put(key, value)

    def _taken(self, key: UUID) -> Any:  # noqa: ANN401 - of any kind
        life, weight = self._lives.pop(key)
        self._weight -= weight
        return life

    def _put(self, key: UUID, life: Any) -> None:  # noqa: ANN401 - of any kind
        weight = self._weigh(life)
        if weight > self._room:  # it would push out all the others, and then itself
            return
        self._lives[key] = life, weight
        self._weight += weight
        while self._weight > self._room:
            self._taken(next(iter(self._lives)))


class Remembered(Cache[UUID, Any]):
    """The library's cache, with a room of their own for wallets.

    A wallet grows with every report and is read from its first event where it is not kept, so
    that awards for 3,000 riders fell behind once new reports pushed the wallets out.
    """

    def __init__(self, room: int, lines: int = LINES) -> None:
        super().__init__()
        self._wallets = Weighed(lines, lambda wallet: _EMPTY + len(wallet.heard))
        self._others = Weighed(room, lambda _: 1)

    def get(self, key: UUID, *, evict: bool = False) -> Any:  # noqa: ANN401 - of any kind
        """Answer a life, or take it away; KeyError where it is not kept."""
        try:
            return self._others.get(key, evict=evict)
        except KeyError:
            return self._wallets.get(key, evict=evict)

    def put(self, key: UUID, value: Any) -> None:  # noqa: ANN401 - of any kind
        """Keep a life, in the place of what was kept of it before."""
        mine = self._wallets if isinstance(value, Wallet) else self._others
        mine.put(key, value)

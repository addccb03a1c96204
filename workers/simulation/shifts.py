"""What one process does in its turns: each work under a lease, fenced off once it is lost."""

import asyncio
import sqlite3
from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Any, Final, NamedTuple, cast

from sqlalchemy import Connection, event

from projections.house import House
from services.clock import Clock
from services.database import fenced
from services.leases import Lease, LeaseLost, Leases
from workers.simulation.witness import demand

HIGHER: Final = "each holder of a work has a higher token than all before"
FENCED: Final = "who lost a work writes nothing under it"
_PRESENT: Final = "SELECT holder, token FROM work_lease WHERE name = ?"
CatchUp = Callable[[], Awaitable[int]]
Hire = Callable[[str, House], CatchUp]


class Rota:
    """A second opinion on leases: the highest token of each work, and who wrote too late."""

    def __init__(self) -> None:
        self.holders: dict[str, Lease] = {}
        self._late: list[Lease] = []

    def taken(self, lease: Lease) -> None:
        """Note who does a work from now on."""
        before = self.holders.get(lease.name)
        demand(before is None or before.token < lease.token, HIGHER, (before, lease))
        self.holders[lease.name] = lease

    def beginning(self, db: Connection) -> None:
        """Remember how much was ever written this way."""
        db.info["before"] = _driver(db).total_changes

    def committing(self, db: Connection, lease: Lease) -> None:
        """Look into the table itself, within what is about to be committed; who read may go on."""
        driver = _driver(db)
        present = sqlite3.Cursor(driver).execute(_PRESENT, [lease.name]).fetchone()
        written = driver.total_changes > db.info["before"]
        if written and present != (lease.holder, lease.token):
            self._late.append(lease)

    def judge(self) -> None:
        """Complain of whoever wrote too late. Raises Broken."""
        demand(not self._late, FENCED, self._late)


def _driver(db: Connection) -> sqlite3.Connection:
    driver: Any = db.connection.dbapi_connection
    return cast("sqlite3.Connection", driver)


class Shift(NamedTuple):
    """A work that this process holds."""

    lease: Lease
    catch_up: CatchUp


class Shifts:
    """Takes works on, goes on with them when woken, and notices when one is lost.

    As in a crew, except that a work is kept by being woken instead of every second: whoever
    is not, for a whole term, stands still.
    """

    def __init__(self, house: House, holder: str, clock: Clock, hire: Hire, rota: Rota) -> None:
        self._house = house
        self._hire = hire
        self._rota = rota
        self._leases = Leases(house.projections.engine, holder, clock)
        self._mine: dict[str, Shift] = {}

    def holds(self, works: tuple[str, ...]) -> bool:
        """Say whether all these works are this process's own, as far as it knows."""
        return self._mine.keys() >= set(works)

    async def work(self, name: str) -> int:
        """Catch up with a work, unless somebody else holds it."""
        shift = self._mine.get(name)
        if shift is None or not await asyncio.to_thread(self._leases.renew, shift.lease):
            self._mine.pop(name, None)
            shift = await asyncio.to_thread(self._take, name)
        if shift is None:
            return 0
        try:
            return await shift.catch_up()
        except LeaseLost:
            self._mine.pop(name, None)
            return 0

    async def give_back(self, name: str) -> None:
        """Let somebody else do it."""
        if (shift := self._mine.pop(name, None)) is not None:
            await asyncio.to_thread(self._leases.release, shift.lease)

    def _take(self, name: str) -> Shift | None:
        """Begin with nothing in memory, behind a fence."""
        lease = self._leases.take(name)
        if lease is None:
            return None
        self._rota.taken(lease)
        engine = fenced(self._house.projections.engine, self._leases.fence(lease))
        event.listen(engine, "begin", self._rota.beginning)
        event.listen(engine, "commit", lambda db: self._rota.committing(db, lease))
        mine = replace(self._house, projections=self._house.projections.on(engine))
        shift = self._mine[name] = Shift(lease, self._hire(name, mine))
        return shift

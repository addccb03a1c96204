"""The hours in which a rider is left alone (免打扰): notices wait in the inbox, nothing rings."""

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Final, NamedTuple

from sqlalchemy import Engine, select, update

from services.chinaday import midnight
from services.database import upsert
from services.telling.tables import delivery, quiet_hours

_DAY: Final = timedelta(days=1)
_MINUTE: Final = timedelta(minutes=1)


class Quiet(NamedTuple):
    """From one minute of the day in China to another, past midnight if need be; or never."""

    begins: int | None
    ends: int | None

    def until(self, moment: datetime) -> datetime | None:
        """Say when quiet ends that holds at `moment`; None where none does."""
        if self.begins is None or self.ends is None or self.begins == self.ends:
            return None
        today = midnight(moment)
        length = (self.ends - self.begins) % (_DAY // _MINUTE) * _MINUTE
        for day in (today - _DAY, today):
            begins = day + self.begins * _MINUTE
            if begins <= moment < begins + length:
                return begins + length
        return None


USUAL: Final = Quiet(22 * 60, 7 * 60)
HELD: Final = "held"  # the state of what waits for the end of quiet hours
NEVER: Final = Quiet(None, None)


class QuietHours:
    """Keeps what riders chose; who chose nothing sleeps as usual."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def of(self, rider: str) -> Quiet:
        """Say when a rider is left alone."""
        return self.of_all([rider])[rider]

    def of_all(self, riders: Collection[str]) -> dict[str, Quiet]:
        """Say it of several."""
        mine = select(quiet_hours).where(quiet_hours.c.rider.in_(list(riders)))
        with self._engine.connect() as db:
            chosen = {row.rider: Quiet(row.begins, row.ends) for row in db.execute(mine)}
        return {rider: chosen.get(rider, USUAL) for rider in riders}

    def choose(self, rider: str, quiet: Quiet) -> None:
        """Keep what a rider chose; what was held so far is looked at anew."""
        row = {"rider": rider, **quiet._asdict()}
        with self._engine.begin() as db:
            new = upsert(db, quiet_hours)
            change = {"begins": new.excluded.begins, "ends": new.excluded.ends}
            keys = [quiet_hours.c.rider]
            db.execute(new.on_conflict_do_update(index_elements=keys, set_=change), row)
            held = (delivery.c.rider == rider, delivery.c.state == HELD)
            db.execute(update(delivery).where(*held).values(next_try=0))

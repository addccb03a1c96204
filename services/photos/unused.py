"""Photographs that were sent in and never became part of anything: found, and destroyed."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, NamedTuple

from sqlalchemy import exists, select, update
from sqlalchemy.exc import IntegrityError

from services.database import writing
from services.eventlog.instants import from_micros
from services.eventlog.recorder import EventLog
from services.keytables import microseconds
from services.photos.shelf import COPIES, ORIGINAL
from services.photos.tables import photo, photo_key
from services.photos.vault import PhotoVault

MOST: Final = 10_000  # in one go; the next takes the rest
GRACE_S: Final = 60.0  # longer than any command that has begun takes to be written
NOBODY: Final = ""
_PAGE: Final = 5_000
_LEEWAY: Final = timedelta(hours=1)  # between the clocks of two processes
_IDENTITY: Final = re.compile(rb'"([0-9a-f]{32})"')


class Loose(NamedTuple):
    """A photograph that no report holds a key of, and who sent it in."""

    id: str
    created_at: int
    sender: str


@dataclass(frozen=True)
class Unused:
    """Takes photographs from their senders first, and destroys what no event names then.

    A report may be sent in while this looks: whoever named the photograph before it was
    taken is found in the log after the grace, and whoever comes later finds it unknown.
    """

    vault: PhotoVault
    log: EventLog
    wait: Callable[[float], None]

    def sweep(self, before: datetime) -> int:
        """Destroy what was sent in earlier than `before` and is named nowhere; count it.

        Run again after a failure, it takes up what it had taken from the senders.
        """
        loose = self._loose(microseconds(before))
        if not loose:
            return 0
        self._give({row.id: NOBODY for row in loose})
        self.wait(GRACE_S)
        named = self._named(loose)
        self._give({row.id: row.sender for row in loose if row.id in named})
        unused = [row.id for row in loose if row.id not in named]
        for one in unused:
            self.vault.destroy(one)
        return len(unused)

    def _loose(self, before: int) -> list[Loose]:
        """Find what no report holds a key of; the original is always its sender's."""
        own, other = photo_key.alias(), photo_key.alias()
        held = (other.c.photo == photo.c.id) & (other.c.part == COPIES)
        query = (
            select(photo.c.id, photo.c.created_at, own.c.subject.label("sender"))
            .join(own, (own.c.photo == photo.c.id) & (own.c.part == ORIGINAL))
            .where(photo.c.created_at < before)
            .where(~exists().where(held, other.c.subject != own.c.subject))
            .order_by(photo.c.created_at)
            .limit(MOST)
        )
        with self.vault.shelf.engine.connect() as db:
            return [Loose(*row) for row in db.execute(query)]

    def _named(self, loose: Sequence[Loose]) -> set[str]:
        """Find which of them any event names since the first was sent in.

        The stored bytes are looked at, so that an event nobody can read counts as well.
        """
        wanted, found = {row.id for row in loose}, set[str]()
        oldest = from_micros(min(row.created_at for row in loose))
        after = self.log.position_at(oldest - _LEEWAY)
        while lines := self.log.lines(after, _PAGE):
            for line in lines:
                found |= wanted & {one.decode() for one in _IDENTITY.findall(line.state)}
            after = lines[-1].id
        return found

    def _give(self, owners: dict[str, str]) -> None:
        for one, owner in owners.items():
            try:
                with writing(self.vault.shelf.engine) as db:
                    db.execute(update(photo).where(photo.c.id == one).values(uploader=owner))
            except IntegrityError:
                continue  # its sender sent the same bytes again: the report keeps this one

"""Writes what no release of ours would: straight into the tables, with hashes that are right."""

import hashlib
from types import TracebackType
from typing import Self
from uuid import UUID

from sqlalchemy import Engine, func, insert, select, update

from domain.merkle import Frontier, leaf_data, leaf_hash
from services.database import open_engine, writing
from services.eventlog.request import COMMAND_ID_SIZE
from services.eventlog.tables import command, event, log_head
from services.settings import Settings


class Poisoner:
    """A writer that checks nothing but keeps the tree of hashes whole, as an old bug might."""

    def __init__(self, settings: Settings) -> None:
        self._engine: Engine = open_engine(settings.database, durable=True)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        self._engine.dispose()

    def append(self, stream: UUID, topic: str, state: bytes, ahead: int = 1) -> int:
        """Append an event `ahead` of the last version of its stream; answer with its position."""
        with writing(self._engine) as db:
            head = db.execute(select(log_head).with_for_update()).one()
            mine = select(func.max(event.c.originator_version))
            last = db.scalar(mine.where(event.c.originator_id == stream)) or 0
            tree, position = Frontier.unpack(head.size, head.frontier), head.size + 1
            name = hashlib.sha256(b"poison %d" % position).digest()
            facts = {
                "originator_id": stream,
                "originator_version": last + ahead,
                "topic": topic,
                "state": state,
                "tenant": head.tenant,
                "command_id": name[:COMMAND_ID_SIZE],
                "recorded_at": head.recorded_at + 1,
            }
            leaf = leaf_hash(leaf_data(index=head.size, **facts))
            db.execute(insert(event).values(position=position, leaf_hash=leaf, **facts))
            known = {"command_id": facts["command_id"], "digest": name, "count": 1}
            db.execute(insert(command).values(first_position=position, **known))
            packed = tree.extended([leaf]).packed
            moved = {"size": position, "frontier": packed, "recorded_at": head.recorded_at + 1}
            db.execute(update(log_head).values(moved))
        return int(position)

"""The library's store of events, which answers from memory what was fetched together."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from threading import local
from typing import Any
from uuid import UUID

from eventsourcing.domain import DomainEventProtocol
from eventsourcing.persistence import EventStore, StoredEvent


class Fetched(EventStore[UUID]):
    """Reads single streams from the recorder, unless this thread has just read many at once."""

    _mine = local()

    @contextmanager
    def known(self, streams: Sequence[UUID], lines: Sequence[StoredEvent]) -> Iterator[None]:
        """Let this thread find `lines`, in their order, as all that the streams hold."""
        found: defaultdict[UUID | str, list[StoredEvent]] = defaultdict(list)
        for stream in streams:
            found[stream] = []
        for line in lines:
            found[line.originator_id].append(line)
        self._mine.found = found
        try:
            yield
        finally:
            del self._mine.found

    def get(
        self,
        originator_id: UUID,
        *,
        gt: int | None = None,
        **which: Any,  # noqa: ANN401 - its own
    ) -> Iterator[DomainEventProtocol[UUID]]:
        """Read the events of a stream."""
        found = getattr(self._mine, "found", {}).get(originator_id)
        if found is None or any(value is not None for value in which.values()):
            return super().get(originator_id, gt=gt, **which)
        after = gt or 0
        return map(
            self.mapper.to_domain_event, [one for one in found if one.originator_version > after]
        )

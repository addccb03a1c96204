"""Does a log hold together? Hashed again from its stored bytes, believing nothing else."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple
from uuid import UUID

from domain.merkle import Frontier, leaf_data, leaf_hash
from services.eventlog.request import Line


class Fault(NamedTuple):
    """What is wrong at a position of the log; 0 where it concerns all of it."""

    position: int
    what: str


class Proof:
    """Goes through the lines of a city's log in their order, page by page.

    A page that was seen is bound by `root`: whoever holds the root of an earlier time
    can tell whether anything before it was changed, moved or taken out.
    """

    def __init__(self, city: str) -> None:
        self._city = city
        self._tree = Frontier()
        self._position = 0
        self._recorded_at = 0
        self._versions: dict[UUID, int] = {}
        self._commands: set[bytes] = set()
        self._command = b""

    @property
    def size(self) -> int:
        """How many lines were seen."""
        return self._tree.size

    @property
    def root(self) -> str:
        """The root over all lines seen, in hex."""
        return self._tree.root.hex()

    @property
    def recorded_at(self) -> int:
        """When the last line seen was recorded, in microseconds since 1970."""
        return self._recorded_at

    def page(self, lines: Sequence[Line]) -> Iterator[Fault]:
        """Take the next lines in, and name each fault in them."""
        leaves = []
        for line in lines:
            leaf = self._leaf(line)
            leaves.append(leaf)
            for what in self._faults(line, leaf):
                yield Fault(line.id, what)
        self._tree = self._tree.extended(leaves)

    def _leaf(self, line: Line) -> bytes:
        return leaf_hash(
            leaf_data(
                index=line.id - 1,
                tenant=self._city,
                originator_id=UUID(str(line.originator_id)),
                originator_version=line.originator_version,
                topic=line.topic,
                command_id=line.command_id,
                recorded_at=line.recorded_at,
                state=line.state,
            )
        )

    def _faults(self, line: Line, leaf: bytes) -> Iterator[str]:
        if line.id != self._position + 1:
            yield f"comes after position {self._position}"
        self._position = line.id
        stream = UUID(str(line.originator_id))
        before = self._versions.get(stream, 0)
        if line.originator_version != before + 1:
            yield f"version {line.originator_version} of {stream} comes after version {before}"
        self._versions[stream] = line.originator_version
        if line.recorded_at < self._recorded_at:
            yield "was recorded before its predecessor"
        self._recorded_at = line.recorded_at
        if line.command_id != self._command and line.command_id in self._commands:
            yield f"command {line.command_id.hex()} had ended before"
        self._command = line.command_id
        self._commands.add(line.command_id)
        if line.leaf_hash and line.leaf_hash != leaf:
            yield "its stored hash is not that of its stored bytes"

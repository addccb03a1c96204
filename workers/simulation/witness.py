"""Reads the log's own tables beside the product, and checks what every log must be."""

import sqlite3
from pathlib import Path
from typing import Any, Final, NamedTuple
from uuid import UUID

import msgspec

from domain.merkle import Frontier, leaf_data, leaf_hash

_NEWS: Final = (
    "SELECT position, originator_id, originator_version, topic, state, tenant, command_id,"
    " recorded_at, leaf_hash FROM event WHERE position > ? ORDER BY position"
)
_HEAD: Final = "SELECT tenant, size, frontier, recorded_at FROM log_head"
_COMMAND: Final = "SELECT first_position, count FROM command WHERE command_id = ?"


class Broken(Exception):
    """A law that did not hold."""

    def __init__(self, law: str, found: str) -> None:
        super().__init__(f"{law}: {found}")
        self.law = law


class Seen(NamedTuple):
    """One line of the log, read without the product's own codec."""

    position: int
    stream: str
    version: int
    topic: str
    command: bytes
    recorded_at: int
    facts: dict[str, Any]


def demand(held: object, law: str, found: object) -> None:
    """Complain where a law does not hold."""
    if not held:
        raise Broken(law, str(found))


class Witness:
    """Follows the log from its first line; forgets nothing."""

    def __init__(self, folder: Path) -> None:
        self._db = sqlite3.connect(folder / "log.db", isolation_level=None)
        self._tree = Frontier()
        self._versions: dict[str, int] = {}
        self._commands: dict[bytes, list[int]] = {}
        self._recorded_at = 0
        self.moments: list[int] = []  # when each line was recorded

    @property
    def size(self) -> int:
        """How many lines there are."""
        return self._tree.size

    @property
    def root(self) -> str:
        """The root over all of them."""
        return self._tree.root.hex()

    def news(self) -> list[Seen]:
        """Read what was added since the last time, and check it."""
        rows = self._db.execute(_NEWS, [self._tree.size]).fetchall()
        found = [self._checked(*row) for row in rows]
        _, size, frontier, recorded_at = self._db.execute(_HEAD).fetchone()
        same = (size, frontier, recorded_at)
        mine = (self._tree.size, self._tree.packed, self._recorded_at)
        demand(same == mine, "the head is the log's frontier", (same[0], mine[0]))
        for one in {line.command for line in found}:
            positions, known = self._commands[one], self.command(one)
            whole = (positions[0], positions[-1] - positions[0] + 1)
            demand(known == whole, "a command has all its events, side by side", (known, whole))
            demand(len(positions) == whole[1], "a command has all its events, side by side", whole)
        return found

    def command(self, name: bytes) -> tuple[int, int] | None:
        """Say where a command's events begin, and how many they are."""
        row = self._db.execute(_COMMAND, [name]).fetchone()
        return None if row is None else (row[0], row[1])

    def commands(self) -> set[bytes]:
        """Name every command of the log."""
        return set(self._commands)

    def close(self) -> None:
        """Look no more."""
        self._db.close()

    def _checked(self, position: int, stream: str, version: int, *rest: Any) -> Seen:  # noqa: ANN401 - columns
        topic, state, tenant, command, recorded_at, leaf = rest
        demand(position == self._tree.size + 1, "positions are contiguous", position)
        before = self._versions.get(stream, 0)
        demand(version == before + 1, "versions are contiguous", f"{topic} {stream} {version}")
        demand(recorded_at >= self._recorded_at, "recorded times never go back", position)
        data = leaf_data(
            index=position - 1,
            tenant=tenant,
            originator_id=UUID(hex=stream),
            originator_version=version,
            topic=topic,
            command_id=command,
            recorded_at=recorded_at,
            state=state,
        )
        demand(leaf_hash(data) == leaf, "each leaf is the hash of its line", position)
        self._tree = self._tree.extended([leaf])
        self._versions[stream], self._recorded_at = version, recorded_at
        self._commands.setdefault(command, []).append(position)
        self.moments.append(recorded_at)
        facts = msgspec.json.decode(state)["d"]
        return Seen(position, stream, version, topic, command, recorded_at, facts)

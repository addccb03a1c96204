"""Reads an export as if it were the log: page by page, stream by stream, without any key."""

from bisect import bisect_right
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Final
from uuid import UUID

import msgspec

from domain import EVENTS
from projections.source import Entry, Page, read
from services.codec import Codec
from services.eventlog.instants import to_micros
from services.eventlog.request import Line
from services.sealing import DataKey
from workers.export import named
from workers.exported import LINES, MANIFEST, Manifest, intact, read_line
from workers.proof import Fault, Proof
from workers.telling import Declined


class NoExport(Declined):
    """There is no export here, or none that was finished."""

    def __init__(self, folder: Path, why: str) -> None:
        super().__init__(f"{folder} holds no finished export: {why}")
        self.folder = folder


class KeyWanted(Declined):
    """Nothing can be sealed or opened here: an export comes without keys."""

    def __init__(self, subject: str, purpose: str) -> None:
        super().__init__(f"an export comes without keys; nothing can be sealed for a {purpose}")
        self.subject = subject


class NoKeys:
    """The keyring of those who have none."""

    def key(self, subject: str, purpose: str) -> DataKey:
        """Refuse: nothing is written from an export."""
        raise KeyWanted(subject, purpose)

    def find(self, subject: str, generation: int) -> None:
        """Know no key."""

    def at_hand(self, subject: str, purpose: str) -> bool:  # noqa: ARG002 - there is none
        """Have no key to seal with."""
        return False

    def kept(self, subject: str, generation: int) -> bool:  # noqa: ARG002 - there is none
        """Have no key to open with."""
        return False


class Import:
    """An export in a folder; a source for views, and a thing to be proven."""

    def __init__(self, folder: Path) -> None:
        """Read the manifest; raises NoExport."""
        try:
            self.manifest = msgspec.json.decode((folder / MANIFEST).read_bytes(), type=Manifest)
        except (OSError, ValueError) as error:  # no JSON, no manifest, or no UTF-8
            raise NoExport(folder, str(error)) from error
        self.codec: Final = Codec(EVENTS, NoKeys())
        self._folder = folder
        self._kept: tuple[int, list[Line]] = (-1, [])

    def faults(self, progress: Callable[[int], None]) -> Iterator[Fault]:
        """Name everything that is not as it has to be; nothing of it is believed before.

        When a file is missing or changed, that is all that can be said.
        """
        known = {file.name for file in self.manifest.files}
        broken = [one.name for one in self.manifest.files if intact(self._folder, one) is None]
        if broken:
            yield from (Fault(0, f"{name} is missing or changed") for name in broken)
            return
        proof = Proof(self.manifest.city)
        for number in range(-(-self.manifest.size // LINES)):
            if f"lines/{number:06d}.ndjson" not in known:
                yield Fault(0, f"the manifest names no lines/{number:06d}.ndjson")
                return
            try:
                lines = self._file(number)
                wanted = {f"blobs/{digest}" for digest in named(lines, self.codec)}
            except ValueError as error:
                yield Fault(0, f"lines/{number:06d}.ndjson cannot be read: {error}")
                return
            yield from proof.page(lines)
            yield from (Fault(0, f"{name} is not there") for name in sorted(wanted - known))
            progress(proof.size)
        yield from self._mismatches(proof)

    def lines(self, after: int, limit: int) -> Page:
        """Return at most `limit` entries after a position; fewer at the end of a file."""
        if after >= self.manifest.size:
            return []
        number, start = divmod(after, LINES)
        return [read(line, self.codec) for line in self._file(number)[start : start + limit]]

    def stream(self, stream: UUID) -> Page:
        """Return all entries of one stream, oldest first."""
        mine = (line for line in self._all() if line.originator_id == stream)
        return [read(line, self.codec) for line in mine]

    def position_at(self, moment: datetime) -> int:
        """Find the last position recorded at or before `moment`; 0 if there is none."""
        return bisect_right([line.recorded_at for line in self._all()], to_micros(moment))

    def entries(self) -> Iterator[Entry]:
        """Go through all of it."""
        return (read(line, self.codec) for line in self._all())

    def _mismatches(self, proof: Proof) -> Iterator[Fault]:
        manifest = self.manifest
        if (proof.size, proof.root) != (manifest.size, manifest.root):
            yield Fault(
                0,
                f"{proof.size} lines have the root {proof.root};"
                f" the manifest says {manifest.size} and {manifest.root}",
            )
        if proof.recorded_at != manifest.recorded_at:
            yield Fault(
                0,
                f"the last line was recorded at {proof.recorded_at};"
                f" the manifest says {manifest.recorded_at}",
            )
        for file in manifest.files:
            kind, _, name = file.name.partition("/")
            if kind == "blobs" and name != file.sha256:
                yield Fault(0, f"{file.name} is not what its name says")

    def _all(self) -> Iterator[Line]:
        for number in range(-(-self.manifest.size // LINES)):
            yield from self._file(number)

    def _file(self, number: int) -> list[Line]:
        if self._kept[0] != number:
            content = (self._folder / f"lines/{number:06d}.ndjson").read_bytes()
            written = enumerate(content.splitlines(), start=1)
            self._kept = number, [_line(place, line) for place, line in written]
        return self._kept[1]


def _line(place: int, written: bytes) -> Line:
    """Read a line; a ValueError says which one cannot be read, and why."""
    try:
        return read_line(written)
    except ValueError as error:
        raise ValueError(f"line {place}: {error}") from error

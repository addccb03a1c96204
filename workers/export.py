"""Writes a log down for those who want to prove it elsewhere: everything but the keys."""

from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec

from domain.kernel import Step
from domain.office import CommunityBoundaryDrawn, OfficeBoundaryDrawn
from projections.source import read
from services.codec import Codec
from services.eventlog.errors import NotFounded
from services.eventlog.recorder import EventLog
from services.eventlog.request import Line
from workers.exported import LINES, MANIFEST, File, Manifest, described, write_line
from workers.telling import Declined

Progress = Callable[[int, int], None]
NAMING = (OfficeBoundaryDrawn.TOPIC, CommunityBoundaryDrawn.TOPIC)
"""The events that name a large value kept beside the log."""


class FolderInUse(Declined):
    """An export is written into a folder of its own, so that nothing else gets into it."""

    def __init__(self, folder: Path) -> None:
        super().__init__(f"{folder} is there and not empty")
        self.folder = folder


def write_export(log: EventLog, codec: Codec, folder: Path, progress: Progress) -> Manifest:
    """Write the log as it stands now; what happens meanwhile is not in it.

    The same log gives the same bytes. Raises FolderInUse, NotFounded where nothing has
    happened yet, BlobMissing.
    """
    head = log.head()
    if not head.size:
        raise NotFounded
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise FolderInUse(folder)
    for name in ("lines", "blobs"):
        (folder / name).mkdir(parents=True, exist_ok=True)
    files: dict[str, File] = {}
    for number, start in enumerate(range(0, head.size, LINES)):
        lines = log.lines(start, LINES, upto=head.size)
        content = b"".join(map(write_line, lines))
        _keep(folder, f"lines/{number:06d}.ndjson", content, files)
        for digest in named(lines, codec):
            if f"blobs/{digest}" not in files:
                _keep(folder, f"blobs/{digest}", log.blobs.get(digest), files)
        progress(min(start + LINES, head.size), head.size)
    manifest = Manifest(
        city=head.tenant,
        size=head.size,
        root=head.root.hex(),
        recorded_at=head.recorded_at,
        files=sorted(files.values(), key=lambda file: file.name),
    )
    draft = folder / f".{MANIFEST}"
    draft.write_bytes(msgspec.json.format(msgspec.json.encode(manifest)) + b"\n")
    draft.rename(folder / MANIFEST)
    return manifest


def named(lines: list[Line], codec: Codec) -> Iterator[str]:
    """Go through the large values that these lines name, by their SHA-256 in hex.

    A line that cannot be read names none; the views say that it could not be read.
    """
    for line in lines:
        if line.topic not in NAMING:
            continue
        match read(line, codec):
            case Step(event=OfficeBoundaryDrawn() | CommunityBoundaryDrawn() as event):
                yield event.boundary.digest


def _keep(folder: Path, name: str, content: bytes, files: dict[str, File]) -> None:
    (folder / name).write_bytes(content)
    files[name] = described(name, content)

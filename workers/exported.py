"""The form of an export: what its folder holds, and how its lines are written down."""

import hashlib
from base64 import b64decode, b64encode
from pathlib import Path
from typing import Annotated, Final, Literal
from uuid import UUID

import msgspec
from msgspec import Meta, Struct

from services.eventlog.request import COMMAND_ID_SIZE, Line

MANIFEST: Final = "manifest.json"
LINES: Final = 10_000  # in each file
_MOST: Final = 2**63 - 1  # what any database counts to
_LATEST: Final = 253_402_300_799_999_999  # the last microsecond of the year 9999
_Count = Annotated[int, Meta(ge=0, le=_MOST)]
_Moment = Annotated[int, Meta(ge=0, le=_LATEST)]
_Digest = Annotated[str, Meta(pattern="^[0-9a-f]{64}$")]


class File(Struct, frozen=True, forbid_unknown_fields=True):
    """A file of the export, as it has to be."""

    name: Annotated[str, Meta(pattern=r"^(lines/[0-9]{6}\.ndjson|blobs/[0-9a-f]{64})$")]
    bytes: _Count
    sha256: _Digest


class Manifest(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What an export is; written last, so that half an export is none."""

    format: Literal[1] = 1
    city: str
    size: _Count  # lines, which is the last position
    root: _Digest  # of the Merkle tree over all of them
    recorded_at: _Moment  # of the last line, in microseconds since 1970
    files: list[File]


class ExportedLine(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """One event with everything its leaf is made of, besides the city.

    `state` are the stored bytes as text; bytes that are no text are in `state_base64`.
    """

    position: Annotated[int, Meta(ge=1, le=_MOST)]
    stream: UUID
    version: _Count
    topic: str
    command_id: Annotated[str, Meta(pattern=f"^[0-9a-f]{{{2 * COMMAND_ID_SIZE}}}$")]
    recorded_at: _Moment
    state: str | None = None
    state_base64: str | None = None


_write = msgspec.json.Encoder().encode
_read = msgspec.json.Decoder(ExportedLine).decode


def write_line(line: Line) -> bytes:
    """Write a line down; nothing of it is lost or changed."""
    text, plain = _text(line.state), None
    if text is None:
        plain = b64encode(line.state).decode()
    stream = UUID(str(line.originator_id))
    facts = (line.id, stream, line.originator_version, line.topic)
    told = ExportedLine(*facts, line.command_id.hex(), line.recorded_at, text, plain)
    return _write(told) + b"\n"


def read_line(written: bytes) -> Line:
    """Read back what `write_line` wrote, without a hash; a ValueError says what is wrong."""
    told = _read(written)
    if (told.state is None) == (told.state_base64 is None):
        raise ValueError("either state or state_base64 is there")
    state = b64decode(told.state_base64 or "", validate=True)
    return Line(
        originator_id=told.stream,
        originator_version=told.version,
        topic=told.topic,
        state=state if told.state is None else told.state.encode(),
        id=told.position,
        command_id=bytes.fromhex(told.command_id),
        recorded_at=told.recorded_at,
        leaf_hash=b"",
    )


def described(name: str, content: bytes) -> File:
    """Say of a file what the manifest says."""
    return File(name, len(content), hashlib.sha256(content).hexdigest())


def intact(folder: Path, file: File) -> bytes | None:
    """Answer what is in a file; None where it is missing or changed."""
    try:
        content = (folder / file.name).read_bytes()
    except OSError:
        return None
    return content if described(file.name, content) == file else None


def _text(state: bytes) -> str | None:
    try:
        return state.decode()
    except UnicodeDecodeError:
        return None

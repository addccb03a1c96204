"""Whether a log, and all that is shown of it, is what happened: live, or from an export."""

import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from projections.house import House
from projections.keeper import Projections
from projections.stops import Parked
from projections.verify import Difference
from projections.views import VIEWS
from services.codec import Codec
from services.database import open_engine
from services.eventlog.errors import BlobMissing, NotFounded
from services.eventlog.recorder import EventLog
from services.eventlog.request import Head, Line
from workers.export import named
from workers.importing import Import
from workers.proof import Fault, Proof

PAGE: Final = 5_000
TRIES: Final = 5
Progress = Callable[[int, int], None]


@dataclass
class Verdict:
    """What was found; two verdicts with the same root should have the same digests.

    `views` gives the digest of each view's rows, `positions` up to where it has read,
    `parked` the streams that a view could not follow.
    """

    city: str
    size: int
    root: str
    faults: list[Fault] = field(default_factory=list)
    differences: list[Difference] = field(default_factory=list)
    views: dict[str, str] = field(default_factory=dict)
    positions: dict[str, int] = field(default_factory=dict)
    parked: list[Parked] = field(default_factory=list)

    @property
    def clean(self) -> bool:
        """Whether nothing was found."""
        return not (self.faults or self.differences or self.parked)

    def spoken(self) -> dict[str, Any]:
        """Put it the way a script reads it."""
        views = {
            name: {"digest": digest, "position": self.positions[name]}
            for name, digest in self.views.items()
        }
        return {
            "clean": self.clean,
            "city": self.city,
            "size": self.size,
            "root": self.root,
            "views": views,
            "faults": [fault._asdict() for fault in self.faults],
            "parked": [one._asdict() for one in self.parked],
            "differences": [one._asdict() for one in self.differences],
        }


def judge_live(house: House, progress: Progress) -> Verdict:
    """Hash the log again, derive every view again, and compare. Raises NotFounded.

    The city may go on meanwhile: each part is judged as it stood when its turn came.
    """
    log, codec = house.wiring.log, house.wiring.codec
    head = log.head()
    if not head.size:
        raise NotFounded
    verdict = Verdict(head.tenant, head.size, head.root.hex())
    verdict.faults += _log_faults(log, codec, head, lambda done: progress(done, 2 * head.size))
    house.projections.catch_up()
    _look(verdict, house.projections)
    verdict.differences = house.projections.verify(
        progress=lambda done, of: progress(of + done, 2 * of)
    )
    return verdict


def judge_export(folder: Path, progress: Progress) -> Verdict:
    """Prove an export, and derive every view from it: no key, no city is needed.

    Raises NoExport where the folder holds none that can be read.
    """
    export = Import(folder)
    size = export.manifest.size
    verdict = Verdict(export.manifest.city, size, export.manifest.root)
    verdict.faults += export.faults(lambda done: progress(done, 2 * size))
    if verdict.faults:
        return verdict
    with tempfile.TemporaryDirectory() as scratch:
        engine = open_engine(f"sqlite:///{Path(scratch) / 'views.db'}", durable=False)
        try:
            views = Projections(engine, export, VIEWS)
            done = 0
            while step := views.step():
                done += step
                progress(size + done, 2 * size)
            _look(verdict, views)
        finally:
            engine.dispose()
    return verdict


def _log_faults(
    log: EventLog, codec: Codec, head: Head, progress: Callable[[int], None]
) -> Iterator[Fault]:
    proof = Proof(head.tenant)
    while lines := log.lines(proof.size, PAGE, upto=head.size):
        yield from proof.page(lines)
        yield from _missing(log, codec, lines)
        progress(proof.size)
    if (proof.size, proof.root) != (head.size, head.root.hex()):
        yield Fault(0, f"{proof.size} lines have the root {proof.root}, not that of the head")


def _missing(log: EventLog, codec: Codec, lines: list[Line]) -> Iterator[Fault]:
    for digest in named(lines, codec):
        try:
            log.blobs.get(digest)
        except BlobMissing as missing:
            yield Fault(0, str(missing))


def _look(verdict: Verdict, views: Projections) -> None:
    """Digest each view and say where it stood; in a busy city that takes a few tries."""
    verdict.parked = views.parked()
    for view in VIEWS:
        for _ in range(TRIES):
            verdict.positions[view.name] = views.position(view.name)
            verdict.views[view.name] = views.digest(view.name)
            if views.position(view.name) == verdict.positions[view.name]:
                break

"""All views of a city in one hand: kept up, waited for, rebuilt, verified."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor, wait
from contextlib import nullcontext, suppress
from copy import copy
from datetime import datetime
from threading import Condition
from time import monotonic
from typing import Any, Self, TypeVar
from uuid import UUID

from sqlalchemy import Engine, bindparam, select

from projections.engine import Projector
from projections.errors import Overtaken, UnknownView
from projections.reading import reading
from projections.rebuild import REBUILD_PAGE, Progress, built_so_far, prepare, rebuild
from projections.source import Entry, Source, topic_of, unbroken
from projections.stops import Alarm, Parked
from projections.tables import bookmark, one_snapshot, projection
from projections.unswept import unswept
from projections.verify import Difference, digest_rows, stand, verify
from projections.view import View

T = TypeVar("T")
LIVE_PAGE = 1000
_ABREAST = 3  # views that write at once: connections are few, and more gained nothing
_STANDS = (
    select(projection.c.view, projection.c.live, bookmark.c.position, projection.c.edition)
    .join(
        bookmark,
        (bookmark.c.view == projection.c.view) & (bookmark.c.generation == projection.c.live),
    )
    .where(projection.c.view.in_(bindparam("views", expanding=True)))
)
_GLANCE = 0.05  # seconds between looks at what other processes have projected


def silent(_stop: Parked) -> None:
    """Tell nobody; the list of parked streams still says it."""


def unseen(_done: int, _of: int) -> None:
    """Show no progress."""


class Projections:
    """Every view of one log, on one engine; any number of these may run at once."""

    def __init__(
        self,
        engine: Engine,
        source: Source,
        views: Sequence[View[Any]],
        alarm: Alarm = silent,
    ) -> None:
        self.engine = engine
        self._source = source
        prepare(engine, list(views))
        self._projectors = {
            view.name: Projector(view, engine, alarm, source.stream) for view in views
        }
        self._moved = Condition()
        self._limit = LIVE_PAGE
        servers = engine.dialect.name == "postgresql"  # SQLite has one writer anyway
        self._threads = ThreadPoolExecutor(_ABREAST, "view") if servers else None

    def on(self, engine: Engine) -> Self:
        """Reach the same views another way: behind a fence, or in a replica."""
        same = copy(self)
        same.engine = engine
        projectors = {name: one.on(engine) for name, one in self._projectors.items()}
        same._projectors = projectors  # noqa: SLF001 - its own copy
        return same

    @property
    def names(self) -> tuple[str, ...]:
        """Every view by its name."""
        return tuple(self._projectors)

    def position(self, view: str) -> int:
        """How far a view has read the log."""
        return self._projector(view).live()[1]

    def catch_up(self) -> int:
        """Project everything that is new; return how many entries were read for that."""
        seen = 0
        while step := self.step():
            seen += step
        return seen

    def step(self) -> int:
        """Project one page into every view; 0 when all have read all.

        A view that starts anew holds nobody up: views that have read equally far share
        a page, the others read their own. Raises NewerSchema once a later program has begun
        a view anew: whoever still runs this one must not fold by its rules.
        """
        together: dict[int, list[tuple[Projector, int]]] = defaultdict(list)
        with self.engine.connect() as db:
            stands = list(db.execute(_STANDS, {"views": list(self._projectors)}))
        for view, generation, position, edition in stands:
            self._projectors[view].view.check(edition)
            together[position].append((self._projectors[view], generation))
        limit, self._limit = self._limit, LIVE_PAGE  # where a large page fails, smaller ones follow
        with unswept() if limit > LIVE_PAGE else nullcontext():
            pages = [self._page(start, some, limit) for start, some in together.items()]
        # Far behind, larger pages: a report's events fold into one row of what is remembered.
        if max(pages, default=0) >= LIVE_PAGE:
            self._limit = REBUILD_PAGE
        if seen := sum(pages):
            with self._moved:
                self._moved.notify_all()
        return seen

    def wait(self, view: str, position: int, timeout: float) -> bool:
        """Wait until a view has read `position`, at most `timeout` seconds; say whether."""
        end = monotonic() + timeout
        projector = self._projector(view)
        while projector.live()[1] < position:
            left = end - monotonic()
            if left <= 0:
                return False
            with self._moved:
                self._moved.wait(min(left, _GLANCE))
        return True

    def position_at(self, view: str, moment: datetime) -> int:
        """Find the last position recorded at or before `moment` that the view has read."""
        return min(self._source.position_at(moment), self.position(view))

    def parked(self) -> list[Parked]:
        """List every stream that a view stopped following."""
        return [stop for one in self._projectors.values() for stop in one.parked()]

    def retry(self, view: str, stream: UUID) -> None:
        """Take a parked stream up again; raises what stopped it when that still stands.

        A stream that holds rules of the city concerns all others: the view is rebuilt.
        """
        projector = self._projector(view)
        if self.concerns_all(view, stream):
            self.rebuild(view)
            return
        entries = self._source.stream(stream)
        while True:
            try:
                projector.replay(stream, entries)
            except Overtaken:
                entries = self._source.stream(stream)
            else:
                break

    def concerns_all(self, view: str, stream: UUID) -> bool:
        """Say whether a stream holds rules that a view needs to read all others."""
        settings = self._projector(view).view.settings
        return any(topic_of(entry) in settings for entry in self._source.stream(stream))

    def rebuild(self, view: str, progress: Progress = unseen) -> None:
        """Derive a view again beside the live one and swap it in."""
        self.rebuild_together([view], progress)

    def rebuild_together(self, views: Sequence[str], progress: Progress = unseen) -> None:
        """Derive views again in one walk through the log."""
        projectors = [self._projector(one) for one in views]
        rebuild(self.engine, projectors, self._source, progress, self._abreast)

    def rebuilding(self, view: str) -> int:
        """How far a view's next generation has read the log, or the live one if there is none."""
        so_far = built_so_far(self.engine, self._projector(view).view)
        return self.position(view) if so_far is None else so_far

    def digest(self, view: str) -> str:
        """Digest a view's rows: equal on either engine, however they came about."""
        projector = self._projector(view)
        with one_snapshot(self.engine) as db, db.begin():
            return digest_rows(db, projector.view, stand(db, projector.view).generation)

    def verify(
        self, export: Iterable[Entry] | None = None, progress: Progress = unseen
    ) -> list[Difference]:
        """Derive every view again, from the log or from an export, and compare row by row."""
        log = self._source if export is None else export
        return list(
            verify(self._projectors.values(), self.engine, log, progress, self._source.stream)
        )

    def incomplete(self, view: str) -> bool:
        """Whether a parked stream is missing from a view."""
        with reading(self.engine, view) as snapshot:
            return snapshot.incomplete

    def _page(self, start: int, projectors: list[tuple[Projector, int]], limit: int) -> int:
        page = unbroken(start, self._source.lines(start, limit))
        if not page:
            return 0

        def apply(one: tuple[Projector, int]) -> None:
            with suppress(Overtaken):  # somebody else is at it: the next step starts from there
                one[0].apply(one[1], start, page)

        for _ in self._abreast(apply, projectors):
            pass  # whatever one of them raises is raised here
        return len(page)

    def _abreast(self, apply: Callable[[T], None], those: Iterable[T]) -> Iterable[None]:
        """Do it for each; what one raises is raised once nobody is at it any more.

        While the server writes for one view, another is folded: 126 us an event side by side
        where it took 163 one by one, on two processors shared with other work.
        """
        if not self._threads:
            return map(apply, those)
        under_way = [self._threads.submit(apply, one) for one in those]
        wait(under_way)
        return [one.result() for one in under_way]

    def _projector(self, view: str) -> Projector:
        projector = self._projectors.get(view)
        if projector is None:
            raise UnknownView(view)
        return projector

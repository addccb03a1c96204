"""`python -m tests.bench [NAME ...] [--quick]`: one table, each figure beside a baseline."""

import argparse
import os
import platform
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple, Protocol

from tests.bench import appends, claims, phone, photos, replay, routing, submits
from tests.bench.engines import Database, databases
from tests.bench.table import HEADINGS, Fact, Row, line


class Run(Protocol):
    """Measures; `quick` takes seconds and shows that it works, nothing more."""

    def __call__(
        self, engines: list[Database], folder: Path, /, *, quick: bool
    ) -> Iterator[Row | Fact]: ...


class Bench(NamedTuple):
    """One measurement, and whether it needs a server of databases."""

    run: Run
    servers: bool


def _submits(engines: list[Database], folder: Path, *, quick: bool) -> Iterator[Row | Fact]:
    return submits.measure(engines, folder, _plan(quick=quick))


def _claims(engines: list[Database], folder: Path, *, quick: bool) -> Iterator[Row | Fact]:
    return claims.measure(engines, folder, _plan(quick=quick))


def _plan(*, quick: bool) -> submits.Plan:
    return submits.Plan(1, 0.5) if quick else submits.Plan(3, 2.0)


def _appends(engines: list[Database], _: Path, *, quick: bool) -> Iterator[Row | Fact]:
    plan = appends.Plan(1, 0.3) if quick else appends.Plan(3, 1.5)
    return appends.measure(engines, plan)


def _replay(engines: list[Database], _: Path, *, quick: bool) -> Iterator[Row | Fact]:
    return replay.measure(engines, 1, 1) if quick else replay.measure(engines, 5, 3)


def _routing(_: list[Database], __: Path, *, quick: bool) -> Iterator[Row | Fact]:
    return routing.measure(400, 500, 1) if quick else routing.measure(10_000, 10_000, 3)


def _photos(_: list[Database], __: Path, *, quick: bool) -> Iterator[Row | Fact]:
    return photos.measure(1, 1) if quick else photos.measure(10, 3)


def _phone(_: list[Database], folder: Path, *, quick: bool) -> Iterator[Row | Fact]:
    return phone.measure(folder, 1 if quick else 5)


BENCHES = {
    "submits": Bench(_submits, servers=True),
    "claims": Bench(_claims, servers=True),
    "appends": Bench(_appends, servers=True),
    "replay": Bench(_replay, servers=True),
    "routing": Bench(_routing, servers=False),
    "photos": Bench(_photos, servers=False),
    "phone": Bench(_phone, servers=False),
}


def main() -> None:
    """Measure what was named, or everything."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join(BENCHES))
    parser.add_argument("--quick", action="store_true", help="one short round of each")
    parser.add_argument("--sqlite", action="store_true", help="leave PostgreSQL out")
    given = parser.parse_args()
    names = given.names or list(BENCHES)
    unknown = set(names) - set(BENCHES)
    if unknown:
        parser.error(f"no {', '.join(sorted(unknown))} among {', '.join(BENCHES)}")
    began = time.perf_counter()
    say(f"Python {platform.python_version()}, {os.cpu_count()} cores, {platform.platform()}")
    say(line(HEADINGS))
    verdicts: Counter[str] = Counter()
    servers = not given.sqlite and any(BENCHES[name].servers for name in names)
    with tempfile.TemporaryDirectory(prefix="bench-") as place:
        folder = Path(place)
        with databases(folder, servers=servers) as engines:
            for name in names:
                for row in BENCHES[name].run(engines, folder / name, quick=given.quick):
                    say(line(row.cells))
                    verdicts[row.verdict if isinstance(row, Row) else ""] += 1
    say(f"goals: {verdicts['aim']} aims, {verdicts['pass']} passes, {verdicts['MISS']} misses")
    say(f"measured in {time.perf_counter() - began:.0f} s; trust the ratios, not the rates")


def say(text: str) -> None:
    """Print now: a long run should show what it has."""
    print(text, flush=True)  # noqa: T201 - the table is the product of this program


if __name__ == "__main__":
    main()

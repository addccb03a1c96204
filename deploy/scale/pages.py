"""The tables of docs/scale.md, as Markdown."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from deploy.scale import arithmetic as how
from deploy.scale.arithmetic import Need
from deploy.scale.given import (
    APPENDS,
    GB,
    KB,
    LARGEST,
    MB,
    PHOTOS,
    POSTGRESQL_WORK,
    QUEUE,
    SUBMIT,
    TB,
    WORKERS_WORK,
    YEAR_DAYS,
    Assumed,
    Measured,
    Place,
)

Column = tuple[str, Callable[[Need], str]]
SET_CORES = how.LEAST_MACHINES * how.CORES
SET_APIS = 2 * how.LEAST_MACHINES
SET_PROCESSES = 2 * SET_APIS  # as many of workers as of the API
DISKS = 4  # of the photographs' store
NETWORK = 125 * MB  # bytes a second of a line of 1 Gbit/s


def count(number: float) -> str:
    """Write a number with as many digits as anybody needs."""
    if isinstance(number, int) or number >= 100:  # noqa: PLR2004 - three digits
        return f"{number:,.0f}"
    return f"{number:.1f}" if number >= 1 else f"{number:.2f}"


def size(bytes_: float) -> str:
    """Write bytes with a unit."""
    for unit, name in ((TB, "TB"), (GB, "GB"), (MB, "MB")):
        if bytes_ >= unit:
            return f"{count(bytes_ / unit)} {name}"
    return f"{count(bytes_ / KB)} KB"


def rate(bytes_: float) -> str:
    """Write bytes a second as a line's speed."""
    return f"{count(bytes_ * 8 / MB)} Mbit/s"


ARRIVES: Sequence[Column] = (
    ("workers", lambda n: count(n.place.workers)),
    ("reports a day", lambda n: count(n.reports_day)),
    ("reports a second, peak", lambda n: count(n.reports_peak)),
    ("events a second, mean", lambda n: count(n.events_mean)),
    ("events a second, peak", lambda n: count(n.events_peak)),
)
PEAKS: Sequence[Column] = (
    ("reports in the hour", lambda n: count(n.reports_hour)),
    ("reports a second", lambda n: count(n.reports_peak)),
    ("photographs a second", lambda n: count(n.photos_peak)),
    ("events a second", lambda n: count(n.events_peak)),
    ("busy cores", lambda n: count(n.cores)),
)
STAYS: Sequence[Column] = (
    ("log a day", lambda n: size(n.log_day)),
    ("log a year", lambda n: size(n.log_day * YEAR_DAYS)),
    ("views a year", lambda n: size(n.views_year)),
    ("keys a year", lambda n: size(n.keys_year)),
    ("photographs a day", lambda n: size(n.photos_day)),
    ("photographs a year", lambda n: size(n.photos_day * YEAR_DAYS)),
    (f"years on one disk of {how.DISK // TB} TB", lambda n: count(n.disk_years)),
    (f"a dump after {how.KEEP_YEARS} years", lambda n: size(n.dump)),
)
MOVES: Sequence[Column] = (
    ("photographs in", lambda n: rate(n.photos_in)),
    ("photographs out", lambda n: rate(n.photos_out)),
    ("queue pages a second", lambda n: count(n.pages_peak)),
    ("other reads a second", lambda n: count(n.reads_peak)),
    ("live lists open", lambda n: count(n.lists)),
)
TAKES: Sequence[Column] = (
    ("logs", lambda n: count(n.place.cities)),
    ("busy cores at the peak", lambda n: count(n.cores)),
    (f"machines of {how.CORES} cores", lambda n: count(n.machines)),
    ("PostgreSQL servers", lambda n: count(n.servers)),
    (f"disks of {how.DISK // TB} TB", lambda n: count(n.disks)),
    ("and for backups", lambda n: count(n.backup_disks)),
)


def table(columns: Sequence[Column], needs: Sequence[Need]) -> str:
    """Write one line for each place."""
    head = "| | " + " | ".join(name for name, _ in columns) + " |"
    lines = [head, "|---" * (len(columns) + 1) + "|"]
    lines += [
        f"| {need.place.name} | {' | '.join(say(need) for _, say in columns)} |" for need in needs
    ]
    return "\n".join(lines)


def rates(measured: Measured) -> str:
    """Set what was measured beside what is reckoned with."""
    work = f"{WORKERS_WORK.shown} + {POSTGRESQL_WORK.shown} ms"
    rows = [
        ("appends of one log, a second", APPENDS.shown, count(measured.appends_s)),
        ("a command over HTTP, of a core", SUBMIT.shown, f"{1000 * measured.submit_s:.1f} ms"),
        ("a photograph of 12 MP, of a core", f"{PHOTOS.shown} of one", f"{measured.photo_s:.2f} s"),
        ("a queue page or a report, of a core", QUEUE.shown, f"{1000 * measured.read_s:.1f} ms"),
        ("what workers do for a report, of a core", work, f"{1000 * measured.work_s:.1f} ms"),
    ]
    lines = ["| | measured | reckoned with |", "|---|---|---|"]
    lines += [f"| {name} | {was} | {here} |" for name, was, here in rows]
    return "\n".join(lines)


def room(assumed: Assumed, measured: Measured) -> str:
    """Rank what the smallest set gives to the largest city: what gives way first is first."""
    need = Need(LARGEST, assumed, measured)
    of_disk = need.photos_kept * how.COPIES
    rows = [
        ("photographs decoded, a second", need.photos_peak, SET_CORES / measured.photo_s),
        ("cores, with everything else", need.cores, SET_CORES),
        ("live lists", need.lists, SET_APIS * measured.lists),
        (
            "photographs in and out, MB a second",
            (need.photos_in + need.photos_out) / MB,
            NETWORK / MB,
        ),
        (f"photographs of {how.KEEP_YEARS} years, TB", of_disk / TB, DISKS * how.DISK / TB),
        ("events appended a second", need.events_peak, measured.appends_s),
        (
            "connections with PostgreSQL",
            SET_PROCESSES * measured.connections,
            how.SERVER_CONNECTIONS - how.KEPT_FREE,
        ),
    ]
    ranked = sorted(rows, key=lambda row: row[2] / row[1])
    lines = ["| | needed at the peak | there is | times |", "|---|---|---|---|"]
    for name, needed, there in ranked:
        lines.append(f"| {name} | {count(needed)} | {count(there)} | {count(there / needed)} |")
    return "\n".join(lines)


def peaks(need: Need) -> Iterator[Need]:
    """Answer with the need after lunch, and that after dinner."""
    for meal, other in (("lunch", "dinner"), ("dinner", "lunch")):
        place = replace(need.place, name=f"{need.place.name}, after {meal}")
        yield replace(need, place=place, assumed=replace(need.assumed, **{other: 0}))


def tables(places: Sequence[Place], assumed: Assumed, measured: Measured) -> dict[str, str]:
    """Answer with every table by its name."""
    needs = [Need(place, assumed, measured) for place in places]
    return {
        "which rates": rates(measured),
        "what arrives": table(ARRIVES, needs),
        "when it arrives": table(PEAKS, [each for need in needs for each in peaks(need)]),
        "what stays": table(STAYS, needs),
        "what moves, at the peak": table(MOVES, needs),
        "what it takes": table(TAKES, needs),
        "what gives way first": room(assumed, measured),
    }

"""A log of a million events in a minute: copies of real lives, stored as the writer stores them.

Each copy has its own ids, number, place, office, category and times; where an event names
another one, as the cause of points, it names that of the copy. What is sealed stays closed,
as it does for every reader without a key. Leaves, head and commands are those that the
writer would have left, so the log verifies.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from hashlib import sha256
from heapq import heappop, heappush
from itertools import islice
from operator import itemgetter
from random import Random
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import Engine, Table, insert, select, update

from domain.merkle import Frontier, leaf_data, leaf_hash
from services.database import open_engine
from services.eventlog.request import COMMAND_ID_SIZE
from services.eventlog.tables import command, event, log_head
from tests import examples as ex
from tests.bench.copies import Copy, Told, copy_of, cut
from tests.bench.lives import Life
from tests.cities import RUBBISH

BATCH = 2_000  # commands written together
REPORTS_A_RIDER = 12
_DAY = 86_400_000_000
Values = dict[str, Any]


class Plan(NamedTuple):
    """How large a log, and of what city; the same plan makes the same lives."""

    events: int
    days: int = 30  # in which all reports are submitted
    offices: Sequence[str] = (ex.BEISHAN,)
    categories: Sequence[str] = (RUBBISH,)


def write(url: str, lives: Sequence[Life], plan: Plan) -> int:
    """Let the log at `url` grow by about so many events; answer its size.

    Nobody else may write to it meanwhile.
    """
    engine = open_engine(url, durable=False)
    try:
        return _write(engine, lives, plan)
    finally:
        engine.dispose()


def _write(engine: Engine, lives: Sequence[Life], plan: Plan) -> int:
    columns = log_head.c.tenant, log_head.c.size, log_head.c.frontier, log_head.c.recorded_at
    with engine.connect() as db:
        tenant, size, packed, began = db.execute(select(*columns)).one()
    tree = Frontier.unpack(size, packed)
    luck = Random(7)  # noqa: S311 - the same log each time, no secret
    told = _rows(_in_order(lives, plan, began, luck), tenant, size, luck)
    while batch := list(islice(told, BATCH)):
        events = [row for rows, _ in batch for row in rows]
        tree = tree.extended(row["leaf_hash"] for row in events)
        head = {"size": tree.size, "frontier": tree.packed}
        _add(engine, {event: events, command: [made for _, made in batch]})
        with engine.begin() as db:
            db.execute(update(log_head).values(**head, recorded_at=events[-1]["recorded_at"]))
    return tree.size


def _in_order(
    lives: Sequence[Life], plan: Plan, began: int, luck: Random
) -> Iterator[tuple[int, Copy, Told]]:
    """Let all copies live at once; answer what happens, the earliest first."""
    shares = [life.share for life in lives]
    told = [cut(life) for life in lives]
    each = [sum(len(one.parts) for one in some) for some in told]
    mean = sum(share * size for share, size in zip(shares, each, strict=True)) / sum(shares)
    reports = max(1, round(plan.events / mean))
    waiting: list[tuple[int, int, int, Copy, list[Told]]] = []
    rider = UUID(int=luck.getrandbits(128))
    for number in range(reports):
        at = began + 1 + plan.days * _DAY * number // reports
        yield from _until(at, waiting)
        if number % REPORTS_A_RIDER == 0:
            rider = UUID(int=luck.getrandbits(128))
        (which,) = luck.choices(range(len(lives)), shares)
        copy = copy_of(lives[which], at, rider, luck, plan.offices, plan.categories)
        heappush(waiting, (at, number, 0, copy, told[which]))
    yield from _until(None, waiting)


def _until(
    end: int | None, waiting: list[tuple[int, int, int, Copy, list[Told]]]
) -> Iterator[tuple[int, Copy, Told]]:
    while waiting and (end is None or waiting[0][0] < end):
        at, number, step, copy, told = heappop(waiting)
        yield at, copy, told[step]
        if step + 1 < len(told):
            following = at + told[step + 1].after - told[step].after
            heappush(waiting, (following, number, step + 1, copy, told))


def _rows(
    happening: Iterator[tuple[int, Copy, Told]], tenant: str, size: int, luck: Random
) -> Iterator[tuple[list[Values], Values]]:
    """Write down what each command leaves: its events' rows, and its own."""
    versions: Counter[UUID] = Counter()  # of the wallets, which many reports share
    for at, copy, told in happening:
        command_id = luck.randbytes(COMMAND_ID_SIZE)
        first, rows = size + 1, []
        for part in told.parts:
            size += 1
            copy.positions[part.line.id] = size
            stream, version = copy.report, part.line.originator_version
            if part.points:
                versions[copy.rider] += 1
                stream, version = copy.rider, versions[copy.rider]
            row: Values = {
                "originator_id": stream,
                "originator_version": version,
                "topic": part.line.topic,
                "state": part.state(copy),
                "tenant": tenant,
                "command_id": command_id,
                "recorded_at": at,
            }
            leaf = leaf_hash(leaf_data(index=size - 1, **row))
            rows.append({"position": size, **row, "leaf_hash": leaf})
        digest = sha256(command_id).digest()
        made = {"command_id": command_id, "digest": digest}
        yield rows, made | {"first_position": first, "count": len(rows)}


def _add(engine: Engine, tables: dict[Table, list[Values]]) -> None:
    with engine.begin() as db:
        for table, rows in tables.items():
            if engine.dialect.name == "sqlite":
                db.execute(insert(table), rows)
                continue
            names = [column.name for column in table.columns]
            cursor: Any = db.connection.cursor()  # psycopg's own, for COPY
            with cursor, cursor.copy(f"COPY {table.name} ({', '.join(names)}) FROM STDIN") as copy:
                for values in map(itemgetter(*names), rows):
                    copy.write_row(values)

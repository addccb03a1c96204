"""Claims and resolutions a second through HTTP, against the submits of the same server."""

from collections.abc import Iterator
from pathlib import Path
from uuid import UUID, uuid4

from tests.bench.city import Work, furnish, prepare
from tests.bench.engines import Database
from tests.bench.load import CONNECTIONS, send, share, split, submits
from tests.bench.rounds import take_turns
from tests.bench.submits import Plan
from tests.bench.table import Goal, Row

GOAL = Goal(0.7, 0.9)
A_ROUND = 30  # requests on each connection: about as long as the submits take
FOR_EVER = 600.0  # seconds: the requests end by themselves


def measure(databases: list[Database], folder: Path, plan: Plan) -> Iterator[Row]:
    """Compare on each engine; each report is claimed and then resolved, with a photograph."""
    for database in databases:
        town = furnish(folder / database.name, database.fresh(), database.fresh(), CONNECTIONS)
        requests = A_ROUND if plan.rounds > 1 else 4
        each = (plan.rounds + 1) * requests // 2  # one round more, to warm up
        work = prepare(town, CONNECTIONS * each)
        lines = [_asked(work, work.reports[one::CONNECTIONS]) for one in range(CONNECTIONS)]
        with town.served() as server:

            def handle() -> float:
                some = [share(line, requests) for line in lines]  # noqa: B023 - called here
                return send([server.address], some, FOR_EVER).rate

            def submit() -> float:
                return send([server.address], submits(town.riders), plan.seconds).rate  # noqa: B023

            handle()
            submit()
            rates = take_turns(plan.rounds, handle, submit)
        what = f"claims and resolutions, {CONNECTIONS} connections, {database.name}"
        yield Row(what, rates[0], "submits of the same server", rates[1], goal=GOAL)


def _asked(work: Work, reports: list[UUID]) -> Iterator[bytes]:
    """Claim each report, then resolve it."""
    done = {"outcome": "cleaned", "words": "清理完毕", "photos": [work.photo]}
    for report in reports:
        for command, body in (("claim", {}), ("resolve", done)):
            begin, end = split(f"/v1/reports/{report}/{command}", work.token, body)
            yield begin + uuid4().hex.encode() + end

"""A primary that is restarted or failed over costs time, never an event, never a false conflict."""

import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import replace

from deploy.scaled.postgres import Cluster
from tests.faults.city import City
from tests.faults.conftest import Figure
from tests.faults.judging import judge
from tests.faults.load import Load
from tests.faults.postgresql.patience import Patient, patient_people
from tests.faults.postgresql.standbys import Pair, at, say, until
from tests.faults.server import Server
from tests.sizes import chance, times

ROUNDS = times(1, 1, 30)
ANSWERS = 12  # of six people, so that some are in the middle of each of their errands
AWAY_S = 0.5
STARTING_S = 60.0
WAYS: dict[str, Callable[[Cluster], None]] = {
    "fast": Cluster.halt,
    "immediate": Cluster.stop,
    "kill -9": Cluster.kill,
}


@contextmanager
def processes(city: City) -> Iterator[list[str]]:
    """Run two APIs and a crew over the city; answer with the doors."""
    with ExitStack() as held:
        running = [Server(city, word) for word in ("api", "api", "work")]
        for server in running:
            held.callback(server.kill)
            server.start()
        yield [server.address for server in running[:2]]
        for server in running:
            assert server.stop() == 0
            said = server.journal.read_text("utf-8")
            assert '"unexpected"' not in said, said
            assert " parked" not in said, said


def test_restarts_and_a_failover_under_load_lose_nothing_and_accuse_nobody(
    pair: Pair, figure: Figure
) -> None:
    drawn = chance("restarts")
    with (
        processes(pair.either) as doors,
        patient_people(pair.city, doors, drawn) as load,
    ):
        for _ in range(ROUNDS):
            for end in WAYS.values():
                goes_on(load)
                end(pair.primary)
                time.sleep(drawn.uniform(0.0, AWAY_S))
                started(pair.primary)
        goes_on(load)
        pair.insure()
        goes_on(load)
        pair.primary.kill()
        began = time.monotonic()
        say(pair.standby, "SELECT pg_promote()")
        goes_on(load)
        seconds = time.monotonic() - began
    keys, database = (at(pair.standby, url) for url in (pair.city.keys, pair.city.database))
    city = replace(pair.city, database=database, keys=keys)
    # Nobody lost a race against themselves.
    codes = {call.answer.code for call in load.diary.calls if call.answer}
    assert codes.isdisjoint({"changed-meanwhile", "command-reused"}), codes
    figure(
        f"{ROUNDS} times {', '.join(WAYS)}, and a standby promoted: {judge(city, load.diary.calls)}"
    )
    figure(
        f"{Patient.again} times told to come back; the longest call took {Patient.longest:.1f} s, "
        f"{ANSWERS} answers from the promoted standby {seconds:.1f} s"
    )


def started(server: Cluster) -> None:
    """Start a server again, once the children of one that was killed have noticed."""
    end = time.monotonic() + STARTING_S
    while server.pid is None:
        with suppress(RuntimeError):
            server.start()
        assert time.monotonic() < end


def goes_on(load: Load) -> None:
    """Wait until people were answered so many times more."""
    before = answered(load)
    until(lambda: answered(load) >= before + ANSWERS)


def answered(load: Load) -> int:
    """Count what was done."""
    return sum(1 for call in list(load.diary.calls) if call.answer and call.answer.good)

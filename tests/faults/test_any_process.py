"""Any process of a scaled city may be killed at any instant: nothing is lost, nobody accused."""

import asyncio
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from itertools import count
from pathlib import Path
from random import Random
from time import monotonic, sleep

from deploy.scaled.postgres import Cluster
from tests.faults.bodies import BACKEND, CHILDREN, kill_child, kill_postmaster, until_it_answers
from tests.faults.calls import Call
from tests.faults.city import City, furnish
from tests.faults.conftest import Figure, new_database
from tests.faults.insistence import Insistent
from tests.faults.judging import judge
from tests.faults.load import Load, go_on
from tests.faults.server import Server, assert_foreseen
from tests.postgres import cluster
from tests.sizes import chance, times

KILLS = times(4, 20, 500)
BETWEEN = (0, 1, 5, 25)  # calls that people go on to before the next kill
LONGEST_S = 0.3  # and then
RIDERS = 8
POSTMASTER = "postmaster"
WHOM = ("api", "api", "work", "work", POSTMASTER, BACKEND, BACKEND, *CHILDREN)


class Scaled:
    """Two processes of the API and two of workers on one PostgreSQL, one of them dying."""

    def __init__(self, city: City, server: Cluster, drawn: Random) -> None:
        self.killed: Counter[str] = Counter()
        self.doors = [Server(city, "api") for _ in range(2)]
        self.crews = [Server(city, "work") for _ in range(2)]
        self._server = server
        self._drawn = drawn

    @property
    def all(self) -> list[Server]:
        """Every process of ours."""
        return [*self.doors, *self.crews]

    def kill(self, whom: str) -> None:
        """Kill one, and start it again where nobody else does."""
        if self._server.pid is None:
            self._server.start()  # it gave up: its recovery was killed, too
        if whom == POSTMASTER:
            kill_postmaster(self._server)
        elif whom in ("api", "work"):
            one = self._drawn.choice(self.doors if whom == "api" else self.crews)
            one.kill()
            revive(one)
        elif not kill_child(self._server, whom, self._drawn):
            return  # it is only just being started
        self.killed[whom] += 1


def test_nothing_is_lost_whoever_is_killed(figure: Figure, tmp_path: Path) -> None:
    drawn, began = chance("any process"), monotonic()
    with city_on_postgresql(tmp_path) as (city, server):
        load, scaled = Load(city, drawn), Scaled(city, server, drawn)
        with ExitStack() as ending:
            for one in scaled.all:
                ending.callback(one.kill)
                one.start()
            first = count()
            load.begin(lambda: Insistent(city, scaled.doors, next(first) % 2))
            ending.callback(load.end)
            whom: list[str] = []
            while scaled.killed.total() < KILLS:
                whom = whom or drawn.sample(WHOM, len(WHOM))
                go_on(load, drawn.choice(BETWEEN))
                sleep(drawn.uniform(0, LONGEST_S))
                scaled.kill(whom.pop())
            load.end()
            until_it_answers(server)
            assert [one.stop() for one in scaled.all] == [0] * len(scaled.all)
        for one in scaled.all:
            assert_foreseen(one)
        found = judge(city, load.diary.calls)
    nobody_is_accused(city, load.diary.calls)
    assert found.acknowledged > KILLS
    killed = ", ".join(f"{often} {name}" for name, often in scaled.killed.most_common())
    figure(f"{KILLS} kills in {monotonic() - began:.0f} s ({killed}); {found}")


def nobody_is_accused(city: City, calls: list[Call]) -> None:
    """Nobody lost a race against themselves: neither of a version nor of a claim."""
    for call in calls:
        if call.answer and not call.answer.good:
            assert call.answer.code != "changed-meanwhile", call
            assert call.answer.body.get("holder") != city.people[call.login], call


def revive(one: Server) -> None:
    """Start a process as systemd does: again, where the database is not there yet."""
    for _ in range(20):
        with suppress(AssertionError):
            one.start()
            return
        one.kill()
        sleep(0.5)
    one.start()


@contextmanager
def city_on_postgresql(folder: Path) -> Iterator[tuple[City, Cluster]]:
    """Found a city on a server of its own, whose commits survive a power cut."""
    with cluster(durable=True) as server:
        log, keys = (new_database(server.url, name) for name in ("log", "keys"))
        yield asyncio.run(furnish(folder, log, keys, riders=RIDERS)), server

"""The server may be killed at any instant: nothing that was acknowledged is lost."""

from functools import partial
from random import Random
from time import monotonic, sleep

from tests.faults.calls import Line
from tests.faults.city import City
from tests.faults.conftest import Figure
from tests.faults.judging import judge
from tests.faults.load import Load
from tests.faults.server import Server, assert_no_flaw
from tests.sizes import chance, times

KILLS = times(3, 8, 500)  # on each engine
LONGEST_LIFE_S = 0.9
OPENING_S = 1.5  # a process killed before this may not have opened yet


def test_nothing_acknowledged_is_lost_when_the_server_is_killed(city: City, figure: Figure) -> None:
    drawn = chance("kills", bool(city.database))
    load, server = Load(city, drawn), Server(city, "serve")
    opening, began = 0.0, monotonic()
    try:
        for number in range(KILLS):
            if number % 5 == 4:
                killed_while_opening(server, drawn)
                continue
            since = monotonic()
            server.start()
            opening += monotonic() - since
            load.settle(server.address)
            load.begin(partial(Line, city, server.address))
            sleep(drawn.uniform(0.02, LONGEST_LIFE_S))
            server.kill()
            load.end()
        server.start()
        load.settle(server.address)
        assert server.stop() == 0
        assert_no_flaw(server)
    finally:
        server.kill()
        load.end()
    ended = monotonic()
    found = judge(city, load.diary.calls)
    figure(
        f"{KILLS} kills in {ended - began:.0f} s, opens in "
        f"{opening / (KILLS - KILLS // 5):.1f} s; {found}"
    )
    assert found.acknowledged > KILLS


def killed_while_opening(server: Server, drawn: Random) -> None:
    """Also whoever clears up after a kill may be killed."""
    server.spawn()
    sleep(drawn.uniform(0.0, OPENING_S))
    server.kill()

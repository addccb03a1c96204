"""Many processes open a new city at the same moment, and all of them find one city."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from projections.house import open_house
from tests.conftest import FreshDatabase
from tests.faults.city import City
from tests.faults.conftest import Figure
from tests.faults.server import environ
from tests.sizes import times

AT_ONCE = times(4, 8, 16)
ROUNDS = times(1, 1, 20)
OPENING_S = 120.0
OPENS = """
import os, sys
from projections.house import open_house
from services.settings import from_environment
print("here", flush=True)
sys.stdin.readline()
house = open_house(from_environment(os.environ))
print(house.wiring.keyring.secret("keyring").hex(), flush=True)
house.close()
"""


@pytest.fixture(params=["sqlite", "postgresql"])
def new_city(request: pytest.FixtureRequest, tmp_path: Path) -> Callable[[int], City]:
    """Answer each call with a city that nobody has opened yet."""
    fresh: FreshDatabase = request.getfixturevalue(f"{request.param}_databases")

    def make(number: int) -> City:
        stores = (fresh(), fresh()) if request.param == "postgresql" else ("", "")
        return City(tmp_path / f"new{number}", *stores, {}, {}, {})

    return make


def test_all_who_open_a_new_city_at_once_find_the_same(
    new_city: Callable[[int], City], figure: Figure
) -> None:
    for number in range(ROUNDS):
        city = new_city(number)
        crowd = [begun(city) for _ in range(AT_ONCE)]
        for one in crowd:
            assert one.stdout is not None
            assert one.stdout.readline() == "here\n", failure(one)
        for one in crowd:
            assert one.stdin is not None
            one.stdin.write("go\n")
            one.stdin.flush()
        told = [one.communicate(timeout=OPENING_S) for one in crowd]
        assert [one.returncode for one in crowd] == [0] * AT_ONCE, told
        assert len({secret for secret, _ in told}) == 1
        house = open_house(city.settings)
        try:
            assert house.wiring.log.head().size == 0
        finally:
            house.close()
    figure(f"{ROUNDS} times {AT_ONCE} processes opened a new city at once: one city, one key")


def begun(city: City) -> subprocess.Popen[str]:
    """Bring a process to where it is about to open the city."""
    return subprocess.Popen(
        [sys.executable, "-c", OPENS],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=environ(city),
    )


def failure(one: subprocess.Popen[str]) -> str:
    """Say why a process did not come so far."""
    return one.communicate()[1]

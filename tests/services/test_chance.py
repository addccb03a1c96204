"""Random bytes by the page are as random as one by one."""

import os
import sys
from concurrent.futures import ThreadPoolExecutor
from os import urandom
from subprocess import run

import pytest

from services import chance
from services.chance import fresh
from services.outside import MACHINE


def test_nothing_is_given_out_twice() -> None:
    with ThreadPoolExecutor(4) as threads:
        given = list(threads.map(lambda _: fresh(12), range(4_000)))

    assert len(set(given)) == len(given)
    assert {len(one) for one in given} == {12}


def test_more_than_a_page_is_given_at_once() -> None:
    assert len(fresh(10_000)) == 10_000


FORKED = """
import os
from services.chance import fresh

os.getpid = lambda: 1  # as in a container within a container: both are the first there
fresh(12)
there, back = os.pipe()
if os.fork() == 0:
    os.write(back, fresh(12))
    os._exit(0)
os.wait()
print(os.read(there, 12) != fresh(12))
"""


def test_a_forked_process_draws_what_its_parent_does_not() -> None:
    said = run([sys.executable, "-c", FORKED], capture_output=True, check=True, text=True)

    assert said.stdout == "True\n"


def test_what_seals_is_drawn_from_the_system(monkeypatch: pytest.MonkeyPatch) -> None:
    drawn: list[bytes] = []

    def draw(count: int) -> bytes:
        drawn.append(urandom(count))
        return drawn[-1]

    monkeypatch.setattr(chance, "_mine", chance._Pages())  # noqa: SLF001 - nothing is at hand
    monkeypatch.setattr(os, "urandom", draw)

    nonce, key = MACHINE.chance.token_bytes(12), MACHINE.chance.token_bytes(32)

    assert nonce + key in b"".join(drawn)

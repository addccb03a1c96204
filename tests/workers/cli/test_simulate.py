"""The command that plays a city from a seed; what it finds is for tests/faults."""

import json

import pytest

from tests.workers.cli.conftest import Run
from workers import cli_simulate
from workers.simulation.playing import Ending

TWO = ("simulate", "--seeds", "3..4", "--steps", "4")
BROKEN = Ending(7, 2, "d", "r", 9, "one law: not kept", ["0 north goes on", "1 south opens"])


def test_a_seed_tells_its_end(run: Run) -> None:
    once, again = (run("simulate", "--seed", "3", "--steps", "4") for _ in range(2))
    assert (once.code, once.err) == (0, "")
    assert once.out.endswith("every law held\n")
    assert once == again


def test_clocks_alone_may_go_wrong(run: Run) -> None:
    words = ("simulate", "--seed", "3", "--steps", "8")
    clocks, all_of_it = run(*words, "--clocks"), run(*words)
    assert clocks.code == 0
    assert clocks.out.endswith("every law held\n")
    assert clocks.out != all_of_it.out


def test_a_span_of_seeds_is_counted(run: Run) -> None:
    assert run(*TWO).out.startswith("2 seeds, ")
    answers = [json.loads(line) for line in run(*TWO, "--json").out.splitlines()]
    assert [(one["seed"], one["broken"], one["tail"]) for one in answers] == [
        (3, None, []),
        (4, None, []),
    ]


def test_a_broken_law_is_told_with_what_led_to_it(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cli_simulate, "play", lambda *_, **__: BROKEN)
    told = run("simulate", "--seeds", "7..7")
    assert told.code == 1
    assert told.out.splitlines()[:2] == BROKEN.trace
    assert "broken one law: not kept" in told.out
    assert told.out.endswith("1 seeds, 9 events, 1 broken\n")
    assert json.loads(run("simulate", "--seed", "7", "--json").out)["tail"] == BROKEN.trace


@pytest.mark.parametrize("span", ["4..3", "4", "a", ""])
def test_a_span_that_is_none_is_refused(span: str, run: Run) -> None:
    refused = run("simulate", f"--seeds={span}")
    assert refused.code == 2
    assert "no span" in refused.err

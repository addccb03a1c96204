"""No number on the command line is so large, so small or so odd that it leads astray."""

from argparse import ArgumentParser, _SubParsersAction
from collections.abc import Iterator
from typing import Any

import pytest

from tests.workers.cli.conftest import Run
from workers.cli import Exit, command_line
from workers.numbers import FOR_EVER, Span, Whole

PARKED = ("--by", "admin1", "--reason", "x")
ODD = ["-1", "-3", "10.5", "1e3", "1_0", " 1", "\u0663", "\u00b2", "", "one", "9" * 30, "9" * 5_000]


def every_action(parser: ArgumentParser) -> Iterator[Any]:
    for action in parser._actions:  # noqa: SLF001 - argparse shows them in no other way
        yield action
        if isinstance(action, _SubParsersAction):
            for inner in action.choices.values():
                yield from every_action(inner)


def test_every_number_is_read_by_the_one_reader() -> None:
    kinds = [action.type for action in every_action(command_line())]

    assert not {int, float} & {kind for kind in kinds if isinstance(kind, type)}
    assert sum(isinstance(kind, Whole | Span) for kind in kinds) == 9


@pytest.mark.parametrize("text", ODD, ids=lambda text: text[:6])
@pytest.mark.parametrize(
    "words",
    [
        ("photos", "scrub", "--sample={}"),
        ("photos", "scrub", "--older={}"),
        ("photos", "scrub", "--unused={}"),
        ("rebuild", "--processes={}"),
        ("simulate", "--seed={}"),
        ("simulate", "--seeds={}..{}"),
        ("simulate", "--seeds=1..{}"),
        ("simulate", "--seed=1", "--steps={}"),
        ("parked", "retry", *PARKED, "--", "queues", "{}"),
        ("parked", "skip", *PARKED, "--", "queues", "{}"),
    ],
    ids=lambda words: " ".join(words[:3]),
)
def test_what_is_no_number_for_it_is_wrong_usage(
    run: Run, words: tuple[str, ...], text: str
) -> None:
    said = run(*(word.format(text, text) for word in words))

    assert (said.code, said.out) == (Exit.USAGE, "")
    assert said.err.startswith("usage: suishoupai")
    last = said.err.splitlines()[-1]
    assert " is no whole number from " in last
    assert len(last) < 200


@pytest.mark.parametrize(
    ("words", "most"),
    [
        (("photos", "scrub", "--sample={}"), 1_000_000_000),
        (("photos", "scrub", "--older={}"), 87_600),
        (("photos", "scrub", "--unused={}", "--json"), 3_650),
        (("rebuild", "map", "--processes={}"), 1_000),
        (("replay", "--as-of={}"), 999_999_999_999_999_999),
    ],
)
def test_the_largest_that_is_allowed_does_what_it_says(
    run: Run, words: tuple[str, ...], most: int
) -> None:
    """On a city that has just been made: nothing there is as old, or as many."""
    said = run(*(word.format(most) for word in words))

    assert said.code == Exit.DONE, said.err


def test_the_ends_are_part_of_what_is_allowed() -> None:
    assert (Whole(0, FOR_EVER)("0"), Whole(0, FOR_EVER)(str(FOR_EVER))) == (0, FOR_EVER)
    assert Span(Whole(0, FOR_EVER))("7..7") == range(7, 8)
    assert len(Span(Whole(0, FOR_EVER))(f"0..{FOR_EVER}")) == FOR_EVER + 1

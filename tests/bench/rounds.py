"""Fair comparison on a machine that others use too: rivals take turns, medians count."""

from collections.abc import Callable
from statistics import median

Measurement = Callable[[], float]  # a rate: how many a second


def take_turns(rounds: int, *rivals: Measurement) -> list[float]:
    """Answer each rival's median over rounds of A B C, A B C, ..."""
    rates: list[list[float]] = [[] for _ in rivals]
    for _ in range(rounds):
        for measure, seen in zip(rivals, rates, strict=True):
            seen.append(measure())
    return [median(seen) for seen in rates]

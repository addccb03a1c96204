"""Submits as fast as one server takes them, for measurements of something else."""

from statistics import mean

from tests.bench.city import Served, Town
from tests.bench.load import CONNECTIONS, send, submits


def submitted(server: Served, town: Town, seconds: float) -> float:
    """Send reports over all connections for so long; answer how many a second.

    Crowds of riders take turns, each for its share of the time: a rider may only send so
    many reports a day, which counts where the views keep up.
    """
    crowds = [
        town.riders[first : first + CONNECTIONS]
        for first in range(0, len(town.riders), CONNECTIONS)
    ]
    each = seconds / len(crowds)
    return mean(send([server.address], submits(crowd), each).rate for crowd in crowds)

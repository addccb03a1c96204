"""Submits as fast as one server takes them, for measurements of something else."""

from tests.bench.city import Served, Town
from tests.bench.load import send, submits


def submitted(server: Served, town: Town, seconds: float) -> float:
    """Send reports over all connections for so long; answer how many a second."""
    return send([server.address], submits(town.riders), seconds).rate

"""Ports of this machine that nobody listens on."""

import random
from contextlib import suppress
from typing import Final

from services.doors import CannotListen, take

HOST: Final = "127.0.0.1"
PORTS: Final = range(22_700, 32_768)  # between SeaweedFS's and those the system gives away


def free_port() -> int:
    """Find a port that nobody listens on, and that no connection is given meanwhile."""
    for port in random.sample(PORTS, len(PORTS)):
        with suppress(CannotListen), take(HOST, port):
            return port
    raise RuntimeError("no free port")

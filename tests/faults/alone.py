"""Whoever judges how long somebody waits has the machine alone; all others share it.

`pytest -n 2` puts two modules to the proof side by side. Tests that are marked `alone` are queued
last, and begin once every other process of the run is between two tests, which then wait for them.
"""

import fcntl
import os
import tempfile
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

# The same in all processes of one run; a process of a run of several must know it.
RUN = os.environ["PYTEST_XDIST_TESTRUNUID"] if "PYTEST_XDIST_WORKER" in os.environ else None


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put those last for whom others would have to wait."""
    items.sort(key=_is_alone)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Generator[None, object, object]:
    """Wait for the machine before the test and what it needs are begun, and measured."""
    with _machine(alone=_is_alone(item)):
        return (yield)


def _is_alone(item: pytest.Item) -> bool:
    return item.get_closest_marker("alone") is not None


@contextmanager
def _machine(*, alone: bool) -> Iterator[None]:
    if RUN is None:
        yield
        return
    with (Path(tempfile.gettempdir()) / f"suishoupai-machine-{RUN}").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX if alone else fcntl.LOCK_SH)
        yield

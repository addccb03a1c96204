"""A demo city in which one report lived, made once and copied for each test."""

import asyncio
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
import structlog

from projections.house import open_house
from services.settings import PREFIX, Settings, from_environment
from tests.workers.cli.lives import live_once
from workers.cli import main
from workers.demo.accounts import found_demo


class Said(NamedTuple):
    """How a command ended, and what it said on which stream."""

    code: int
    out: str
    err: str


Run = Callable[..., Said]


class Lived(NamedTuple):
    """The city that is copied."""

    folder: Path
    report: str


class City(NamedTuple):
    """A city in a folder; `report` is the one that lived there."""

    folder: Path
    report: str
    run: Run

    @property
    def settings(self) -> Settings:
        return from_environment({"SUISHOUPAI_DATA": str(self.folder)})


@pytest.fixture(scope="session")
def lived(tmp_path_factory: pytest.TempPathFactory) -> Lived:
    folder = tmp_path_factory.mktemp("lived") / "data"
    settings = from_environment({"SUISHOUPAI_DATA": str(folder)})

    async def live() -> str:
        house = open_house(settings)
        try:
            await found_demo(house.wiring)
            return await live_once(house)
        finally:
            house.close()

    return Lived(folder, asyncio.run(live()))


@pytest.fixture
def city(lived: Lived, tmp_path: Path, run: Run) -> City:
    """A city of one's own."""
    shutil.copytree(lived.folder, tmp_path / "data")
    return City(tmp_path / "data", lived.report, run)


@pytest.fixture
def run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Iterator[Run]:
    """Run a command on the city in the test's folder."""
    for name in [name for name in os.environ if name.startswith(PREFIX)]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("SUISHOUPAI_DATA", str(tmp_path / "data"))

    def command(*words: str) -> Said:
        capsys.readouterr()
        try:
            code = main(words)
        except SystemExit as ended:  # argparse ends the program by itself
            code = int(str(ended.code))
        said = capsys.readouterr()
        return Said(code, said.out, said.err)

    yield command
    structlog.reset_defaults()  # its standard error ends with the test

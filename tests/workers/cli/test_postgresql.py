"""The same commands against PostgreSQL."""

import asyncio
import json
from pathlib import Path

import pytest

from projections.house import open_house
from services.settings import from_environment
from tests.conftest import FreshDatabase
from tests.workers.cli.conftest import Run
from tests.workers.cli.lives import live_once
from workers.demo.accounts import found_demo


def test_a_city_on_postgresql_is_replayed_verified_exported_and_proven(
    run: Run,
    postgresql_databases: FreshDatabase,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    given = {
        "SUISHOUPAI_DATA": str(tmp_path / "data"),
        "SUISHOUPAI_DATABASE": postgresql_databases(),
        "SUISHOUPAI_KEYS": postgresql_databases(),
    }
    for name, value in given.items():
        monkeypatch.setenv(name, value)

    async def live() -> str:
        house = open_house(from_environment(given))
        try:
            await found_demo(house.wiring)
            return await live_once(house)
        finally:
            house.close()

    report = asyncio.run(live())

    assert json.loads(run("replay", "--json").out)["reports"] == {"verified": 1}
    assert "report.verified" in run("replay", "--report", report).out
    assert run("rebuild", "--processes", "2").code == 0
    live_verdict = json.loads(run("verify", "--json").out)
    assert live_verdict["clean"] is True
    assert run("export", str(tmp_path / "export")).code == 0
    proven = json.loads(run("verify", "--export", str(tmp_path / "export"), "--json").out)
    assert proven == live_verdict
    assert run("token", "rider1").code == 0

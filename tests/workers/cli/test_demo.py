"""A demo city can be left for processes that found nothing."""

import pytest

from services.city.files import DEMO_CITY
from tests.workers.cli.conftest import Run
from workers.cli import Exit
from workers.demo import opening
from workers.demo.world import Scale


def test_it_is_told_once_and_names_its_people(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening, "SCALE", Scale(days=1, reports=2))
    monkeypatch.setenv("SUISHOUPAI_PORT", "8123")

    first = run("demo")
    told = run("replay").out
    again = run("demo")

    assert (first.code, again.code) == (0, 0)
    assert "at http://127.0.0.1:8123\n" in first.out
    assert "  rider1 " in first.out
    assert again.out == first.out
    assert run("replay").out == told


def test_a_real_city_gets_no_demo(run: Run) -> None:
    assert run("city", "load", str(DEMO_CITY)).code == 0

    assert run("demo").code == Exit.REFUSED

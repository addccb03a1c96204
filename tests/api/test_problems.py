"""Every refusal is a documented problem in both languages, and no problem is made up."""

import importlib
import inspect
import pkgutil
import re
from datetime import UTC, datetime
from http import HTTPStatus
from pathlib import Path
from uuid import UUID

import pytest

import api
import domain
import projections
import services
from api.problems import RETRY, TABLE, Row, document
from domain.errors import Refused
from domain.report.refusals import AlreadyClaimed, NotNow
from services.eventlog.errors import ChangedMeanwhile, LogUnavailable
from services.limits import RateLimited
from tests.api.town import STANDARD

PAGE = Path(__file__).resolve().parents[2] / "docs" / "problems.md"


def every_refusal() -> set[type[Refused]]:
    for package in (domain, services, projections, api):
        for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            importlib.import_module(module.name)
    found, new = set(), {Refused}
    while new:
        new = {kind for each in new for kind in each.__subclasses__()}
        found |= {kind for kind in new if kind.__module__.split(".")[0] != "tests"}
    return {kind for kind in found if "code" in kind.__dict__}


def test_every_refusal_has_a_row_and_every_row_a_refusal() -> None:
    assert {kind.code for kind in every_refusal()} == set(TABLE)


def test_the_members_of_a_row_are_attributes_of_its_refusal() -> None:
    own = {kind: set(TABLE[kind.code].members) - {RETRY} for kind in every_refusal()}

    for kind, members in own.items():
        assert not members or members <= set(inspect.signature(kind).parameters), kind


@pytest.mark.parametrize("kind", sorted(every_refusal(), key=str))
def test_an_answer_has_the_members_that_the_page_lists(kind: type[Refused]) -> None:
    refusal, row = kind.__new__(kind), TABLE[kind.code]
    for name in row.members:
        setattr(refusal, name, "7")
    known = dict.fromkeys(row.where_known, "7")

    told = document(refusal, "zh", **known).keys() - STANDARD

    assert told == listed()[kind.code]


def test_a_member_that_no_row_names_is_never_sent() -> None:
    with pytest.raises(ValueError, match="gives rate-limited no holder_login"):
        document(RateLimited(7), "en", holder_login="dispatcher1")


@pytest.mark.parametrize("row", TABLE.values(), ids=lambda row: row.code)
def test_a_row_speaks_both_languages_under_a_known_status(row: Row) -> None:
    assert any("\u4e00" <= sign <= "\u9fff" for sign in row.zh)
    assert row.en.isascii()
    assert HTTPStatus(row.status) >= HTTPStatus.BAD_REQUEST


def test_the_page_lists_the_table() -> None:
    rows = [line for line in PAGE.read_text("utf-8").splitlines() if line.startswith("| `")]

    assert rows == [line(row) for row in TABLE.values()]


def listed() -> dict[str, set[str]]:
    """Read the members that the page lists of each code."""
    lines = [line for line in PAGE.read_text("utf-8").splitlines() if line.startswith("| `")]
    cells = [line.split("|") for line in lines]
    return {cell[1].strip(" `"): set(re.findall(r"`(\w+)`", cell[3])) for cell in cells}


def line(row: Row) -> str:
    names = [f"`{name}`" for name in row.members]
    members = ", ".join(names + [f"(`{name}`)" for name in row.where_known])
    return f"| `{row.code}` | {row.status} | {members} | {row.zh} | {row.en} |"


def test_what_is_sent_along_is_typed() -> None:
    until = datetime(2026, 11, 23, 6, 30, tzinfo=UTC)

    assert document(AlreadyClaimed("ab" * 16, until), "zh") == {
        "type": "/problems/already-claimed",
        "title": "已有人认领",
        "status": 409,
        "detail": "已有人认领",
        "code": "already-claimed",
        "holder": "ab" * 16,
        "lease_until": until,
    }
    assert document(NotNow("claim", "verified"), "en")["state"] == "verified"
    assert document(RateLimited(7), "en")["retry_after"] == 7


def test_what_failed_inside_stays_inside() -> None:
    told = document(LogUnavailable("postgresql://user:secret@db/log is gone"), "en")

    assert "secret" not in str(told)
    assert told["retry_after"] > 0


def test_the_streams_of_a_race_stay_inside() -> None:
    told = document(ChangedMeanwhile(UUID(int=7), 1, 2), "zh")

    assert str(UUID(int=7)) not in str(told)

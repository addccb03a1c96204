"""The pages about states and events say what the code says."""

import re
from pathlib import Path

import pytest

from domain import EVENTS
from domain.report.table import Command, State, Who
from tests.render_docs import PAGES, diagram, events_page
from tests.words import COMMANDS, PEOPLE, STATES


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_the_page_is_up_to_date(page: Path) -> None:
    written = page.read_text(encoding="utf-8")
    assert written == PAGES[page](), "write it anew: python -m tests.render_docs"


def test_every_state_command_and_person_has_a_chinese_word() -> None:
    assert list(STATES) == list(State)
    assert list(COMMANDS) == list(Command)
    assert list(PEOPLE) == list(Who)


def test_every_event_is_told_with_all_its_fields() -> None:
    page = events_page()
    for topic, event in EVENTS.items():
        line = next(line for line in page.splitlines() if line.startswith(f"| `{topic}` |"))
        assert event.__doc__
        for name in event.__struct_fields__:
            assert name == "by" or f"`{name}`" in line, (topic, name)
        assert line.count("🔒") == len(event.SEALED)


def test_the_picture_leaves_no_state_alone() -> None:
    drawn = set(re.findall(r"\w+", diagram()))
    assert {state.value for state in State} <= drawn

"""The documents say what is so: settings, terms, decisions and links are compared."""

import re
from enum import StrEnum
from pathlib import Path

import pytest

from domain.clock import Unit
from domain.values import Role
from services.settings import Described, described
from tests.checks.leaks import tracked
from tests.words import COMMANDS, PEOPLE, STATES

ROOT = Path(__file__).resolve().parents[1]
DOCS = ROOT / "docs"
PAGES = [file for file in tracked(ROOT) if file.suffix == ".md"]
DECISIONS = sorted((DOCS / "decisions").glob("*.md"))
SECTIONS = ["Context", "Decision", "Consequences", "Alternatives", "Enforced by"]
GLOSSARY = (DOCS / "glossary.md").read_text("utf-8")


def name(file: Path) -> str:
    return str(file.relative_to(ROOT))


def row(variable: str, about: Described) -> str:
    default = f"`{about.default}`" if re.fullmatch(r"\S+", about.default) else None
    cells = (f"`{variable}`", default or about.default or "none", about.kind.allowed)
    return f"| {' | '.join((*cells, about.meaning))} |"


def test_every_setting_is_documented_in_order_and_no_other() -> None:
    page = (DOCS / "settings.md").read_text("utf-8")
    rows = [line for line in page.splitlines() if line.startswith("| `")]

    assert rows == [row(variable, about) for variable, about in described().items()]


@pytest.mark.parametrize("file", PAGES, ids=name)
def test_every_link_leads_somewhere(file: Path) -> None:
    targets = re.findall(r"\]\(([^)#\s]+)", file.read_text("utf-8"))
    local = [target for target in targets if "://" not in target]

    assert [each for each in local if not (file.parent / each).exists()] == []


def test_the_index_names_every_page() -> None:
    index = (DOCS / "index.md").read_text("utf-8")
    pages = {file.name for file in DOCS.glob("*.md")} - {"index.md"}

    assert {page for page in pages if f"({page})" not in index} == set()


@pytest.mark.parametrize("words", [Role, Unit], ids=lambda words: words.__name__)
def test_the_glossary_decides_every_stored_word(words: type[StrEnum]) -> None:
    assert [word.value for word in words if f"`{word}`" not in GLOSSARY] == []


@pytest.mark.parametrize("words", [STATES, COMMANDS, PEOPLE], ids=["states", "commands", "people"])
def test_the_glossary_has_the_chinese_word_of_everything_in_a_reports_life(
    words: dict[StrEnum, str],
) -> None:
    rows = [line for line in GLOSSARY.splitlines() if line.startswith("| ")]
    said = [(word, f"`{code}`") for code, chinese in words.items() for word in chinese.split("、")]

    assert [it for it in said if not any(it[0] in row and it[1] in row for row in rows)] == []


def test_no_term_has_two_places_in_the_glossary() -> None:
    rows = [line.split("|") for line in GLOSSARY.splitlines() if line.startswith("| ")]
    words = [word for cells in rows for word in re.findall(r"`(\w+)`", cells[2])]
    several = {word for word in words if words.count(word) > 1}

    assert several == {"report", "reopen", "stock"}  # explained where they stand


def test_every_module_of_faults_stands_in_the_document_of_promises() -> None:
    text = (DOCS / "reliability.md").read_text("utf-8")
    modules = (ROOT / "tests" / "faults").rglob("test_*.py")

    assert [module.name for module in modules if module.name not in text] == []


@pytest.mark.parametrize("file", DECISIONS, ids=name)
def test_a_decision_fits_one_screen_and_has_every_part(file: Path) -> None:
    text = file.read_text("utf-8")
    parts = re.split(r"^## (.+)\n", text, flags=re.MULTILINE)

    assert re.match(rf"# {int(file.name[:4])}\. \S", text)
    assert parts[1::2] == SECTIONS
    assert all(part.strip() for part in parts[2::2])
    assert len(text.splitlines()) <= 45


def test_decisions_are_numbered_without_a_gap() -> None:
    numbers = [int(file.name[:4]) for file in DECISIONS]

    assert numbers == list(range(1, len(DECISIONS) + 1))


@pytest.mark.parametrize("file", DECISIONS, ids=name)
def test_what_a_decision_is_enforced_by_exists(file: Path) -> None:
    enforced = file.read_text("utf-8").split("## Enforced by")[1]
    paths = re.findall(r"`([\w./-]+(?:/|\.)[\w.-]+)`", enforced)

    assert [path for path in paths if not (ROOT / path).exists()] == []
    assert [path for path in paths if path.startswith(("tests/", ".ci/"))]


@pytest.mark.parametrize("readme", ["README.md", "README.zh-CN.md"])
def test_a_readme_names_only_what_exists(readme: str) -> None:
    text = (ROOT / readme).read_text("utf-8")
    makefile = (ROOT / "Makefile").read_text("utf-8")
    offered = set(re.findall(r"(?m)(?:`|^ {4})make ([\w-]+)", text))
    rooms = re.findall(r"`([a-z]+/[\w/.]*)`", text)

    assert {"run", "test"} <= offered
    assert [each for each in offered if not re.search(rf"(?m)^{each}:", makefile)] == []
    assert [each for each in rooms if not (ROOT / each).exists()] == []


def test_the_changelog_is_kept_in_its_form() -> None:
    text = (ROOT / "CHANGELOG.md").read_text("utf-8")
    kinds = {"Added", "Changed", "Deprecated", "Removed", "Fixed", "Security"}

    assert re.findall(r"(?m)^## (.+)$", text)[0] == "[Unreleased]"
    assert set(re.findall(r"(?m)^### (.+)$", text)) <= kinds

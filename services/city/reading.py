"""Reads tables field by field, so that every flaw is found and not the first alone."""

import tomllib
from collections.abc import Hashable
from pathlib import Path
from typing import Annotated, Any, TypeVar

import msgspec
from msgspec import Meta, Struct

from domain.characters import TURNING, UNSEEN
from services.city.findings import Findings, Problem, Rule, Where
from services.city.toml_lines import toml_lines

S = TypeVar("S", bound=Struct)
Table = dict[str, Any]
# Control characters, halves of characters, and what turns round how a name is read.
_BAD = rf"\x00-\x1f\x7f\ud800-\udfff{TURNING}"
_SEEN = rf"(?=.*[^{UNSEEN}])"
Words = Annotated[str, Meta(max_length=200, pattern=rf"^{_SEEN}[^\s{_BAD}][^{_BAD}]*(?<!\s)\Z")]
Text = Annotated[str, Meta(max_length=400, pattern=rf"^[^{_BAD}]*\Z")]
_MEANING = {
    Words: "1 to 200 characters are expected, one of them visible, without blanks around, "
    "control characters or changes of direction",
    Text: "at most 400 characters are expected, without control characters or changes of direction",
}
_RULES = {Words: Rule.WORDS, Text: Rule.TEXT}


def read_text(path: Path, findings: Findings) -> str | None:
    """Read a UTF-8 file; a byte order mark, as spreadsheets write it, is skipped."""
    content = path.read_bytes()
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        findings.report(Problem(path.name, line, "this is not UTF-8"))
        return None


def read_toml(path: Path, findings: Findings) -> tuple[Table, Where] | None:
    """Read a TOML file, and be able to point at anything in it."""
    text = read_text(path, findings)
    if text is None:
        return None
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        findings.report(_not_toml(path.name, text, str(error)))
        return None
    except RecursionError:
        findings.report(Problem(path.name, 1, "this is nested too deeply to be read"))
        return None
    except ValueError:  # of an integer of thousands of digits, which has no line either
        findings.report(Problem(path.name, 1, "a number in this is too long to be read"))
        return None
    # The TOML standard allows \r\n, and the reader takes it for \n as well.
    return table, Where(findings, path.name, toml_lines(text.replace("\r\n", "\n")))


def read_rows(path: Path, name: str, findings: Findings) -> list[tuple[object, Where]]:
    """Read a TOML file that is nothing but a list of tables."""
    read = read_toml(path, findings)
    if read is None:
        return []
    table, where = read
    for other in table.keys() - {name}:
        where.at(other).report(f"unknown field {other}", Rule.UNKNOWN)
    rows = table.get(name, [])
    if not isinstance(rows, list):
        where.at(name).report(f"write [[{name}]] above each of them")
        return []
    return [(row, where.at(name, number)) for number, row in enumerate(rows)]


def read_struct(kind: type[S], table: object, where: Where) -> S | None:
    """Make a `kind` of a table: None, and every flaw reported, if it does not fit."""
    if not isinstance(table, dict):
        where.report("a table was expected here")
        return None
    before = len(where.findings)
    fields = {field.encode_name: field for field in msgspec.structs.fields(kind)}
    for name in table:
        if name not in fields:
            where.at(name).report(f"unknown field {name}", Rule.UNKNOWN)
    values = {}
    for name, field in fields.items():
        if name in table:
            try:
                values[name] = msgspec.convert(table[name], field.type)
            except msgspec.ValidationError as error:
                message = f"{name}: {_meaning(field.type, table[name], error)}"
                where.at(name).report(message, _rule(field.type, table[name]))
        elif field.required:
            where.report(f"{name} is missing", Rule.MISSING)
    return kind(**values) if len(where.findings) == before else None


def _meaning(kind: Any, value: object, error: Exception) -> str:  # noqa: ANN401 - any annotation
    """Say a pattern in words, where there are some."""
    known = isinstance(value, str) and isinstance(kind, Hashable)
    return _MEANING.get(kind, str(error)) if known else str(error)


def _rule(kind: Any, value: object) -> Rule:  # noqa: ANN401 - any annotation
    known = isinstance(value, str) and isinstance(kind, Hashable)
    return _RULES.get(kind, Rule.VALUE) if known else Rule.VALUE


def _not_toml(file: str, text: str, message: str) -> Problem:
    """Take the line out of the reader's message: "... (at line 3, column 1)"."""
    what, _, place = message.rpartition(" (at ")
    line = place.removeprefix("line ").partition(",")[0]
    last = text.rstrip().count("\n") + 1  # it says "at end of document"
    return Problem(file, int(line) if line.isdigit() else last, f"this is not TOML: {what}")

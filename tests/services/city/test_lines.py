"""The line of anything in a TOML file, however the file is laid out."""

import tomllib
from typing import Any

import pytest

from services.city.toml_lines import toml_lines

AWKWARD = """\
# a comment with [brackets] and "quotes"
title = "a [[table]] = # in a text" # and after it
long = \"\"\"
[not.a.table]
key = "not a key"
\"\"\"
literal = '''
[[nor]] ' this
''' # over
"quoted key" = 1
a.b = 2
days = [ # first
  1, 2,
  # between
  3,
  [4,
   5],
]
inline = { one = [1, 2], two = "x" }

[ table ]
x = 1
[table.sub]
x = 2

[[list]]
name = "first"
  [[list.inner]]
  name = "first of first"
  [[list.inner]]
  name = "second of first"
[[list]]
name = "second"
[[list.inner]]
name = "first of second"
[list.inner.deep]
x = 3
"""


@pytest.mark.parametrize(
    ("path", "line"),
    [
        ((), 1),
        (("title",), 2),
        (("long",), 3),
        (("literal",), 7),
        (("quoted key",), 10),
        (("a", "b"), 11),
        (("days",), 12),
        (("days", 0), 13),
        (("days", 1), 13),
        (("days", 2), 15),
        (("days", 3), 16),
        (("days", 3, 1), 16),
        (("inline",), 19),
        (("inline", "two"), 19),
        (("table",), 21),
        (("table", "x"), 22),
        (("table", "sub", "x"), 24),
        (("list", 0), 26),
        (("list", 0, "name"), 27),
        (("list", 0, "inner", 0, "name"), 29),
        (("list", 0, "inner", 1), 30),
        (("list", 1), 32),
        (("list", 1, "missing"), 32),
        (("list", 1, "inner", 0, "name"), 35),
        (("list", 1, "inner", 0, "deep", "x"), 37),
        (("nowhere", 4, "at all"), 1),
    ],
)
def test_it_is_found_where_it_begins(path: tuple[str | int, ...], line: int) -> None:
    assert toml_lines(AWKWARD)(path) == line


def values(found: Any, path: tuple[str | int, ...] = ()) -> dict[tuple[str | int, ...], object]:
    """Every leaf of a table, by its path."""
    if not isinstance(found, dict | list):
        return {path: found}
    parts = list(found.items()) if isinstance(found, dict) else list(enumerate(found))
    return {at: leaf for key, part in parts for at, leaf in values(part, (*path, key)).items()}


def test_a_value_whose_line_is_cut_out_is_gone_or_changed() -> None:
    """Every plain `key = value` of the text, taken out at its line, is what goes missing."""
    lines = AWKWARD.splitlines()
    locate, tried = toml_lines(AWKWARD), 0
    before = values(tomllib.loads(AWKWARD))
    for path in before:
        line = lines[locate(path) - 1]
        if line.count("=") == 1 and not line.startswith("days") and '"""' not in line:
            if "'''" in line:
                continue
            rest = [*lines[: locate(path) - 1], *lines[locate(path) :]]
            after = values(tomllib.loads("\n".join(rest)))
            assert before.keys() - after.keys() == {path}
            tried += 1
    assert tried == 10

"""Finds the line of anything in a TOML file, so that a flaw can be shown where it is.

The standard library's reader tells lines only of text that is no TOML at all. This one
walks over text that was read already, so it may trust the grammar.
"""

import re
from collections.abc import Iterator

from services.city.findings import Locate, Step

_HEADER = re.compile(r"[ \t]*\[(\[?)([^\[\]\n]+)\]\]?")
_KEY = re.compile(r"[ \t]*([A-Za-z0-9_.\-]+|\"[^\"\n]*\"|'[^'\n]*')[ \t]*=")
_TOKEN = re.compile(
    r'"""(?:\\.|[^\\])*?"{3,5}'
    r"|'''.*?'{3,5}"
    r'|"(?:\\.|[^"\\\n])*"'
    r"|'[^'\n]*'"
    r"|\#[^\n]*"
    r"|\n|[^\S\n]+|[\[\]{},]|[^\s\[\]{},\"'\#]+",
    re.DOTALL,
)
Path = tuple[Step, ...]


def toml_lines(text: str) -> Locate:
    """Answer with a function from a path, such as ("category", 2, "name"), to its line.

    What has no line of its own (an entry of an inline table, a missing key) is found
    where the nearest thing around it begins.
    """
    lines: dict[Path, int] = {(): 1}
    for path, line in _walk(text):
        lines.setdefault(path, line)

    def locate(path: Path) -> int:
        while path not in lines:
            path = path[:-1]
        return lines[path]

    return locate


def _walk(text: str) -> Iterator[tuple[Path, int]]:
    """Name everything that begins somewhere, in the order of the text."""
    place, line = 0, 1
    table: Path = ()
    counts: dict[Path, int] = {}
    while place < len(text):
        found: Path = ()
        if header := _HEADER.match(text, place):
            table = _table(header[2], counts, many=bool(header[1]))
            yield table, line
            place = header.end()
        elif key := _KEY.match(text, place):
            found = (*table, *_parts(key[1]))
            yield found, line
            place = key.end()
        for element, at, after in _statement(text, place, line):
            if found and element is not None:
                yield (*found, element), at
            place, line = after, at
        place, line = place + 1, line + 1


def _statement(text: str, place: int, line: int) -> Iterator[tuple[int | None, int, int]]:
    """Go to the end of a value: its elements' numbers, the line, how far it reached."""
    depth, number, fresh = 0, 0, True
    for token in _TOKEN.finditer(text, place):
        word = token[0]
        if word == "\n" and not depth:
            yield None, line, token.start()
            return
        begins = depth == 1 and fresh and not word.isspace() and word[0] not in "#,]"
        if begins:
            yield number, line, token.end()
            fresh = False
        if word in ("[", "{"):
            depth += 1
        elif word in ("]", "}"):
            depth -= 1
        elif word == "," and depth == 1:
            number, fresh = number + 1, True
        line += word.count("\n")
    yield None, line, len(text)


def _table(name: str, counts: dict[Path, int], *, many: bool) -> Path:
    """Say which table a header opens: of an array, the last or the next one."""
    parts = _parts(name)
    path: Path = ()
    for part in parts[:-1]:
        path = (*path, part)
        if path in counts:
            path = (*path, counts[path])
    path = (*path, parts[-1])
    if not many:
        return path
    counts[path] = counts.get(path, -1) + 1
    return (*path, counts[path])


def _parts(name: str) -> tuple[str, ...]:
    name = name.strip()
    if name[0] in "\"'":
        return (name[1:-1],)
    return tuple(part.strip() for part in name.split("."))

"""The pages of docs/ that follow from the code, and the command that writes them.

`python -m tests.render_docs` writes docs/states.md and docs/events.md; a test compares.
"""

from itertools import groupby
from pathlib import Path

from msgspec import NODEFAULT, Struct
from msgspec.structs import FieldInfo, fields

from domain import EVENTS
from domain.kernel import Event, Subject
from domain.report.table import EVERY, OPEN, TABLE, Rule, State
from tests.shapes import enums, values, written
from tests.words import COMMANDS, PEOPLE, STATES, STREAMS

DOCS = Path(__file__).resolve().parents[1] / "docs"
KEYS = {Subject.RIDER: "rider's key", Subject.REPORT: "report's key"}

STATES_HEAD = """# The states of a report

A report is always in one of ten states. This page is made from the one table in
`domain/report/table.py` (`python -m tests.render_docs`), and a test compares the two; another
test tries every command in every state as everybody. What the table does not name is refused,
and leaves no trace. The table says who may ask, and when; the decisions beside it say what must
be given, and may still refuse: for want of a photograph or of words, because it is too early or
too late, because nobody judges their own work.
"""
ROWS_HEAD = """
A dash in the last column means that the state stays as it is. A decision about a suspension, an
extension or an objection leads on only when it says yes.

| command | 中文 | in | by | leads to |
|---|---|---|---|---|
"""
EVENTS_HEAD = """# Events

Everything that ever happened is one of these events, in one log. This page is made from the
code (`python -m tests.render_docs`), and a test compares the two. One stored example of each
lies in `tests/golden/` and must be readable for ever.

A topic is the event's name for ever. `by` is in every event: the pseudonym of who did it (32
hex digits), or `system:` and the worker's name. Moments are RFC 3339 in UTC with microseconds,
places are integers of 1e-7 degree on WGS-84, and a decision names the versions of the rules it
used. A field marked 🔒 is personal: it is sealed under the key named, and reads as nothing once
that key is destroyed. Fields in *italics* may be absent.
"""


def states_page() -> str:
    """Render the table of a report's life."""
    known = "".join(
        f"| `{state}` | {STATES[state]} | {'open' if state in OPEN else 'closed'} |\n"
        for state in State
    )
    rows = "".join(map(_row, TABLE))
    return (
        f"{STATES_HEAD}\n| state | 中文 | |\n|---|---|---|\n{known}\n## The way through\n\n"
        f"```mermaid\n{diagram()}```\n\n## Who may do what\n{ROWS_HEAD}{rows}"
    )


def diagram() -> str:
    """Draw every step that leads from one state to another."""
    arrows: dict[tuple[State, State], list[str]] = {}
    for row in TABLE:
        for state in sorted(row.states, key=list(State).index):
            if row.to and row.to is not state:
                arrows.setdefault((state, row.to), []).append(row.command)
    lines = ["stateDiagram-v2", "    [*] --> submitted: submit"]
    for (start, end), commands in arrows.items():
        lines.append(f"    {start} --> {end}: {', '.join(dict.fromkeys(commands))}")
    lines += [f"    {state} --> [*]" for state in State if state not in OPEN]
    return "\n".join(lines) + "\n"


def _row(row: Rule) -> str:
    who = ", ".join(f"{PEOPLE[one]} `{one}`" for one in PEOPLE if one in row.who)
    to = f"{STATES[row.to]} `{row.to}`" if row.to else "—"
    states = _states(row.states)
    return f"| `{row.command}` | {COMMANDS[row.command]} | {states} | {who} | {to} |\n"


def _states(states: frozenset[State]) -> str:
    if states == EVERY:
        return "any state"
    missing = [state for state in State if state not in states]
    if len(missing) == 1:
        return f"any state but `{missing[0]}`"
    return ", ".join(f"`{state}`" for state in State if state in states)


def events_page() -> str:
    """Render every event with its fields."""
    pages = [EVENTS_HEAD]
    for stream, topics in groupby(EVENTS, key=lambda topic: topic.partition(".")[0]):
        pages.append(f"## {stream}: {STREAMS[stream]}\n")
        pages.append("| topic | what happened | fields |\n|---|---|---|")
        pages += [_event(topic, EVENTS[topic]) for topic in topics]
        pages.append("")
    pages.append("## What events carry\n\n| value | what it is | fields |\n|---|---|---|")
    pages += [f"| `{kind.__name__}` | {_first_line(kind)} | {_fields(kind)} |" for kind in values()]
    pages.append("\n## Words that are stored\n\n| enum | what it says | words |\n|---|---|---|")
    pages += [
        f"| `{kind.__name__}` | {_first_line(kind)} | {' '.join(f'`{one}`' for one in kind)} |"
        for kind in enums()
    ]
    return "\n".join(pages) + "\n"


def _event(topic: str, kind: type[Event]) -> str:
    return f"| `{topic}` | {_first_line(kind)} | {_fields(kind)} |"


def _fields(kind: type[Struct]) -> str:
    sealed: dict[str, Subject] = getattr(kind, "SEALED", {})
    named = [_field(one, sealed) for one in fields(kind) if one.name != "by"]
    return "; ".join(named) or "—"


def _field(field: FieldInfo, sealed: dict[str, Subject]) -> str:
    optional = field.default is not NODEFAULT or field.default_factory is not NODEFAULT
    name = f"*`{field.name}`*" if optional else f"`{field.name}`"
    lock = f" 🔒 {KEYS[sealed[field.name]]}" if field.name in sealed else ""
    return f"{name} {written(field.type)}{lock}"


def _first_line(kind: type) -> str:
    return (kind.__doc__ or "").strip().splitlines()[0].removesuffix(".")


PAGES = {DOCS / "states.md": states_page, DOCS / "events.md": events_page}


def main() -> None:
    """Write the pages."""
    for page, render in PAGES.items():
        page.write_text(render(), encoding="utf-8")


if __name__ == "__main__":
    main()

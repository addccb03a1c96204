"""What is wrong with a city's set-up: each flaw with its spot and its rule, all at once."""

from collections.abc import Callable, Hashable
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import ClassVar, NamedTuple

from domain.errors import Refused

Step = str | int
Locate = Callable[[tuple[Step, ...]], int]


class Rule(StrEnum):
    """What a flaw breaks, so that a page can say it in its reader's language."""

    VALUE = "value"
    WORDS = "words"
    TEXT = "text"
    UNKNOWN = "extra_forbidden"
    MISSING = "missing"
    RANGE = "range"
    TWICE = "twice"
    HOURS = "working_hours"
    LIMIT = "limit"
    CONDITION = "condition_code"
    KIND = "kind"
    POINTS = "corroborator_points"
    SEASON = "season"
    SUPPLY = "supplied"
    RIDER_POST = "rider_post"
    OFFICE_NEEDED = "office_needed"
    WHOLE_CITY = "whole_city"
    FIGURE = "figure"
    USE = "use"
    LINE = "line"
    NO_OFFICE = "no_office"
    NO_COMMUNITY = "no_community"


class Problem(NamedTuple):
    """One flaw, and where to look for it; lines count from 1."""

    file: str
    line: int
    message: str
    path: tuple[Step, ...] = ()  # the field, for those who have no lines to look at
    rule: Rule = Rule.VALUE

    def __str__(self) -> str:
        """Say it the way compilers do, so that editors can jump there."""
        return f"{self.file}:{self.line}: {self.message}"


class BadCityFiles(Refused):
    """What files or a form say is no city; nothing of it was taken over."""

    code: ClassVar[str] = "bad-city-files"

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__("\n".join(map(str, problems)))
        self.problems = problems


@dataclass(frozen=True)
class Findings:
    """The flaws found so far, each once."""

    _found: dict[Problem, None] = field(default_factory=dict)

    def report(self, problem: Problem) -> None:
        """Take note of a flaw."""
        self._found[problem] = None

    def __len__(self) -> int:
        """Count the flaws."""
        return len(self._found)

    def settle(self) -> None:
        """Refuse the files if anything was found, in the order of reading."""
        if self._found:
            raise BadCityFiles(tuple(sorted(self._found, key=lambda one: one[:2])))


@dataclass(frozen=True)
class Where:
    """A spot in a file, or in a form, that knows its line and whom to tell."""

    findings: Findings
    file: str
    locate: Locate
    path: tuple[Step, ...] = ()

    def at(self, *steps: Step) -> "Where":
        """Look further in: a key of a table, an index of a list."""
        return replace(self, path=(*self.path, *steps))

    def __str__(self) -> str:
        """Name the spot: by file and line, in a form by the field."""
        return f"{self.file}:{self.locate(self.path)}" if self.file else dotted(self.path)

    def report(self, message: str, rule: Rule = Rule.VALUE) -> None:
        """Report a flaw at this spot."""
        line = self.locate(self.path)
        self.findings.report(Problem(self.file, line, message, self.path, rule))


def dotted(path: tuple[Step, ...]) -> str:
    """Write a path the way forms name their fields: conditions.0.limit."""
    return ".".join(map(str, path))


def form() -> Where:
    """Begin to read a form: it has fields, but no file and no lines."""
    return Where(Findings(), "", lambda _: 0)


class Unique:
    """Sees to it that a code is given only once, and says where it was before."""

    def __init__(self, what: str) -> None:
        self._what = what
        self._seen: dict[Hashable, Where] = {}

    def check(self, code: Hashable, where: Where) -> bool:
        """Report `code` if it came before; answer whether it is new."""
        first = self._seen.setdefault(code, where)
        if first is where:
            return True
        where.report(f"{self._what} {code} stands in {first} already", Rule.TWICE)
        return False

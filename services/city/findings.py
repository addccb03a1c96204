"""What is wrong with a city's files: each flaw with its file and line, all of them at once."""

from collections.abc import Callable, Hashable
from dataclasses import dataclass, field, replace
from typing import ClassVar, NamedTuple

from domain.errors import Refused

Step = str | int
Locate = Callable[[tuple[Step, ...]], int]


class Problem(NamedTuple):
    """One flaw, and where to look for it; lines count from 1."""

    file: str
    line: int
    message: str

    def __str__(self) -> str:
        """Say it the way compilers do, so that editors can jump there."""
        return f"{self.file}:{self.line}: {self.message}"


class BadCityFiles(Refused):
    """The files do not describe a city; nothing of them was loaded."""

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
    """A spot in a file that knows how to find its line and whom to tell."""

    findings: Findings
    file: str
    locate: Locate
    path: tuple[Step, ...] = ()

    def at(self, *steps: Step) -> "Where":
        """Look further in: a key of a table, an index of a list."""
        return replace(self, path=(*self.path, *steps))

    def report(self, message: str) -> None:
        """Report a flaw at this spot."""
        self.findings.report(Problem(self.file, self.locate(self.path), message))


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
        line = first.locate(first.path)
        where.report(f"{self._what} {code} stands in {first.file}:{line} already")
        return False

"""What was measured, as rows that are printed as soon as they are known."""

from typing import NamedTuple

WIDTHS = (50, 12, 44, 12, 8, 20, 4)
HEADINGS = ("what", "ours", "against", "theirs", "ratio", "goal", "")


class Goal(NamedTuple):
    """A ratio to be reached, and one to aim at; `at_most` where less is better."""

    must: float
    aim: float
    at_most: bool = False

    def verdict(self, ratio: float) -> str:
        """Judge a ratio: `aim`, `pass` or `MISS`."""
        sign = -1 if self.at_most else 1
        if sign * ratio >= sign * self.aim:
            return "aim"
        return "pass" if sign * ratio >= sign * self.must else "MISS"

    def __str__(self) -> str:
        """Write the goal as it stands in the table."""
        way = "<=" if self.at_most else ">="
        return f"{way} {self.must:g}x, aim {self.aim:g}x"


class Row(NamedTuple):
    """One comparison: rates in `unit`, medians of rounds that took turns."""

    what: str
    ours: float
    against: str
    theirs: float
    unit: str = "/s"
    goal: Goal | None = None

    @property
    def verdict(self) -> str:
        """Whether the goal was reached; empty where there is none."""
        return self.goal.verdict(self.ours / self.theirs) if self.goal else ""

    @property
    def cells(self) -> tuple[str, ...]:
        """The row as it is printed; the ratio is above 1 where ours is more."""
        ratio = self.ours / self.theirs
        rates = f"{number(self.ours)}{self.unit}", f"{number(self.theirs)}{self.unit}"
        judged = (str(self.goal), self.verdict) if self.goal else ()
        return self.what, rates[0], self.against, rates[1], f"{number(ratio)}x", *judged


class Fact(NamedTuple):
    """A figure that has no rival."""

    what: str
    value: str

    @property
    def cells(self) -> tuple[str, ...]:
        """The fact as it is printed."""
        return self.what, self.value


def line(cells: tuple[str, ...]) -> str:
    """Write one line of the table."""
    widths = WIDTHS[: len(cells)]
    return "  ".join(cell.ljust(width) for cell, width in zip(cells, widths, strict=True)).rstrip()


def number(value: float) -> str:
    """Write three significant digits, without an exponent."""
    digits = 0 if value >= 100 else 1 if value >= 10 else 2
    return f"{value:,.{digits}f}"

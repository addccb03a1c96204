"""What was measured, as rows that are printed as soon as they are known."""

from typing import NamedTuple

WIDTHS = (50, 12, 44, 12, 8)
HEADINGS = ("what", "ours", "against", "theirs", "ratio")


class Row(NamedTuple):
    """One comparison: rates in `unit`, medians of rounds that took turns."""

    what: str
    ours: float
    against: str
    theirs: float
    unit: str = "/s"

    @property
    def cells(self) -> tuple[str, ...]:
        """The row as it is printed; the ratio is above 1 where ours is more."""
        ratio = self.ours / self.theirs
        rates = f"{number(self.ours)}{self.unit}", f"{number(self.theirs)}{self.unit}"
        return self.what, rates[0], self.against, rates[1], f"{number(ratio)}x"


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

"""The bar is drawn for people, and for nobody else."""

import io

from workers.progress import Bar


class Terminal(io.StringIO):
    """A text that says it is a terminal."""

    def isatty(self) -> bool:
        return True


def test_a_bar_grows_on_a_terminal_and_is_wiped_away() -> None:
    out = Terminal()

    with Bar("verify", out) as bar:
        bar(1, 3)
        bar(3, 3)

    drawn = out.getvalue().split("\r")
    assert drawn[1] == "verify " + "█" * 9 + "·" * 21 + "  33 %"
    assert drawn[2] == "verify " + "█" * 30 + " 100 %"
    assert drawn[3] == "\x1b[K"


def test_nothing_is_drawn_anew_while_the_percentage_stands() -> None:
    out = Terminal()

    with Bar("verify", out) as bar:
        for done in range(1000):
            bar(done, 100_000)

    assert out.getvalue().count("%") == 1


def test_nothing_of_nothing_is_all() -> None:
    out = Terminal()

    with Bar("verify", out) as bar:
        bar(0, 0)

    assert "100 %" in out.getvalue()


def test_scripts_see_no_bar() -> None:
    out = io.StringIO()

    with Bar("verify", out) as bar:
        bar(1, 2)

    assert out.getvalue() == ""

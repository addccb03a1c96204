"""Whatever listens to a command, in any encoding or not at all, it is no flaw of the command."""

import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.workers.cli.conftest import City
from workers.streams import heard, make_ready
from workers.telling import answer, complain, tell

ROOT = Path(__file__).resolve().parents[3]
COMMAND = "import sys; from workers.cli import main; sys.exit(main())"
PLAIN = {"PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "LC_ALL": "C"}


def command(*words: str, more: dict[str, str], closed: str = "") -> tuple[int, bytes, bytes]:
    """Run a command in a process of its own, without the streams of these numbers."""
    shell = ["sh", "-c", f'exec "$@" {" ".join(f"{one}>&-" for one in closed)}', "sh"]
    done = subprocess.run(
        [*shell, sys.executable, "-c", COMMAND, *words],
        env={**os.environ, **more},
        cwd=ROOT,
        capture_output=True,
        check=False,
    )
    return done.returncode, done.stdout, done.stderr


@pytest.mark.parametrize(
    "more",
    [{"PYTHONIOENCODING": "ascii"}, {"PYTHONIOENCODING": "ascii:strict"}, PLAIN],
    ids=["ascii", "strict", "C"],
)
def test_where_chinese_cannot_be_written_it_is_written_as_numbers(more: dict[str, str]) -> None:
    code, out, err = command("--help", more=more)

    assert (code, err) == (0, b"")
    assert rb"\u968f\u624b\u62cd" in out


@pytest.mark.parametrize("closed", ["1", "2", "012"])
def test_a_stream_that_was_closed_is_no_flaw_and_nothing_else_is_taken_for_it(
    city: City, closed: str
) -> None:
    files = {file: file.read_bytes() for file in city.folder.glob("*.db")}
    said = command("replay", more={"SUISHOUPAI_DATA": str(city.folder)}, closed=closed)

    assert (said[0], said[2]) == (0, b"")
    assert {file: file.read_bytes() for file in files} == files


def test_without_standard_input_a_password_is_too_short(city: City) -> None:
    more = {"SUISHOUPAI_DATA": str(city.folder)}

    code, _, err = command("account", "add", "fred", "--password-stdin", more=more, closed="0")

    assert code == 1
    assert b"at least 10 characters" in err


@pytest.mark.parametrize("encoding", ["ascii", "gb2312", "latin-1", "utf-8"])
def test_an_answer_is_json_in_any_encoding(monkeypatch: pytest.MonkeyPatch, encoding: str) -> None:
    written = {name: io.BytesIO() for name in ("stdout", "stderr")}
    for name, kept in written.items():
        monkeypatch.setattr(sys, name, io.TextIOWrapper(kept, encoding, write_through=True))
    make_ready()
    answer(words="马路 \U0001f6e3 \ud800")
    tell("马路 \U0001f6e3")
    complain("马路 \udcff")

    first = written["stdout"].getvalue().splitlines()[0]
    assert json.loads(first.decode(encoding)) == {"words": "马路 \U0001f6e3 \ud800"}
    assert written["stderr"].getvalue().endswith(rb"\udcff" + b"\n")


def test_a_line_without_end_is_not_read_to_its_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"a" * 1_000_000)))

    assert len(heard()) < 100_000

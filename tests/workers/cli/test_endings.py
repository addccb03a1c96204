"""Every command says how it ended: by its exit code, and in one line."""

import errno
import os
import socket
from pathlib import Path

import pytest

from services.city.files import DEMO_CITY
from tests.workers.cli.conftest import City, Run
from workers import cli, cli_people
from workers.cli import ENDINGS, Exit


def test_every_ending_is_explained_in_the_help_and_the_documents(run: Run) -> None:
    shown = run("--help")
    page = (Path(__file__).resolve().parents[3] / "docs" / "operating.md").read_text("utf-8")

    assert shown.code == 0
    assert ENDINGS.rstrip() in shown.out
    for ending in Exit:
        assert f"\n  {int(ending):<4} " in ENDINGS
        assert f"| {int(ending)} | " in page


@pytest.mark.parametrize(
    "words",
    [
        (),
        ("fly",),
        ("city",),
        ("account", "add"),
        ("rebuild", "nothing"),
        ("work", "nobody"),
    ],
)
def test_a_wrong_command_is_wrong_usage(run: Run, words: tuple[str, ...]) -> None:
    said = run(*words)

    assert (said.code, said.out) == (Exit.USAGE, "")
    assert said.err.startswith("usage: suishoupai")


@pytest.mark.parametrize(
    ("variable", "value", "why"),
    [
        ("SUISHOUPAI_PORT", "many", "SUISHOUPAI_PORT is 'many'; allowed: 0 to 65535"),
        ("SUISHOUPAI_PROT", "1", "SUISHOUPAI_PROT is no setting; the nearest is SUISHOUPAI_PORT"),
    ],
)
def test_a_wrong_setting_stops_every_command(
    run: Run, monkeypatch: pytest.MonkeyPatch, variable: str, value: str, why: str
) -> None:
    monkeypatch.setenv(variable, value)

    assert run("replay") == (Exit.USAGE, "", f"suishoupai: {why}\n")


def test_a_database_that_does_not_answer_is_not_available(
    run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    monkeypatch.setenv("SUISHOUPAI_DATABASE", f"postgresql://a:b@127.0.0.1:{port}/c")
    monkeypatch.setenv("SUISHOUPAI_KEYS", f"sqlite:///{tmp_path / 'keys.db'}")

    said = run("replay")

    assert said.code == Exit.UNAVAILABLE
    assert said.err.startswith("suishoupai: a database is not available: ")
    assert len(said.err.splitlines()) == 1


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("log", ("replay",)),
        ("log", ("verify",)),
        ("keys", ("token", "rider1")),
        ("views", ("parked",)),
        ("views", ("rebuild",)),
    ],
)
@pytest.mark.parametrize("content", [b"no database " * 2_000, None], ids=["other", "cut"])
def test_a_damaged_database_is_named_with_what_to_do(
    city: City, name: str, words: tuple[str, ...], content: bytes | None
) -> None:
    file = city.folder / f"{name}.db"
    file.write_bytes(content or file.read_bytes()[:9_000])

    said = city.run(*words)

    assert said.code == Exit.UNAVAILABLE
    last = said.err.splitlines()[-1]
    assert last.startswith(f"suishoupai: the database {file} is damaged (")
    assert "Traceback" not in said.err
    page = (Path(__file__).resolve().parents[3] / "docs" / "operating.md").read_text("utf-8")
    assert "\n## A damaged database\n" in page
    assert last.endswith("see 'A damaged database' in docs/operating.md")


@pytest.mark.parametrize("command", ["serve", "api"])
@pytest.mark.parametrize("variable", ["PORT", "METRICS_PORT"])
def test_an_address_that_is_taken_is_not_available(
    run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, variable: str, command: str
) -> None:
    monkeypatch.setenv("SUISHOUPAI_PORT", "0")
    with socket.create_server(("127.0.0.1", 0)) as taken:  # by one that does not answer yet
        port = taken.getsockname()[1]
        monkeypatch.setenv(f"SUISHOUPAI_{variable}", str(port))
        said = run(command)

    assert said.code == Exit.UNAVAILABLE
    assert said.err == f"suishoupai: cannot listen on 127.0.0.1:{port}: Address already in use\n"
    assert not (tmp_path / "data").exists()  # it had not begun


def test_a_key_file_open_to_others_is_refused(city: City) -> None:
    (city.folder / "key-encryption.key").chmod(0o644)

    said = city.run("token", "rider1")

    assert said.code == Exit.REFUSED
    assert "chmod 0400" in said.err


def test_another_citys_log_is_refused(city: City, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SUISHOUPAI_CITY", "elsewhere")

    said = city.run("replay")

    assert said == (Exit.REFUSED, "", "suishoupai: this is the log of demo, not of elsewhere\n")


def test_no_demo_is_played_in_a_real_city(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SUISHOUPAI_PORT", "0")
    assert run("city", "load", str(DEMO_CITY)).code == 0

    said = run("serve", "--demo")

    assert said.code == Exit.REFUSED
    assert "is no demo's" in said.err


def test_a_disk_without_room_is_no_flaw(city: City, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(cli_people, "open_wiring", full)
    said = city.run("token", "rider1")

    assert said.code == Exit.UNAVAILABLE
    assert "No space left on device" in said.err


def test_a_flaw_of_the_program_is_no_refusal(city: City, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(cli_people, "open_wiring", broken)
    said = city.run("token", "rider1")

    assert said.code == Exit.FLAW
    assert "ZeroDivisionError" in said.err


def test_an_interrupted_command_says_so_by_its_code(
    city: City, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(cli, "from_environment", interrupted)

    assert city.run("replay") == (Exit.INTERRUPTED, "", "")

"""Setting a city up and letting people in, from the command line."""

import asyncio
import io
import json
import shutil
import sys
from pathlib import Path

import pytest

from projections.house import open_house
from services.city.files import DEMO_CITY
from services.identity.refusals import BadLogin, PasswordChangeNeeded
from tests.workers.cli.conftest import City


def typed(content: bytes, encoding: str = "utf-8") -> io.TextIOWrapper:
    """Standard input that holds this, as a locale would have it read."""
    return io.TextIOWrapper(io.BytesIO(content), encoding)


def test_the_same_files_again_change_nothing(city: City) -> None:
    said = city.run("city", "load", str(DEMO_CITY))

    assert said == (0, "nothing changed\n", "")


def test_a_changed_file_changes_what_it_says_and_a_new_login_gets_a_password(
    city: City, tmp_path: Path
) -> None:
    files = tmp_path / "files"
    shutil.copytree(DEMO_CITY, files)
    with (files / "staff.toml").open("a") as staff:
        staff.write('\n[[staff]]\nlogin = "newcomer"\nname = "新来"\nposts = [{role = "lead"}]\n')

    said = city.run("city", "load", str(files), "--json")

    told = json.loads(said.out)
    assert said.code == 0
    assert told["changed"] == {"staff": 1}
    assert list(told["one_time_passwords"]) == ["newcomer"]
    assert city.run("token", "newcomer").code == 0


def test_a_password_made_before_the_post_is_void_and_the_same_files_void_none(
    city: City, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = tmp_path / "files"
    shutil.copytree(DEMO_CITY, files)
    monkeypatch.setattr(sys, "stdin", typed(b"heron-under-the-bridge\n"))
    city.run("account", "add", "fred", "--password-stdin")
    with (files / "staff.toml").open("a") as staff:
        staff.write('\n[[staff]]\nlogin = "fred"\nname = "弗雷"\nposts = [{role = "lead"}]\n')
    token = city.run("token", "fred").out.strip()

    first = city.run("city", "load", str(files))
    fresh = city.run("token", "fred").out.strip()
    again = city.run("city", "load", str(files))

    assert first.out.startswith("fred: one-time password ")
    assert again == (0, "nothing changed\n", "")
    house = open_house(city.settings)
    try:
        identity = house.wiring.identity
        assert identity.sessions.session(token) is None
        assert identity.sessions.session(fresh)
        with pytest.raises(BadLogin):
            asyncio.run(identity.staff.log_in("fred", "heron-under-the-bridge", "192.0.2.1"))
        told = first.out.split()[3].rstrip(",")
        with pytest.raises(PasswordChangeNeeded):
            asyncio.run(identity.staff.log_in("fred", told, "192.0.2.1"))
    finally:
        house.close()


def test_flawed_files_are_refused_flaw_by_flaw_and_line_by_line(city: City, tmp_path: Path) -> None:
    files = tmp_path / "files"
    files.mkdir()
    (files / "staff.toml").write_text('[[staff]]\nlogin = "No Login"\nname = "x"\nposts = []\n')

    said = city.run("city", "load", str(files))

    assert said.code == 1
    assert said.out == ""
    assert "staff.toml:2: " in said.err
    assert said.err.splitlines()[-1].startswith("suishoupai: ")
    assert said.err.endswith("nothing was loaded\n")


def test_an_account_is_made_once(city: City) -> None:
    first, again = city.run("account", "add", "Fred"), city.run("account", "add", "fred")

    assert first.code == 0
    assert first.out.startswith("fred: one-time password ")
    assert again == (1, "", "suishoupai: The login fred is taken.\n")


def test_a_password_is_read_from_standard_input(
    city: City, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdin", typed(b"heron-under-the-bridge\n"))
    said = city.run("account", "add", "fred", "--password-stdin")
    monkeypatch.setattr(sys, "stdin", typed(b"short\n"))
    weak = city.run("account", "add", "frieda", "--password-stdin")

    assert said == (0, "fred may log in\n", "")
    assert weak.code == 1
    assert "at least 10 characters" in weak.err


def test_an_empty_password_is_none(city: City, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", typed(b""))

    said = city.run("account", "add", "fred", "--password-stdin")

    assert said.code == 1
    assert "at least 10 characters" in said.err


@pytest.mark.parametrize("locale", ["utf-8", "ascii", "gb18030"])
def test_a_password_is_utf8_whatever_the_locale_says(
    city: City, monkeypatch: pytest.MonkeyPatch, locale: str
) -> None:
    monkeypatch.setattr(sys, "stdin", typed("桥下的苍鹭在等鱼上来\n".encode(), locale))

    assert city.run("account", "add", "fred", "--password-stdin").code == 0
    house = open_house(city.settings)
    try:
        begun = house.wiring.identity.staff.log_in("fred", "桥下的苍鹭在等鱼上来", "10.0.0.1")
        assert asyncio.run(begun)
    finally:
        house.close()


@pytest.mark.parametrize("locale", ["utf-8", "latin-1"])
def test_what_is_no_utf8_is_no_password(
    city: City, monkeypatch: pytest.MonkeyPatch, locale: str
) -> None:
    """Decoded as something else it would be a password that nobody can type."""
    monkeypatch.setattr(sys, "stdin", typed(b"heron-under-\xff-the-bridge\n", locale))

    said = city.run("account", "add", "fred", "--password-stdin")

    assert said == (1, "", "suishoupai: standard input is not UTF-8\n")


def test_a_reset_ends_the_sessions_and_draws_a_password(city: City) -> None:
    token = city.run("token", "dispatcher1").out.split()[-1]

    told = json.loads(city.run("account", "reset", "dispatcher1", "--json").out)

    assert told["login"] == "dispatcher1"
    assert len(told["one_time_password"]) == 19
    house = open_house(city.settings)
    try:
        assert house.wiring.identity.sessions.session(token) is None
    finally:
        house.close()


@pytest.mark.parametrize("login", ["rider1", "dispatcher1"])
def test_a_token_speaks_for_its_login(city: City, login: str) -> None:
    said = city.run("token", login)

    house = open_house(city.settings)
    try:
        signed = house.wiring.identity.sessions.session(said.out.split()[-1])
        account = house.wiring.identity.accounts.by_login(login)
    finally:
        house.close()
    assert signed is not None
    assert account is not None
    assert signed.pseudonym == account.pseudonym


def test_nobody_gets_no_token(city: City) -> None:
    assert city.run("token", "nobody") == (1, "", "suishoupai: There is no account 'nobody'.\n")

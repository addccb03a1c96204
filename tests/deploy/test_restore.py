"""Restoring looks at everything first, and what fails can be done again."""

import os
import re
from pathlib import Path

import pytest

from tests.deploy.standing_in import StandingIn

KEY = f"1:{'ab' * 32}\n"


class Restore(StandingIn):
    """A backup, a key, and a new city to restore into."""

    def __init__(self, root: Path) -> None:
        super().__init__(root)
        self.program("pg_restore", 'for last; do :; done; [ -s "$last" ]')
        self.program("psql", "echo 0")
        for name in ("python", "suishoupai"):
            self.program(name)
        self.backup = root / "backups" / "a-day"
        self.backup.mkdir(parents=True)
        (root / "backups" / "photos").mkdir()
        for name in ("log", "keys"):
            (self.backup / f"{name}.dump").write_text("-")
        self.given = root / "key"
        self.given.write_text(KEY)
        self.data = root / "city"
        self.data.mkdir()
        self.key = self.data / "key-encryption.key"

    def restore(self, **more: str) -> tuple[int, str]:
        settings = {"DATA": str(self.data), "DATABASE": "log", "KEYS": "keys", "PHOTOS": "s3"}
        environ = {f"SUISHOUPAI_{name}": value for name, value in (settings | more).items()}
        return self.run("restore.sh", self.backup, self.given, **environ)

    @property
    def changes(self) -> list[str]:
        """What was done, in order, without what only looked."""
        return [re.sub(r"/\S*/", "", call) for call in self.calls if not looks(call)]


def looks(call: str) -> bool:
    return call.startswith(("psql ", "pg_restore --list "))


@pytest.fixture
def city(tmp_path: Path) -> Restore:
    return Restore(tmp_path)


def test_photographs_come_before_events_and_the_city_is_verified(city: Restore) -> None:
    assert city.restore() == (0, "")
    assert city.changes == [
        "python -P mirror.py photos s3",
        "pg_restore --single-transaction --no-owner --dbname=log log.dump",
        "pg_restore --single-transaction --no-owner --dbname=keys keys.dump",
        "suishoupai verify",
    ]
    assert city.key.read_text() == KEY
    assert city.key.stat().st_mode & 0o777 == 0o400


@pytest.mark.skipif(os.getuid() != 0, reason="only root gives files away")
def test_the_key_belongs_to_whom_the_citys_folder_belongs_to(city: Restore) -> None:
    os.chown(city.data, 12_345, 12_346)
    city.restore()

    assert (city.key.stat().st_uid, city.key.stat().st_gid) == (12_345, 12_346)


def test_the_key_goes_where_the_setting_says(city: Restore) -> None:
    elsewhere = city.root / "apart"
    elsewhere.mkdir()

    assert city.restore(KEY_FILE=str(elsewhere / "the.key"))[0] == 0
    assert (elsewhere / "the.key").read_text() == KEY
    assert not city.key.exists()


def test_a_key_that_lies_in_its_place_already_is_fine(city: Restore) -> None:
    city.key.write_text(KEY)
    city.given = city.key

    assert city.restore()[0] == 0


def spoil(city: Restore, what: str) -> None:
    match what:
        case "no folder":
            city.data.rmdir()
        case "no key":
            city.given.write_text("-----\n")
        case "another key":
            city.key.write_text(KEY.replace("ab", "cd"))
        case "no dump":
            (city.backup / "keys.dump").unlink()
        case "no photographs":
            (city.backup.parent / "photos").rmdir()
        case "a city there":
            city.program("psql", 'case "$*" in *keys) echo 7 ;; *) echo 0 ;; esac')


@pytest.mark.parametrize(
    "what", ["no folder", "no key", "another key", "no dump", "no photographs", "a city there"]
)
def test_what_is_not_right_is_told_before_anything_is_changed(city: Restore, what: str) -> None:
    spoil(city, what)
    before = city.key.exists()
    code, complaint = city.restore()

    assert code == 1
    assert "nothing was changed" in complaint
    assert city.changes == []
    assert city.key.exists() == before


def test_a_store_that_does_not_answer_leaves_the_databases_empty(city: Restore) -> None:
    city.program("python", "exit 3")
    assert city.restore()[0] == 3
    assert city.changes == ["python -P mirror.py photos s3"]

    city.program("python")
    assert city.restore() == (0, "")


def test_a_photograph_that_is_damaged_keeps_no_city_from_coming_back(city: Restore) -> None:
    city.program("python", "exit 1")

    assert city.restore()[0] == 1
    assert city.changes[-1] == "suishoupai verify"


@pytest.mark.parametrize("name", ["SUISHOUPAI_DATABASE", "SUISHOUPAI_KEYS", "SUISHOUPAI_PHOTOS"])
@pytest.mark.parametrize("step", ["restore.sh", "backup.sh"])
def test_without_the_citys_settings_nothing_is_done(city: Restore, step: str, name: str) -> None:
    others = {"SUISHOUPAI_DATABASE", "SUISHOUPAI_KEYS", "SUISHOUPAI_PHOTOS"} - {name}
    given = dict.fromkeys(others, "-") | {"SUISHOUPAI_DATA": str(city.data)}
    code, complaint = city.run(step, city.root / "another", city.given, **given)

    assert code
    assert f"{name}: see in-city.sh" in complaint
    assert city.calls == []
    assert not (city.root / "another").exists()

"""An export proves itself without a key, and shows the views that the city shows."""

import hashlib
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.workers.cli.conftest import City
from tests.workers.cli.lives import CANARY
from workers.demo.accounts import RIDERS

Change = Callable[[Path], None]


@pytest.fixture
def folder(city: City, tmp_path: Path) -> Path:
    said = city.run("export", str(tmp_path / "export"), "--json")
    assert said.code == 0, said
    return tmp_path / "export"


def lines_of(folder: Path) -> list[dict[str, Any]]:
    text = (folder / "lines" / "000000.ndjson").read_text()
    return [json.loads(line) for line in text.splitlines()]


def forge(folder: Path, lines: list[dict[str, Any]]) -> None:
    """Write other lines, and make the manifest's sizes and digests fit them."""
    content = "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines).encode()
    (folder / "lines" / "000000.ndjson").write_bytes(content)
    manifest = json.loads((folder / "manifest.json").read_text())
    for file in manifest["files"]:
        if file["name"] == "lines/000000.ndjson":
            file |= {"bytes": len(content), "sha256": hashlib.sha256(content).hexdigest()}
    (folder / "manifest.json").write_text(json.dumps(manifest))


def test_an_export_shows_what_the_city_shows(city: City, folder: Path) -> None:
    live = json.loads(city.run("verify", "--json").out)
    said = city.run("verify", "--export", str(folder), "--json")

    assert said.code == 0
    assert json.loads(said.out) == live
    assert live["views"]["queues"]["position"] == live["size"]


def test_an_export_needs_no_city(
    city: City, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SUISHOUPAI_DATA", str(tmp_path / "nowhere"))

    assert city.run("verify", "--export", str(folder)).out.endswith("clean\n")
    assert not (tmp_path / "nowhere").exists()


def test_the_same_log_gives_the_same_bytes(city: City, folder: Path, tmp_path: Path) -> None:
    assert city.run("export", str(tmp_path / "again")).code == 0

    first, again = (
        {file.relative_to(one): file.read_bytes() for file in one.rglob("*") if file.is_file()}
        for one in (folder, tmp_path / "again")
    )
    assert first == again


def test_nothing_personal_and_no_key_is_in_it(city: City, folder: Path) -> None:
    secret = (city.folder / "key-encryption.key").read_text().split(":")[1].strip()
    phone = RIDERS["rider1"]
    everything = b"".join(file.read_bytes() for file in folder.rglob("*") if file.is_file())

    assert b"report.submitted" in everything
    for hidden in (secret, phone, CANARY):
        assert hidden.encode() not in everything
    assert bytes.fromhex(secret) not in everything


def test_it_is_written_into_a_folder_of_its_own(city: City, folder: Path) -> None:
    said = city.run("export", str(folder))

    assert said.code == 1
    assert "is there and not empty" in said.err


def test_half_an_export_is_none(city: City, folder: Path) -> None:
    (folder / "manifest.json").unlink()

    said = city.run("verify", "--export", str(folder))

    assert said.code == 1
    assert "holds no finished export" in said.err


def altered(folder: Path) -> None:
    lines = lines_of(folder)
    lines[7]["state"] = lines[7]["state"].replace("0", "1", 1)
    forge(folder, lines)


def later(folder: Path) -> None:
    lines = lines_of(folder)
    lines[-1]["recorded_at"] += 1
    forge(folder, lines)


def swapped(folder: Path) -> None:
    lines = lines_of(folder)
    lines[3], lines[4] = lines[4], lines[3]
    forge(folder, lines)


def cut(folder: Path) -> None:
    forge(folder, lines_of(folder)[:-1])


def out_of_the_middle(folder: Path) -> None:
    lines = lines_of(folder)
    del lines[[line["topic"] for line in lines].index("report.submitted")]
    for position, line in enumerate(lines, start=1):
        line["position"] = position
    forge(folder, lines)


def backwards(folder: Path) -> None:
    lines = lines_of(folder)
    lines[5]["recorded_at"] = 1
    forge(folder, lines)


def commands_mixed(folder: Path) -> None:
    lines = lines_of(folder)
    lines[-1]["command_id"] = lines[0]["command_id"]
    forge(folder, lines)


def not_a_line(folder: Path) -> None:
    lines = lines_of(folder)
    del lines[2]["topic"]
    forge(folder, lines)


def with_number(field: str, number: int) -> Change:
    """Say something with a number of a size that nothing counts to."""

    def change(folder: Path) -> None:
        lines = lines_of(folder)
        lines[2][field] = number
        forge(folder, lines)

    change.__name__ = f"{field}_{number:.0e}"
    return change


def another_file(folder: Path) -> None:
    file = folder / "lines" / "000000.ndjson"
    file.write_bytes(file.read_bytes() + b"\n")


def no_blob(folder: Path) -> None:
    next((folder / "blobs").iterdir()).unlink()


def unnamed_blob(folder: Path) -> None:
    manifest = json.loads((folder / "manifest.json").read_text())
    gone = next(file for file in manifest["files"] if file["name"].startswith("blobs/"))
    manifest["files"].remove(gone)
    (folder / "manifest.json").write_text(json.dumps(manifest))


def false_blob(folder: Path) -> None:
    manifest = json.loads((folder / "manifest.json").read_text())
    blob = next(file for file in manifest["files"] if file["name"].startswith("blobs/"))
    (folder / blob["name"]).write_bytes(b"moved")
    blob |= {"bytes": 5, "sha256": hashlib.sha256(b"moved").hexdigest()}
    (folder / "manifest.json").write_text(json.dumps(manifest))


def another_root(folder: Path) -> None:
    manifest = json.loads((folder / "manifest.json").read_text())
    manifest["root"] = "0" * 64
    (folder / "manifest.json").write_text(json.dumps(manifest))


def another_time(folder: Path) -> None:
    manifest = json.loads((folder / "manifest.json").read_text())
    manifest["recorded_at"] -= 1
    (folder / "manifest.json").write_text(json.dumps(manifest))


@pytest.mark.parametrize("content", [b'{"city":"\xff"}', b"[" * 100_000, b'{"size":1e400}'])
def test_a_manifest_that_cannot_be_read_is_no_export(
    city: City, folder: Path, content: bytes
) -> None:
    (folder / "manifest.json").write_bytes(content)

    said = city.run("verify", "--export", str(folder))

    assert said.code == 1
    assert "holds no finished export" in said.err


@pytest.mark.parametrize(
    ("change", "found"),
    [
        (altered, "have the root"),
        (later, "have the root"),
        (swapped, "comes after position"),
        (cut, "have the root"),
        (out_of_the_middle, "comes after version"),
        (backwards, "was recorded before its predecessor"),
        (commands_mixed, "had ended before"),
        (not_a_line, "lines/000000.ndjson cannot be read: line 3: "),
        (with_number("position", 10**30), "cannot be read: line 3: "),
        (with_number("version", 10**30), "cannot be read: line 3: "),
        (with_number("recorded_at", 10**30), "cannot be read: line 3: "),
        (with_number("position", 2**64), "cannot be read: line 3: "),
        (with_number("version", 2**63), "cannot be read: line 3: "),
        (with_number("recorded_at", 2**62), "cannot be read: line 3: "),
        (with_number("version", -1), "cannot be read: line 3: "),
        (another_file, "is missing or changed"),
        (no_blob, "is missing or changed"),
        (unnamed_blob, "is not there"),
        (false_blob, "is not what its name says"),
        (another_root, "have the root"),
        (another_time, "the last line was recorded at"),
    ],
    ids=lambda value: value.__name__ if callable(value) else "",
)
def test_whatever_was_done_to_it_is_found(
    city: City, folder: Path, change: Change, found: str
) -> None:
    change(folder)

    said = city.run("verify", "--export", str(folder))

    assert said.code == 1
    assert found in said.out
    assert not said.out.endswith("clean\n")

"""The pictures in the documents are those that can be taken, and each is shown."""

import re
from pathlib import Path

from tests.pages.pictures import PAGES
from tests.pages.shots import SHOTS


def test_every_picture_is_kept_and_no_other() -> None:
    assert {file.stem for file in PAGES.glob("*.png")} == set(SHOTS)


def test_every_picture_is_shown_once() -> None:
    text = (PAGES / "README.md").read_text("utf-8")

    assert sorted(Path(name).stem for name in re.findall(r"\(([\w-]+\.png)\)", text)) == sorted(SHOTS)

"""The pictures in the documents are those that can be taken, and each is shown."""

import re

from tests.pages.pictures import PAGES
from tests.pages.shots import SHOTS


def test_every_picture_is_kept_and_no_other() -> None:
    assert {file.stem for file in PAGES.glob("*.png")} == set(SHOTS)


def test_every_picture_is_shown_once() -> None:
    shown = re.findall(r"\(([\w-]+)\.png\)", (PAGES / "README.md").read_text("utf-8"))

    assert sorted(shown) == sorted(SHOTS)

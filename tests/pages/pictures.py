"""Takes the screenshots of docs/pages/: `make pictures`, or some of them by name.

`python -m tests.pages.pictures [NAME ...]` plays a short past, opens each page as the person it
is for, and writes a PNG. Another folder is given as `--to FOLDER`.
"""

import argparse
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from PIL import Image
from playwright.sync_api import Page

from tests.pages.browser import opened
from tests.pages.city import alive, tell_past
from tests.pages.shots import SHOTS
from tests.pages.visitor import expect, visit

PAGES = Path(__file__).resolve().parents[2] / "docs" / "pages"


class Taken(NamedTuple):
    """A picture that was taken."""

    name: str
    file: Path


def take(names: list[str], folder: Path, told: Callable[[Taken], None]) -> None:
    """Take the named pictures, or all; each in a context of its own."""
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as room:
        past = Path(room) / "told"
        tell_past(past)
        with alive(past, Path(room) / "data") as city, opened(Path(room)) as browser:
            for name in names or list(SHOTS):
                shot = SHOTS[name]
                with visit(
                    browser, city, shot.who, size=shot.size, language=shot.language,
                    scheme=shot.scheme,
                ) as guest:  # fmt: skip
                    page = guest.open(shot.path)
                    settle(page)
                    shot.then(guest)
                    settle(page)
                    file = folder / f"{name}.png"
                    page.screenshot(path=file, animations="disabled", full_page=shot.whole)
                    lighten(file)
                    told(Taken(name, file))


def lighten(file: Path) -> None:
    """Keep 256 colours of a picture: pages have fewer, and the repository is spared."""
    with Image.open(file) as picture:
        fewer = picture.convert("RGB").quantize(256, dither=Image.Dither.NONE)
    fewer.save(file, optimize=True)


def settle(page: Page) -> None:
    """Wait until nothing moves any more; a live stream never ends, so not for silence."""
    page.wait_for_load_state("load")
    expect(page.locator(".state-block.loading")).to_have_count(0)
    page.wait_for_timeout(300)


def main() -> None:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", choices=[[], *SHOTS])
    parser.add_argument("--to", type=Path, default=PAGES)
    given = parser.parse_args()
    take(given.names, given.to, lambda one: print(one.file))  # noqa: T201 - it is a command


if __name__ == "__main__":
    main()

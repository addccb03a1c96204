"""No page grows beyond what a cheap phone, or a patient person, can take."""

import gzip
import json
from pathlib import Path
from typing import Any, Final

import pytest

from api import site

BUILT: Final = Path(str(site.SITE))
KILOBYTES: Final = {"index": 70, "rider": 130, "desk": 180, "audit": 180, "dashboard": 100}
REQUESTS: Final = 12  # scripts and styles before a page can be used


def first_load(page: str) -> set[str]:
    """Name the scripts and styles that a page needs before it shows anything."""
    manifest: dict[str, Any] = json.loads((BUILT / "manifest.json").read_text("utf-8"))
    files: set[str] = set()
    waiting = [f"{page}.html"]
    seen: set[str] = set()
    while waiting:
        name = waiting.pop()
        if name not in seen:
            seen.add(name)
            chunk = manifest[name]
            files |= {chunk["file"], *chunk.get("css", ())}
            waiting += chunk.get("imports", ())
    return files


@pytest.mark.parametrize("page", KILOBYTES)
def test_a_page_keeps_to_its_bytes_and_requests(page: str) -> None:
    files = first_load(page)
    size = sum(len(gzip.compress((BUILT / name).read_bytes(), 9)) for name in files)

    assert {Path(name).suffix for name in files} <= {".js", ".css"}
    assert size <= KILOBYTES[page] * 1024, sorted(files)
    assert len(files) <= REQUESTS, sorted(files)


def test_no_file_of_the_pages_names_another_host() -> None:
    for file in BUILT.glob("*.html"):
        text = file.read_text("utf-8")

        assert "http://" not in text
        assert "https://" not in text

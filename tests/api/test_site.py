"""The built pages are sent as files, safely and small; where there are none, it is said."""

from pathlib import Path

import pytest

from api import site
from tests.api.town import Town, refused


@pytest.fixture
def pages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of pages, as the build leaves it."""
    (tmp_path / "assets").mkdir()
    for name in site.PAGES.values():
        (tmp_path / f"{name}.html").write_text(f"<!doctype html><title>{name}</title>")
    (tmp_path / "assets" / "rider-1a2b.js").write_text("plain")
    (tmp_path / "assets" / "rider-1a2b.js.br").write_bytes(b"small")
    (tmp_path / "assets" / "rider-1a2b.js.gz").write_bytes(b"smaller")
    (tmp_path / "sw.js").write_text("worker")
    (tmp_path / "secret.txt").write_text("not a file of the pages")
    monkeypatch.setattr(site, "SITE", tmp_path)
    return tmp_path


@pytest.mark.parametrize(("path", "name"), site.PAGES.items())
@pytest.mark.usefixtures("pages")
def test_every_page_is_sent_under_the_policy(town: Town, path: str, name: str) -> None:
    answer = town.client.get(path)

    assert answer.text == f"<!doctype html><title>{name}</title>"
    assert answer.headers["content-security-policy"] == site.POLICY
    assert "unsafe" not in site.POLICY
    assert answer.headers["cache-control"] == "no-cache"
    assert answer.headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize(
    ("accepted", "body", "encoding"),
    [
        ("gzip, br", "small", "br"),
        ("gzip", "smaller", "gzip"),
        ("identity", "plain", None),
        ("br;q=0, gzip;q=0.5", "smaller", "gzip"),
        ("br ; Q=0.000", "plain", None),
        ("br;q=0.001", "small", "br"),
        ("BR;q=nonsense, gzip", "smaller", "gzip"),
        ("BR", "small", "br"),
        ("*", "small", "br"),
        ("*, br;q=0", "smaller", "gzip"),
        ("*;q=0, gzip", "smaller", "gzip"),
    ],
)
@pytest.mark.usefixtures("pages")
def test_a_file_goes_in_the_smallest_form_the_browser_takes(
    town: Town, accepted: str, body: str, encoding: str | None
) -> None:
    headers = {"Accept-Encoding": accepted}
    with town.client.stream("GET", "/assets/rider-1a2b.js", headers=headers) as answer:
        raw = b"".join(answer.iter_raw())

    assert raw == body.encode()
    assert answer.headers.get("content-encoding") == encoding
    assert answer.headers["content-type"].startswith("text/javascript")
    assert "immutable" in answer.headers["cache-control"]
    assert answer.headers["vary"] == "Accept-Encoding"


@pytest.mark.usefixtures("pages")
def test_an_unchanged_page_is_not_sent_again(town: Town) -> None:
    tag = town.client.get("/rider").headers["etag"]

    again = town.client.get("/rider", headers={"If-None-Match": tag})

    assert (again.status_code, again.content) == (304, b"")


@pytest.mark.parametrize(
    "path",
    [
        "/assets/none.js",
        "/assets/..%2Fsecret.txt",
        "/assets/%2e%2e/secret.txt",
        "/assets/.",
        f"/assets/{'a' * 300}",
    ],
)
@pytest.mark.usefixtures("pages")
def test_nothing_but_the_files_of_the_pages_is_sent(town: Town, path: str) -> None:
    refused(town.client.get(path), 404, "not-found")


@pytest.mark.parametrize("path", site.PAGES)
def test_where_no_pages_were_built_it_is_said(
    town: Town, path: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(site, "SITE", tmp_path)

    answer = town.client.get(path)

    assert "演示" in answer.text
    assert "make pages" in answer.text
    assert "script" not in answer.text + answer.headers["content-security-policy"]
    assert 'href="/docs"' in answer.text

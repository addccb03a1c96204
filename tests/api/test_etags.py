"""Who names what they have is not sent it again, however the header is written."""

from pathlib import Path

import pytest

from api import site
from tests.api.town import Town, done

WAYS = [
    ("*", True),
    (" * ", True),
    ("{tag}", True),
    ("W/{tag}", True),
    ('"other",W/{tag}', True),
    ('"a, comma", {tag}', True),
    ('"other", W/"another"', False),
    ('"*"', False),
    ("{bare}", False),
    ('"{tag}x"', False),
    ("", False),
]


@pytest.mark.parametrize(("header", "same"), WAYS)
@pytest.mark.parametrize("path", ["/v1/categories", "/v1/dashboard", "/rider", "photo"])
def test_what_the_caller_has_is_not_sent_again(
    town: Town,
    path: str,
    header: str,
    same: bool,  # noqa: FBT001 - a column of the table
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name in site.PAGES.values():
        (tmp_path / f"{name}.html").write_text("<!doctype html>")
    monkeypatch.setattr(site, "SITE", tmp_path)
    person = town["rider1"] if path == "photo" else town.nobody
    where = f"/v1/photos/{person.photo()}/small" if path == "photo" else path
    town.house.projections.catch_up()
    first = person.get(where)
    tag = first.headers["etag"]

    again = person.get(where, if_none_match=header.format(tag=tag, bare=tag.strip('"')))

    assert again.status_code == (304 if same else 200)
    assert (again.content == b"") is same
    assert again.headers["etag"] == tag


def test_a_report_is_always_sent(town: Town) -> None:
    report = town.dispatched("rider1")
    path = f"/v1/reports/{report['id']}"
    tag = town["rider1"].get(path).headers["etag"]

    assert done(town["rider1"].get(path, if_none_match=tag))["id"] == report["id"]

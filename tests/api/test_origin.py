"""Which page is our own: its host is, and its scheme where that can be known."""

from contextlib import nullcontext
from pathlib import Path

import pytest
from fastapi import Request

from api.callers import demand_own_origin
from api.faults import ForeignOrigin
from tests.api.town import settings


@pytest.mark.parametrize(
    ("secure", "origin", "ours"),
    [
        (True, "https://city.example", True),
        (True, "https://CITY.example", True),
        (True, "http://city.example", False),
        (True, "https://city.example:8443", False),
        (True, "chrome-extension://city.example", False),
        (False, "http://city.example", True),
        (False, "https://city.example", True),
        (False, "ftp://city.example", False),
        (False, "//city.example", False),
    ],
)
def test_a_page_of_our_host_comes_by_our_scheme(
    tmp_path: Path,
    secure: bool,  # noqa: FBT001 - a column of the table
    origin: str,
    ours: bool,  # noqa: FBT001 - as above
) -> None:
    given = settings(tmp_path, SECURE_COOKIES="yes" if secure else "no")
    with nullcontext() if ours else pytest.raises(ForeignOrigin):
        demand_own_origin(asking(origin, "city.example"), given)


@pytest.mark.parametrize("host", ["localhost:8000", "127.0.0.1", "[::1]:8000"])
def test_a_page_of_the_browsers_own_machine_is_ours_by_either_scheme(
    tmp_path: Path, host: str
) -> None:
    given = settings(tmp_path, SECURE_COOKIES="yes")
    demand_own_origin(asking(f"http://{host}", host), given)
    with pytest.raises(ForeignOrigin):
        demand_own_origin(asking(f"http://{host}.example", f"{host}.example"), given)


def test_a_request_without_a_host_comes_from_nowhere(tmp_path: Path) -> None:
    with pytest.raises(ForeignOrigin):
        demand_own_origin(asking("null", ""), settings(tmp_path))


def asking(origin: str, host: str) -> Request:
    headers = [(b"origin", origin.encode()), (b"host", host.encode())]
    return Request({"type": "http", "method": "POST", "headers": headers})

"""A visitor's address is what trusted proxies vouch for, and nothing a visitor claims."""

from pathlib import Path

import pytest
from fastapi import Request

from api.addresses import visitor
from api.callers import address
from tests.houses import settings_in

PROXIES = "10.0.0.0/8,192.0.2.1/32"


@pytest.mark.parametrize(
    ("peer", "forwarded", "found"),
    [
        ("203.0.113.7", None, "203.0.113.7"),
        ("203.0.113.7", "198.51.100.1", "203.0.113.7"),  # an untrusted peer vouches for nobody
        ("10.0.0.1", "198.51.100.1", "198.51.100.1"),
        ("10.0.0.1", "1.1.1.1, 198.51.100.1, 192.0.2.1", "198.51.100.1"),
        ("10.0.0.1", "", "10.0.0.1"),
        ("10.0.0.1", "made up", "made up"),
        ("10.0.0.1", "2001:db8::1", "2001:db8::1"),
        ("testclient", "1.1.1.1", "testclient"),
    ],
)
def test_the_nearest_stranger_is_the_visitor(peer: str, forwarded: str | None, found: str) -> None:
    assert visitor(peer, forwarded, PROXIES) == found


def test_a_line_of_the_clients_own_does_not_hide_the_one_a_proxy_added(tmp_path: Path) -> None:
    lines = [(b"x-forwarded-for", b"1.1.1.1"), (b"x-forwarded-for", b"198.51.100.1")]
    request = Request({"type": "http", "headers": lines, "client": ("10.0.0.1", 1)})
    assert address(request, settings_in(tmp_path, {"TRUSTED_PROXY": PROXIES})) == "198.51.100.1"


def test_without_trusted_proxies_the_peer_is_the_visitor() -> None:
    assert visitor("10.0.0.1", "198.51.100.1", "") == "10.0.0.1"

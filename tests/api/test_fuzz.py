"""Whatever is sent, the answer is never a fault of ours."""

import json
from typing import Any
from urllib.parse import quote

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from api.authority import POLICIES, Policy
from domain.values import Role
from tests.api.test_authority import LOGINS
from tests.api.town import RUBBISH, Town

FIELDS = """
    words photos reason office location note until matter outcome condition category stars approve
    original unit code answers holder login posts role name working_hours templates conditions
    award closing limit report purpose position from to
"""
WORDS = st.sampled_from(FIELDS.split())
VALUES: st.SearchStrategy[Any] = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=20)
    | st.sampled_from(["cleaned", "parts", "other", RUBBISH, "330106002", "wgs84", "0" * 32]),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3)
    ),
    max_leaves=8,
)
BODIES = st.dictionaries(WORDS, VALUES, max_size=6) | VALUES
PATHS = ("/v1/re", "/v1/setup", "/v1/contacts", "/v1/me/inbox", "/v1/me/quiet-hours")
WRITES = [it for it in POLICIES if it.method == "POST" and it.path.startswith(PATHS)]


@pytest.fixture(scope="module")
def report(town: Town) -> str:
    found: str = town.claimed()["id"]
    return found


@pytest.mark.parametrize("policy", WRITES, ids=lambda it: it.path)
@settings(
    max_examples=15,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(body=BODIES)
def test_no_body_brings_a_route_down(town: Town, report: str, policy: Policy, body: Any) -> None:
    role = next(column for column in policy.cells if isinstance(column, Role))
    names = {"report": report, "photo": "0" * 32, "reward": "water", "redemption": "0" * 32}
    names |= {"category": "M06099", "community": "3" * 12, "login": "nobody9", "rider": "0" * 32}
    path = policy.path.format(**names)

    answer = town.client.post(
        path,
        content=encoded(body),
        headers=town[LOGINS[role]].headers
        | {"Idempotency-Key": "fuzz", "Content-Type": "application/json"},
    )

    assert answer.status_code < 500, answer.text
    if answer.status_code >= 400:
        assert answer.headers["content-type"] == "application/problem+json"


def encoded(body: Any) -> bytes:
    return json.dumps(body).encode()


@settings(max_examples=60, deadline=None)
@given(
    name=st.text(max_size=40),
    key=st.text(st.characters(max_codepoint=255), max_size=210),
    tag=st.text(st.characters(max_codepoint=255), max_size=30),
)
def test_no_header_or_name_brings_the_door_down(town: Town, name: str, key: str, tag: str) -> None:
    path = f"/v1/reports/{quote(name, safe='')}/note"
    clean = {"\r", "\n", "\0"}
    given_headers = [
        (header, "".join(sign for sign in text if sign not in clean).strip().encode("latin-1"))
        for header, text in (
            ("Idempotency-Key", key),
            ("If-Match", tag),
            ("Accept-Language", tag),
            ("Content-Digest", tag),
            ("Cookie", f"suishoupai={tag}"),
            ("X-Forwarded-For", tag),
        )
    ]
    headers = [(b"Authorization", town["dispatcher1"].headers["Authorization"].encode())] + [
        (header.encode(), text) for header, text in given_headers
    ]

    answer = town.client.post(path, content=b'{"words": "x"}', headers=headers)

    assert answer.status_code < 500, answer.text

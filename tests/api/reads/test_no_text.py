"""What is no text is asked of no database: some would fail on it."""

import base64

import msgspec
import pytest

from tests.api.town import BEISHAN, Town, refused


@pytest.mark.parametrize(
    ("login", "path"),
    [
        ("rider1", "/v1/me/reports?category=%00"),
        ("rider1", "/v1/reports/nearby?longitude=120&latitude=30&category=%00"),
        ("dispatcher1", f"/v1/queues/{BEISHAN}?category=%00"),
        ("dispatcher1", f"/v1/queues/{BEISHAN}?community=a%00"),
        ("dispatcher1", f"/v1/queues/{BEISHAN}?flag=%00"),
        ("lead1", "/v1/metrics?office=%00"),
        ("lead1", "/v1/metrics?category=%00"),
        ("rider1", "/v1/dashboard?category=%00"),
        ("lead1", "/v1/dashboard/map/geojson?office=%00"),
        ("auditor1", "/v1/audit/events?by=%00"),
        ("auditor1", "/v1/audit/roles?login=%00"),
        ("auditor1", "/v1/audit/events?topic=report.submitted&topic=%00"),
        ("rider1", "/v1/map/15/1/1?category=%00"),
    ],
)
def test_a_control_character_is_no_word(town: Town, login: str, path: str) -> None:
    fields = refused(town[login].get(path), 422, "invalid-request")["fields"]

    assert [one["rule"] for one in fields] == ["plain_text"]


def test_a_photograph_has_a_name(town: Town) -> None:
    for name in ("%00", "a" * 31 + "%00", "A" * 32):
        refused(town.nobody.get(f"/v1/photos/{name}/large"), 404, "photo-unknown")


def test_a_made_up_cursor_holds_what_a_database_can_compare(town: Town) -> None:
    mine = town["rider1"].get("/v1/me").json()["id"]
    for keys in ([1, "\0"], [2**63, "a"]):
        plain = msgspec.json.encode((f"rider:{mine}:-submitted_at", 0, keys))
        cursor = base64.urlsafe_b64encode(plain).decode().rstrip("=")
        refused(town["rider1"].get(f"/v1/me/reports?cursor={cursor}"), 422, "bad-cursor")

"""Quiet hours: usual unless chosen, chosen by each rider for themselves."""

from typing import Any

import pytest

from tests.api.town import Town, done, refused

PATH = "/v1/me/quiet-hours"


def test_who_chose_nothing_sleeps_as_usual(town: Town) -> None:
    assert done(town["rider3"].get(PATH)) == {"from": "22:00", "to": "07:00"}


def test_what_is_chosen_is_kept_and_is_ones_own(town: Town) -> None:
    for wish in ({"from": "23:30", "to": "06:15"}, {"from": None, "to": None}):
        assert done(town["rider1"].post(PATH, wish)) == wish
        assert done(town["rider1"].post(PATH, wish)) == wish
        assert done(town["rider1"].get(PATH)) == wish
    assert done(town["rider2"].get(PATH)) == {"from": "22:00", "to": "07:00"}


@pytest.mark.parametrize(
    ("wish", "rule"),
    [
        ({"from": "22:00", "to": None}, "quiet_span"),
        ({"from": "22:00", "to": "22:00"}, "quiet_span"),
        ({"from": "24:00", "to": "07:00"}, "string_pattern_mismatch"),
        ({"from": "7:00", "to": "08:00"}, "string_pattern_mismatch"),
        ({"from": "22:00"}, "missing"),
        ({"from": "22:00", "to": "07:00", "days": []}, "extra_forbidden"),
        ({"begins": "22:00", "ends": "07:00"}, "missing"),
    ],
    ids=str,
)
def test_what_is_no_span_is_refused(town: Town, wish: dict[str, Any], rule: str) -> None:
    fields = refused(town["rider2"].post(PATH, wish), 422, "invalid-request")["fields"]

    assert rule in {one["rule"] for one in fields}

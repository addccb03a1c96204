"""The words that events store are fixed for ever: a new one may come, none may change."""

from enum import StrEnum

import pytest

from domain.datum import Datum
from domain.evidence import Flag
from domain.report.table import State
from domain.routing import PlaceRule
from tests.shapes import enums

WORDS = {
    "Against": "resolution rejection duplicate",
    "ClawCause": "rejected duplicate reopened withdrawn reused_photo",
    "ClosingKind": "self another reporter",
    "Datum": "wgs84 gcj02 bd09",
    "Deed": "finder corroborator",
    "Drawn": "policy flagged sample",
    "Flag": """photo_without_metadata photo_taken_long_ago photo_taken_in_future
        photo_far_from_location metadata_readers_disagree device_clock_off accuracy_exactly_zero
        accuracy_poor implausible_speed same_photo same_photo_other_rider near_duplicate_photo
        possible_duplicate_photo location_outside location_ambiguous repeated_location""",
    "Kind": "component matter",
    "Method": "visit photo_pair reporter lapse",
    "Outcome": "repaired cleaned removed secured persuaded found_in_order other",
    "PhotoRole": "before after check evidence",
    "PlaceRule": "inside overlap edge outside",
    "RejectReason": """not_a_problem not_public_ground not_the_city cannot_find
        photo_shows_nothing false_report reused_photo abusive other""",
    "ReleaseCause": "given_up handed_over lapsed",
    "ReopenCause": "check_failed objection audit complaint",
    "ReturnCause": "lapsed cancelled",
    "ReturnReason": "not_our_ground not_our_work wrong_category cannot_find other",
    "Role": "rider dispatcher supervisor operator verifier lead auditor admin",
    "Source": "device pin photo address",
    "State": """submitted dispatched claimed suspended returned resolved verified rejected
        duplicate withdrawn""",
    "SuspendReason": "parts weather permit construction season other",
    "Unit": "urgent_minute urgent_hour urgent_day natural_day work_hour work_day",
}
AS_TEXT: list[type[StrEnum]] = [Datum, Flag, PlaceRule, State]
"""Enums whose words events keep in plain text fields."""
KEPT = [*enums(), *AS_TEXT]


def test_every_enum_that_is_stored_is_pinned_here() -> None:
    assert {kind.__name__ for kind in KEPT} == set(WORDS)


@pytest.mark.parametrize("kind", KEPT, ids=lambda kind: kind.__name__)
def test_stored_words_stay_as_they_are(kind: type[StrEnum]) -> None:
    assert [one.value for one in kind] == WORDS[kind.__name__].split()

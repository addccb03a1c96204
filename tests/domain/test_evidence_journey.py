"""What the place, the phone's clock and the rider's earlier reports give away."""

from datetime import timedelta

import pytest
from msgspec.structs import replace

from domain.datum import to_e7
from domain.evidence import EarlierFix, Finding, Flag, SentFacts, judge
from domain.routing import OUTSIDE, Placement, PlaceRule
from domain.values import Location, Source
from tests.domain.evidences import LAKE, LAT, LON, NOW, SENT

MINUTE = timedelta(minutes=1)
TEN_KM_EAST = Location(lon_e7=to_e7(LON + 0.1041), lat_e7=to_e7(LAT))
NEXT_DOOR = Location(lon_e7=to_e7(LON + 0.005), lat_e7=to_e7(LAT))


def before(minutes: float, place: Location, device_minutes: float | None = None) -> EarlierFix:
    device = None if device_minutes is None else NOW - device_minutes * MINUTE
    return EarlierFix(received_at=NOW - minutes * MINUTE, place=place, device_time=device)


def found(sent: SentFacts) -> tuple[Finding, ...]:
    return judge(sent, [])


def test_an_honest_report_raises_no_flag() -> None:
    assert found(SENT) == ()


def test_a_place_outside_all_areas_is_flagged() -> None:
    assert found(replace(SENT, placement=OUTSIDE)) == (Finding(Flag.LOCATION_OUTSIDE),)


@pytest.mark.parametrize("rule", [PlaceRule.EDGE, PlaceRule.OVERLAP, PlaceRule.INSIDE])
def test_a_place_that_two_areas_could_claim_is_flagged(rule: PlaceRule) -> None:
    shared = Placement("1", rule, ("1", "2"), 1)
    assert found(replace(SENT, placement=shared)) == (Finding(Flag.LOCATION_AMBIGUOUS, measured=2),)


def test_a_place_not_routed_yet_is_not_judged() -> None:
    assert found(replace(SENT, placement=None)) == ()


@pytest.mark.parametrize(
    ("ahead", "flagged"),
    [
        (timedelta(minutes=10), False),
        (timedelta(minutes=11), True),
        (timedelta(days=-30), False),
        (timedelta(days=-31), True),
    ],
)
def test_a_clock_far_ahead_or_years_behind_is_flagged(ahead: timedelta, *, flagged: bool) -> None:
    findings = found(replace(SENT, device_time=NOW + ahead))
    seconds = round(ahead.total_seconds())
    assert findings == ((Finding(Flag.DEVICE_CLOCK_OFF, measured=seconds),) if flagged else ())


@pytest.mark.parametrize(
    ("accuracy_cm", "findings"),
    [
        (None, ()),
        (0, (Finding(Flag.ACCURACY_EXACTLY_ZERO),)),
        (1, ()),
        (10_000, ()),
        (60_050, (Finding(Flag.ACCURACY_POOR, measured=600),)),
    ],
)
def test_an_accuracy_of_nothing_or_of_streets_is_flagged(
    accuracy_cm: int | None, findings: tuple[Finding, ...]
) -> None:
    assert found(replace(SENT, accuracy_cm=accuracy_cm)) == findings


def test_ten_kilometres_in_two_minutes_are_too_fast() -> None:
    (finding,) = found(replace(SENT, earlier=(before(2, TEN_KM_EAST),)))
    assert finding.flag is Flag.IMPLAUSIBLE_SPEED
    assert finding.measured == pytest.approx(300, abs=2)


def test_ten_kilometres_in_ten_minutes_are_a_ride() -> None:
    assert found(replace(SENT, earlier=(before(10, TEN_KM_EAST),))) == ()


def test_only_the_last_report_tells_the_speed() -> None:
    ride = (before(30, TEN_KM_EAST), before(1, NEXT_DOOR), before(31, TEN_KM_EAST))
    assert found(replace(SENT, earlier=ride)) == ()


def test_a_jump_of_the_fix_is_no_speed() -> None:
    assert found(replace(SENT, earlier=(before(0.05, NEXT_DOOR),))) == ()


def test_reports_that_waited_for_network_and_came_together_are_no_race() -> None:
    assert found(replace(SENT, earlier=(before(0, TEN_KM_EAST, device_minutes=20),))) == ()


def test_a_phone_whose_clock_was_set_back_meanwhile_is_no_race() -> None:
    assert found(replace(SENT, earlier=(before(20, TEN_KM_EAST, device_minutes=1),))) == ()


def test_an_impossible_phone_clock_excuses_no_speed() -> None:
    earlier = (before(1, TEN_KM_EAST, device_minutes=60 * 24 * 40),)
    flags = [finding.flag for finding in found(replace(SENT, earlier=earlier))]
    assert flags == [Flag.IMPLAUSIBLE_SPEED]
    wrong_now = replace(SENT, earlier=(before(1, TEN_KM_EAST, 1),), device_time=NOW + 60 * MINUTE)
    flags = [finding.flag for finding in found(wrong_now)]
    assert flags == [Flag.DEVICE_CLOCK_OFF, Flag.IMPLAUSIBLE_SPEED]


def test_two_reports_of_one_instant_far_apart_are_flagged_all_the_same() -> None:
    (finding,) = found(replace(SENT, earlier=(before(0, TEN_KM_EAST),)))
    assert finding.flag is Flag.IMPLAUSIBLE_SPEED


def test_the_very_same_fix_again_on_another_day_is_flagged() -> None:
    earlier = (before(60 * 24, LAKE), before(60 * 48, LAKE), before(60, NEXT_DOOR))
    assert found(replace(SENT, earlier=earlier)) == (Finding(Flag.REPEATED_LOCATION, measured=2),)


def test_the_very_same_fix_within_minutes_is_the_phones_memory() -> None:
    assert found(replace(SENT, earlier=(before(9, LAKE),))) == ()


def test_a_pin_on_the_map_says_nothing_about_the_riders_way() -> None:
    earlier = (before(2, TEN_KM_EAST), before(60 * 24, LAKE))
    assert found(replace(SENT, source=Source.PIN, earlier=earlier)) == ()

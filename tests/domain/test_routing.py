"""The rule that gives a place to an area, case by case."""

from random import Random

from hypothesis import given
from hypothesis import strategies as st

from domain.routing import OUTSIDE, Candidate, Placement, PlaceRule, decide

WEST = Candidate("330106001", 3, on_edge=False)
EAST = Candidate("330106002", 5, on_edge=False)
EAST_EDGE = Candidate("330106002", 5, on_edge=True)
WEST_EDGE = Candidate("330106001", 3, on_edge=True)

CANDIDATES = st.lists(
    st.builds(Candidate, st.sampled_from(["1", "2", "3"]), st.integers(1, 3), st.booleans()),
    unique_by=lambda candidate: candidate.code,
)


def test_the_only_area_around_a_place_has_it() -> None:
    placement = decide([EAST])
    assert placement == Placement("330106002", PlaceRule.INSIDE, ("330106002",), 5)
    assert not placement.is_ambiguous


def test_an_area_around_the_place_wins_over_one_that_only_touches_it() -> None:
    placement = decide([WEST_EDGE, EAST])
    assert placement.office == "330106002"
    assert placement.rule is PlaceRule.INSIDE
    assert placement.matched == ("330106001", "330106002")
    assert placement.is_ambiguous


def test_where_areas_overlap_the_smallest_code_has_the_place() -> None:
    placement = decide([EAST, WEST])
    assert placement == Placement("330106001", PlaceRule.OVERLAP, ("330106001", "330106002"), 3)
    assert placement.is_ambiguous


def test_on_a_common_edge_the_smallest_code_has_the_place() -> None:
    placement = decide([EAST_EDGE, WEST_EDGE])
    assert placement == Placement("330106001", PlaceRule.EDGE, ("330106001", "330106002"), 3)


def test_on_the_edge_of_the_city_the_touching_area_has_the_place() -> None:
    placement = decide([EAST_EDGE])
    assert placement == Placement("330106002", PlaceRule.EDGE, ("330106002",), 5)
    assert placement.is_ambiguous


def test_outside_all_areas_nobody_has_the_place() -> None:
    assert decide([]) == OUTSIDE == Placement(None, PlaceRule.OUTSIDE)
    assert not OUTSIDE.is_ambiguous


@given(CANDIDATES, st.randoms(use_true_random=False))
def test_the_order_of_the_candidates_never_matters(
    candidates: list[Candidate],
    random: Random,
) -> None:
    shuffled = list(candidates)
    random.shuffle(shuffled)
    assert decide(shuffled) == decide(candidates)


@given(CANDIDATES)
def test_a_place_at_any_area_always_finds_one_of_them(candidates: list[Candidate]) -> None:
    placement = decide(candidates)
    assert (placement.office is None) == (not candidates)
    assert placement.matched == tuple(sorted(candidate.code for candidate in candidates))

"""What a report earns: the published rule, cut at the day's cap."""

from hypothesis import given
from hypothesis import strategies as st

from domain.category import AwardRule
from domain.points import Award, Deed, award
from tests import examples as ex

rules = st.builds(
    AwardRule,
    code=st.just("any"),
    version=st.integers(1, 9),
    points=st.integers(0, 200),
    corroborator_points=st.integers(0, 50),
)
deeds = st.sampled_from(Deed)


def test_a_finder_and_a_corroborator_earn_what_the_rule_says() -> None:
    assert award(ex.AWARD, Deed.FINDER, 0, 60) == Award(10, 10)
    assert award(ex.AWARD, Deed.CORROBORATOR, 0, 60) == Award(3, 3)


def test_the_cap_cuts_and_says_what_it_cut() -> None:
    assert award(ex.AWARD, Deed.FINDER, 55, 60) == Award(5, 10)
    assert award(ex.AWARD, Deed.FINDER, 60, 60) == Award(0, 10)
    assert award(ex.AWARD, Deed.FINDER, 70, 60) == Award(0, 10)


def test_a_rule_that_would_take_points_away_gives_none() -> None:
    harsh = AwardRule(code="harsh", version=1, points=-5, corroborator_points=0)
    assert award(harsh, Deed.FINDER, 0, 60) == Award(0, -5)


@given(st.lists(st.tuples(rules, deeds), max_size=30), st.integers(0, 300))
def test_a_day_never_earns_more_than_its_cap_in_any_order(
    day: list[tuple[AwardRule, Deed]], cap: int
) -> None:
    earned = 0
    for rule, deed in day:
        given_now = award(rule, deed, earned, cap)
        assert 0 <= given_now.points <= max(0, given_now.before_cap)
        earned += given_now.points
    assert earned <= cap
    wanted = sum(award(rule, deed, 0, 10**6).points for rule, deed in day)
    assert earned == min(cap, wanted), "and nothing under the cap is lost"

"""Spans around a position: found by their nodes, none missed, none twice."""

from hypothesis import given
from hypothesis import strategies as st

from projections.spans import node, path

positions = st.integers(1, 2**39)


@given(first=positions, last=positions)
def test_a_node_is_the_number_in_the_span_that_can_be_halved_most_often(
    first: int, last: int
) -> None:
    first, last = min(first, last), max(first, last)
    one = node(first, last)
    step = one & -one

    assert first <= one <= last
    assert (first - 1) // (2 * step) == last // (2 * step)


@given(first=positions, last=positions, position=positions)
def test_a_span_is_on_the_path_of_each_position_within(
    first: int, last: int, position: int
) -> None:
    first, position, last = sorted((first, position, last))
    before, beyond = path(position)
    one = node(first, last)

    assert one in before if one <= position else one in beyond
    assert len(before) + len(beyond) == 40


def test_small_spans_have_the_nodes_one_would_draw() -> None:
    assert [node(1, 1), node(2, 3), node(3, 5), node(1, 9), node(9, 15)] == [1, 2, 4, 8, 12]
    before, beyond = path(5)
    assert (before, beyond[:2]) == ([5, 4], [6, 8])

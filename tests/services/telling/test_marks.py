"""How far a rider has read: only ever further, whoever comes late."""

from concurrent.futures import ThreadPoolExecutor

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from services.telling.telling import Telling, open_telling

RIDER, OTHER = "a1" * 16, "a2" * 16


def test_a_mark_only_moves_forward(telling: Telling) -> None:
    marks = telling.marks

    assert marks.read_to(RIDER) == 0
    assert [marks.move(RIDER, it) for it in (5, 3, 5, 8)] == [5, 5, 5, 8]
    assert marks.read_to(OTHER) == 0


@settings(
    max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(st.integers(1, 2**62), min_size=1, max_size=8))
def test_of_many_screens_the_furthest_counts(telling: Telling, positions: list[int]) -> None:
    telling.forget(RIDER)
    with ThreadPoolExecutor(4) as screens:
        told = list(screens.map(lambda it: telling.marks.move(RIDER, it), positions))

    assert telling.marks.read_to(RIDER) == max(positions)
    assert all(mark >= moved for mark, moved in zip(told, positions, strict=True))


def test_a_second_process_finds_the_tables_and_the_mark(telling: Telling) -> None:
    telling.marks.move(RIDER, 9)

    assert open_telling(telling.engine).marks.read_to(RIDER) == 9


def test_who_is_forgotten_has_read_nothing(telling: Telling) -> None:
    for rider in (RIDER, OTHER):
        telling.marks.move(rider, 9)

    telling.forget(RIDER)
    telling.forget(RIDER)

    assert (telling.marks.read_to(RIDER), telling.marks.read_to(OTHER)) == (0, 9)

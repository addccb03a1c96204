"""Who builds which view, where several processes share the work."""

import pytest

from projections.abreast import COSTS, abreast, shares
from projections.views import VIEWS

NAMES = [view.name for view in VIEWS]


def test_what_each_view_costs_is_known() -> None:
    assert set(COSTS) == set(NAMES)


@pytest.mark.parametrize("processes", [1, 2, 3, 6, 9])
def test_each_view_goes_to_one_process_and_none_comes_for_nothing(processes: int) -> None:
    groups = shares(NAMES, processes)

    assert sorted(name for group in groups for name in group) == sorted(NAMES)
    assert len(groups) == min(processes, len(NAMES))


def test_two_processes_have_about_as_much_to_do() -> None:
    one, other = (sum(COSTS[name] for name in group) for group in shares(NAMES, 2))

    assert abs(one - other) <= min(COSTS.values())


def test_processes_say_what_they_built() -> None:
    assert abreast(sorted, ["queues", "metrics", "credits"], 2) == [
        ["metrics"],
        ["credits", "queues"],
    ]


def test_what_goes_wrong_in_a_process_is_raised() -> None:
    with pytest.raises(TypeError):
        abreast(abs, ["queues"], 1)  # type: ignore[arg-type]  # a list has no absolute value

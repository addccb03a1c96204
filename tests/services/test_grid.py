"""A grid leaves out no shape that holds or touches a point, and does not grow beyond its shapes."""

import shapely
from hypothesis import given
from hypothesis import strategies as st

from services.grid import Grid

NUMBERS = st.integers(-20, 20).map(lambda whole: whole / 7)
CORNERS = st.tuples(NUMBERS, NUMBERS)
TRIANGLES = st.tuples(CORNERS, CORNERS, CORNERS).map(shapely.Polygon)
SHAPES = st.lists(TRIANGLES | st.just(shapely.Polygon()), max_size=30)


@given(SHAPES, st.lists(CORNERS, min_size=1))
def test_no_shape_is_missed(
    shapes: list[shapely.Polygon], points: list[tuple[float, float]]
) -> None:
    grid = Grid(shapely.STRtree(shapes))
    corners = [corner for shape in shapes for corner in shape.exterior.coords]
    for x, y in points + corners:
        near = grid.near(x, y)
        found = set() if near is None else set(near.indexes)
        assert found >= {
            index for index, shape in enumerate(shapes) if shape.intersects(shapely.Point(x, y))
        }
        if near is not None:
            assert list(near.shapes) == [shapes[index] for index in near.indexes]


def test_a_point_outside_all_has_nothing_near() -> None:
    grid = Grid(shapely.STRtree([shapely.box(0, 0, 1, 1), shapely.box(3, 3, 4, 4)]))
    assert grid.near(9, 9) is None
    assert Grid(shapely.STRtree([])).near(0, 0) is None


def test_shapes_that_all_overlap_take_few_cells() -> None:
    grid = Grid(shapely.STRtree([shapely.box(0, 0, 9 + n / 500, 9) for n in range(500)]))
    near = grid.near(5, 5)
    assert near is not None
    assert len(near.indexes) == 500
    assert grid.entries <= 16 * 500


def test_small_shapes_are_told_apart() -> None:
    squares = [shapely.box(x, y, x + 1, y + 1) for x in range(30) for y in range(30)]
    grid = Grid(shapely.STRtree(squares))
    near = grid.near(4.5, 7.5)
    assert near is not None
    assert len(near.indexes) <= 9

"""The garbage collector stays away for a page, and comes back whatever happens."""

import gc

import pytest

from projections.unswept import unswept


def test_it_comes_back_after_the_page_even_where_that_fails() -> None:
    def fails() -> None:
        with unswept():
            seen.append(gc.isenabled())
            raise ValueError("a page")

    seen: list[bool] = []
    with pytest.raises(ValueError, match="a page"):
        fails()

    assert seen == [False]
    assert gc.isenabled()


def test_pages_within_a_page_leave_it_away() -> None:
    with unswept():
        with unswept():
            pass
        assert not gc.isenabled()

    assert gc.isenabled()

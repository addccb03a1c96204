"""Random bytes by the page are as random as one by one."""

from concurrent.futures import ThreadPoolExecutor

from services.chance import fresh


def test_nothing_is_given_out_twice() -> None:
    with ThreadPoolExecutor(4) as threads:
        given = list(threads.map(lambda _: fresh(12), range(4_000)))

    assert len(set(given)) == len(given)
    assert {len(one) for one in given} == {12}


def test_more_than_a_page_is_given_at_once() -> None:
    assert len(fresh(10_000)) == 10_000

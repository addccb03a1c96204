"""The names of commands: the same wish has one name, and two wishes never share it."""

from hypothesis import given
from hypothesis import strategies as st

from services.commands import Command

texts = st.text(max_size=12)


@given(texts, texts, texts)
def test_a_name_follows_from_who_asked_where_under_which_key(
    actor: str, route: str, key: str
) -> None:
    one, same = (Command.of(actor, route, key, body) for body in (b"a", b"b"))

    assert one.id == same.id
    assert one.digest != same.digest
    assert (len(one.id), len(one.digest)) == (16, 32)
    assert Command.of(actor, route, key, b"a") == one


@given(st.tuples(texts, texts, texts), st.tuples(texts, texts, texts))
def test_no_two_askers_share_a_name(one: tuple[str, str, str], other: tuple[str, str, str]) -> None:
    names = {Command.of(*asked, body=b"").id for asked in (one, other)}

    assert len(names) == (1 if one == other else 2)


def test_words_do_not_run_together() -> None:
    names = {
        Command.of("ab", "c", "", b"").id,
        Command.of("a", "bc", "", b"").id,
        Command.of("a", "b", "c", b"").id,
        Command.worker("a", "b", "c").id,
        Command.worker("a", "bc").id,
        Command.worker("a", "b", "c", "").id,
    }

    assert len(names) == 6


def test_a_worker_on_the_same_grounds_asks_the_same() -> None:
    assert Command.worker("dispatch", 7, "x") == Command.worker("dispatch", "7", "x")


def test_nobody_can_take_a_workers_name() -> None:
    """An actor's pseudonym is hexadecimal; a worker's begins with a word and a colon."""
    assert Command.of("system:w", "", "", b"").id != Command.worker("w").id


def test_names_stay_what_they_were() -> None:
    """A name that changed would let a repeat be carried out twice after an upgrade."""
    one = Command.of("0" * 32, "POST /v1/reports", "key-1", b"{}")

    assert one.id.hex() == "35d6759abc0a4e1c16caad274f6052c1"
    assert Command.worker("award", "credit", 1).id.hex() == "97197efa92f8759bf206adb91ba12724"

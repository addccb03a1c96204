"""Callers are recognised many at once, and none pays for another's trouble."""

import asyncio
from typing import Any

import pytest

from api import callers
from services.identity.actors import actor_for
from tests.api.town import Town

LOGINS = ("rider1", "dispatcher1", "rider2")


def asked(town: Town) -> list[Any]:
    """Ask who three people and nobody are, in one round: their answers, or their errors."""
    tokens = [town[who].headers["Authorization"].removeprefix("Bearer ") for who in LOGINS]

    async def go() -> list[Any]:
        asking = callers.together(town.house.wiring)
        waiting = [asking.ask(token) for token in (*tokens, "nobody")]
        return await asyncio.gather(*waiting, return_exceptions=True)

    return asyncio.run(go())


def test_who_cannot_be_recognised_spoils_it_for_nobody(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(signed: Any, book: Any) -> Any:
        if signed.kind == "staff":
            raise ValueError("unreadable")
        return actor_for(signed, book)

    monkeypatch.setattr(callers, "actor_for", broken)
    first, second, third, nobody = asked(town)
    assert len({first.actor.id, third.actor.id}) == 2
    assert isinstance(second, ValueError)
    assert nobody is None


def test_riders_come_in_while_the_posts_of_staff_cannot_be_read(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    people = asked(town)
    town.house.wiring.identity.sessions.end_all("nobody")  # forget what tokens mean

    def away() -> None:
        raise ValueError("the log is away")

    monkeypatch.setattr(town.house.wiring.book, "refresh", away)
    first, second, third, nobody = asked(town)
    assert (first, third, nobody) == (people[0], people[2], None)
    assert isinstance(second, ValueError)

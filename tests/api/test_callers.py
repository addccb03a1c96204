"""Callers are recognised many at once, and none pays for another's trouble."""

import asyncio
from typing import Any

import pytest

from api import callers
from services.identity.actors import actor_for
from tests.api.town import Town


def test_who_cannot_be_recognised_spoils_it_for_nobody(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    logins = ("rider1", "dispatcher1", "rider2")
    tokens = [town[who].headers["Authorization"].removeprefix("Bearer ") for who in logins]
    one, sick, other = town.house.wiring.identity.sessions.several(tokens)

    def broken(signed: Any, book: Any) -> Any:
        if signed == sick:
            raise ValueError("unreadable")
        return actor_for(signed, book)

    monkeypatch.setattr(callers, "actor_for", broken)

    async def go() -> list[Any]:
        asking = callers.together(town.house.wiring)
        asked = [asking.ask(token) for token in (*tokens, "nobody")]
        return await asyncio.gather(*asked, return_exceptions=True)

    first, second, third, nobody = asyncio.run(go())
    assert (first.signed, third.signed) == (one, other)
    assert isinstance(second, ValueError)
    assert nobody is None

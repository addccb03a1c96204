"""Two who disable each other at the same moment: one of them stays."""

import asyncio

import pytest

from services.identity.accounts import Kind
from services.identity.refusals import AccountDisabled
from tests.services.identity.conftest import OWN_WORDS, House, run


def hire(house: House, *logins: str) -> list[str]:
    return [run(house.identity.staff.add(login, OWN_WORDS)).pseudonym for login in logins]


def disabled(house: House) -> dict[str | None, bool]:
    return {one.login: one.disabled for one in house.identity.accounts.everybody()}


def test_whoever_was_disabled_meanwhile_disables_nobody(house: House) -> None:
    one, other = hire(house, "admin1", "admin2")
    staff = house.identity.staff

    run(staff.set_disabled(other, disabled=True, by=one))

    with pytest.raises(AccountDisabled):
        run(staff.set_disabled(one, disabled=True, by=other))
    assert disabled(house) == {"admin1": False, "admin2": True}


def test_of_two_at_once_one_stays(house: House) -> None:
    one, other = hire(house, "admin1", "admin2")
    here, there = house.identity.staff, house.another().staff

    async def both() -> tuple[BaseException | None, BaseException | None]:
        return await asyncio.gather(
            here.set_disabled(other, disabled=True, by=one),
            there.set_disabled(one, disabled=True, by=other),
            return_exceptions=True,
        )

    outcomes = run(both())

    assert sorted(map(type, outcomes), key=str) == sorted([type(None), AccountDisabled], key=str)
    assert sorted(disabled(house).values()) == [False, True]


def test_everybody_is_staff_by_login(house: House) -> None:
    hire(house, "verifier1", "auditor1")
    house.sign_in()

    found = house.identity.accounts.everybody()

    assert [one.login for one in found] == ["auditor1", "verifier1"]
    assert {one.kind for one in found} == {Kind.STAFF}

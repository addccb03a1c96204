"""Forms decide like files, on the city as it is at that moment, and leave files the last word."""

import asyncio
from unittest import mock

import pytest
from msgspec import to_builtins
from msgspec.structs import replace

from domain.actor import Actor
from domain.office import Office
from domain.people import Post, Staff
from domain.streams import office_stream, staff_stream
from domain.values import Role
from services.city import changes, hiring
from services.city.findings import BadCityFiles, Rule
from services.city.reach import OutOfReach
from services.eventlog.errors import ChangedMeanwhile
from services.identity.accounts import Account
from services.identity.identity import Identity
from services.identity.refusals import BadLogin, PasswordChangeNeeded
from services.reporting.context import Asked
from tests import examples as ex
from tests.cities import definitions, set_up
from tests.houses import Home
from tests.services.city.rivals import just_before_it_is_written

ADMIN = {"role": "admin"}
PLACE = {"code": f"{ex.XIXI}001", "name": "community", "office": ex.XIXI}


def identity(home: Home) -> Identity:
    return home.house.wiring.identity


async def close(home: Home, office: str) -> None:
    wiring, stream = home.house.wiring, office_stream(office)
    await set_up(wiring, Office, stream, lambda it, *who: it.close(*who))


async def appointed(home: Home, login: str) -> Actor:
    """Make somebody an administrator."""
    asked = home.asked(ex.ADMIN)
    made = await hiring.employ(home.desk, identity(home), login, [ADMIN], asked)
    return Actor(made.who, frozenset({Post(role=Role.ADMIN)}))


def guarded(home: Home, actor: Actor) -> Asked:
    """Ask under the posts as they are now, as every route does."""
    _, version = home.desk.book.posts(actor.id)
    return home.asked(actor)._replace(guards={staff_stream(actor.id): version})


def test_a_form_says_what_a_file_says(home: Home) -> None:
    async def go() -> None:
        size = home.size()
        for definition in definitions():
            table = to_builtins(definition)
            await changes.define_category(home.desk, table, home.asked(ex.ADMIN))
        assert home.size() == size, "the same definition is no news"

        table["name"] = "别的"
        change = await changes.define_category(home.desk, table, home.asked(ex.ADMIN))
        assert change.receipt
        assert home.desk.book.categories[table["code"]].number == 2

    asyncio.run(go())


def test_a_community_rests_on_its_office_being_open(either_home: Home) -> None:
    home, rival = either_home, either_home.another()

    async def go() -> None:
        asked = home.asked(ex.ADMIN)
        with (
            just_before_it_is_written(home, lambda: close(rival, ex.XIXI)),
            pytest.raises(BadCityFiles) as caught,
        ):
            await changes.open_community(home.desk, PLACE, asked)
        assert [flaw.rule for flaw in caught.value.problems] == [Rule.NO_OFFICE]
        assert PLACE["code"] not in home.desk.book.communities

    try:
        asyncio.run(go())
    finally:
        rival.close()


def test_of_two_administrators_who_dismiss_each_other_one_stays(either_home: Home) -> None:
    home, rival = either_home, either_home.another()

    async def go() -> None:
        one, other = await appointed(home, "admin1"), await appointed(home, "admin2")
        rival.desk.book.refresh()
        theirs, mine = guarded(rival, other), guarded(home, one)

        async def dismissed() -> None:
            await hiring.employ(rival.desk, identity(rival), "admin1", [], theirs)

        with just_before_it_is_written(home, dismissed), pytest.raises(ChangedMeanwhile):
            await hiring.employ(home.desk, identity(home), "admin2", [], mine)
        left = [who for who in (one, other) if home.app.load(Staff, staff_stream(who.id)).posts]
        assert left == [other]

    try:
        asyncio.run(go())
    finally:
        rival.close()


def test_a_refused_wish_makes_no_account(home: Home) -> None:
    async def go() -> None:
        nowhere = [{"role": "dispatcher", "office": "999999999"}]
        asked = home.asked(ex.ADMIN)
        with pytest.raises(BadCityFiles):
            await hiring.employ(home.desk, identity(home), "newcomer", nowhere, asked)
        assert identity(home).accounts.by_login("newcomer") is None

    asyncio.run(go())


def test_an_account_whose_posts_were_not_written_gets_them_when_asked_again(home: Home) -> None:
    async def go() -> None:
        asked, posts = home.asked(ex.ADMIN), [ADMIN]
        broken = mock.patch.object(hiring, "change", side_effect=ConnectionError)
        with broken, pytest.raises(ConnectionError):
            await hiring.employ(home.desk, identity(home), "newcomer", posts, asked)

        again = await hiring.employ(home.desk, identity(home), "newcomer", posts, asked)

        assert again.login == "newcomer"
        assert again.one_time_password, "nobody was told the first one"
        assert home.desk.book.posts(again.who)[0] == {Post(role=Role.ADMIN)}
        drawn = await hiring.reset_password(home.desk, identity(home), "newcomer", ex.ADMIN)
        assert drawn

    asyncio.run(go())


def test_a_supervisor_who_resets_at_the_same_moment_gets_no_password(either_home: Home) -> None:
    home, rival = either_home, either_home.another()
    boss = Actor("1" * 32, frozenset({Post(role=Role.SUPERVISOR, office=ex.BEISHAN)}))
    posts = [{"role": "dispatcher", "office": ex.BEISHAN}]

    async def reset() -> None:
        with pytest.raises(OutOfReach):
            await hiring.reset_password(rival.desk, identity(rival), "newcomer", boss)

    async def go() -> None:
        await hiring.employ(home.desk, identity(home), "newcomer", posts, home.asked(boss))
        known = await hiring.reset_password(home.desk, identity(home), "newcomer", boss)
        with just_before_it_is_written(home, reset):
            told = await hiring.employ(
                home.desk, identity(home), "newcomer", [*posts, ADMIN], home.asked(ex.ADMIN)
            )
        staff, address = identity(home).staff, "192.0.2.1"
        with pytest.raises(BadLogin):
            await staff.log_in("newcomer", known, address)
        assert told.one_time_password
        with pytest.raises(PasswordChangeNeeded):
            await staff.log_in("newcomer", told.one_time_password, address)
        await reset()

    try:
        asyncio.run(go())
    finally:
        rival.close()


def test_a_reset_that_was_allowed_before_the_posts_came_is_not_written_after(home: Home) -> None:
    boss = Actor("1" * 32, frozenset({Post(role=Role.SUPERVISOR, office=ex.XIXI)}))
    posts = [{"role": "dispatcher", "office": ex.XIXI}]

    async def go() -> None:
        accounts = identity(home)
        await hiring.employ(home.desk, accounts, "newcomer", posts, home.asked(boss))
        redraw = accounts.staff.redraw

        async def late(who: Account) -> str:
            asked = home.asked(ex.ADMIN)
            await hiring.employ(home.desk, accounts, "newcomer", [*posts, ADMIN], asked)
            return await redraw(who)

        with mock.patch.object(accounts.staff, "redraw", late), pytest.raises(OutOfReach):
            await hiring.reset_password(home.desk, accounts, "newcomer", boss)

    asyncio.run(go())


def test_posts_that_changed_since_the_password_was_looked_at_are_looked_at_again(
    either_home: Home,
) -> None:
    home, rival = either_home, either_home.another()
    lead = {"role": "lead"}

    async def dismissed() -> None:
        asked = rival.asked(ex.ADMIN)
        await hiring.employ(rival.desk, identity(rival), "newcomer", [], asked)

    async def go() -> None:
        asked = home.asked(ex.ADMIN)
        await hiring.employ(home.desk, identity(home), "newcomer", [lead], asked)
        both = [lead, ADMIN]
        with just_before_it_is_written(home, dismissed), pytest.raises(ChangedMeanwhile):
            await hiring.employ(home.desk, identity(home), "newcomer", both, home.asked(ex.ADMIN))
        again = await hiring.employ(
            home.desk, identity(home), "newcomer", both, home.asked(ex.ADMIN)
        )
        assert again.one_time_password

    try:
        asyncio.run(go())
    finally:
        rival.close()


def test_what_forms_leave_out_of_the_rules_stays(home: Home) -> None:
    async def go() -> None:
        before = home.desk.book.policy
        await changes.set_policy(home.desk, {"daily_points": 61}, home.asked(ex.ADMIN))
        await changes.set_policy(home.desk, {"reopen_days": 31}, home.asked(ex.ADMIN))
        assert home.desk.book.policy == replace(before, daily_points=61, reopen_days=31)

    asyncio.run(go())

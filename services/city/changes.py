"""Use cases of the set-up by forms: the wishes of `city load`, one thing at a time.

What a form says is checked like a file, against the city as it is at the moment of the
decision. It rests on the offices it names: one that is closed meanwhile fails it.
"""

import asyncio
from collections.abc import Callable, Iterable
from typing import Any

from domain.category import UnknownCategory
from domain.city import City
from domain.errors import Refused
from domain.office import Community, PlaceClosed
from domain.reward import Reward, UnknownReward
from domain.streams import city_stream, office_stream
from services.city import forms
from services.city.checks import check_city
from services.city.files import CityFiles
from services.city.findings import Rule, Where
from services.city.reach import demand_office
from services.city.reading import Table
from services.city.wishes import Desk, Order, Wish
from services.reporting.context import Asked, Reporting
from services.suishoupai import Change, Guards

Check = Callable[[Any], Guards | None]
"""Looks at the thing before the wish is decided; may refuse, or name what it rests on."""


async def set_policy(desk: Reporting, given: Table, asked: Asked) -> Change:
    """Set the rules of the house; what is left out stays."""

    def decide(city: City) -> None:
        policy = forms.read_policy(given, city.policy)
        wishes(desk, asked).city(policy).decide(city)

    return await _written(desk, [(City, city_stream())], decide, asked)


async def define_category(desk: Reporting, given: Table, asked: Asked) -> Change:
    """Say what a category means from now on; a retired one is taken up again."""
    wish = wishes(desk, asked).category(forms.read_category(given))
    return await change(desk, wish, asked)


async def retire_category(desk: Reporting, code: str, asked: Asked) -> Change:
    """Take no new reports of a category."""
    wish = wishes(desk, asked).no_category(code)
    return await change(desk, wish, asked, _known(UnknownCategory(code)))


async def open_community(desk: Reporting, given: Table, asked: Asked) -> Change:
    """Open a community, or give it another name or office; its ground stays."""
    place = forms.read_community(given)

    def check(community: Community) -> Guards:
        former = [community.office] if community.version else []  # whose reports stay in it
        demand_office(asked.actor, place.office, *former)
        return fitting(desk, CityFiles(communities=[place]), place.where, [place.office])

    return await change(desk, wishes(desk, asked).community(place), asked, check)


async def close_community(desk: Reporting, code: str, asked: Asked) -> Change:
    """End a community's work; its ground is the office's alone again."""

    def check(community: Community) -> None:
        if not community.version:
            raise PlaceClosed(code)
        demand_office(asked.actor, community.office)

    return await change(desk, wishes(desk, asked).no_community(code), asked, check)


async def offer_reward(desk: Reporting, given: Table, asked: Asked) -> Change:
    """Offer a reward, or change its terms, and put more of it on the shelf."""
    shelf = forms.read_shelf(given)

    def check(reward: Reward) -> None:
        if shelf.supplied < reward.supplied:
            message = f"supplied is {shelf.supplied}; {reward.supplied} came in already"
            shelf.where.at("supplied").report(message, Rule.SUPPLY)
            shelf.where.findings.settle()

    return await change(desk, wishes(desk, asked).reward(shelf), asked, check)


async def withdraw_reward(desk: Reporting, code: str, asked: Asked) -> Change:
    """Stop offering a reward; what riders hold is still handed over."""
    wish = wishes(desk, asked).no_reward(code)
    return await change(desk, wish, asked, _known(UnknownReward(code)))


async def change(
    desk: Reporting, wish: Wish, asked: Asked, check: Check = lambda _: None
) -> Change:
    """Decide a wish on the newest state, after a look at the thing and at the city."""

    def decide(thing: Any) -> Guards | None:  # noqa: ANN401 - whatever the wish is about
        desk.book.refresh()
        rests = check(thing)
        wish.decide(thing)
        return rests

    return await _written(desk, [(wish.kind, wish.stream)], decide, asked)


def fitting(desk: Reporting, said: CityFiles, where: Where, offices: Iterable[str]) -> Guards:
    """Refuse what does not fit the city; else answer with what it rests on: these offices.

    The versions are read first: an older one fails its guard, a newer one would not.
    """
    known = [office for code in offices if (office := desk.book.offices.get(code))]
    rests = {office_stream(office.code): office.version for office in known}
    check_city(said, desk.book, prune=False)
    where.findings.settle()
    return rests


def wishes(desk: Reporting, asked: Asked) -> Desk:
    """Make the wishes of whoever asks."""
    log = desk.app.event_log
    return Desk(Order(asked.actor.id), desk.now(), log.tenant, log.blobs.put)


def _known(refusal: Refused) -> Check:
    """Refuse to end what never was."""

    def check(thing: Any) -> None:  # noqa: ANN401 - any aggregate
        if not thing.version:
            raise refusal

    return check


async def _written(desk: Reporting, things: Any, decide: Any, asked: Asked) -> Change:  # noqa: ANN401 - as `Suishoupai.change` takes them
    done = await desk.app.change(things, decide, asked.command, asked.guards)
    await asyncio.to_thread(desk.book.refresh)
    return done

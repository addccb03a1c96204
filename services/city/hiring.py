"""Use cases about staff by forms: who may log in, and the posts they hold."""

import asyncio
from collections.abc import Callable, Iterable
from contextlib import suppress
from functools import partial
from typing import Any, Final, NamedTuple

from domain.actor import Actor
from domain.people import Post, Staff
from domain.streams import staff_stream
from domain.values import Role
from services.city import forms
from services.city.changes import change, fitting, wishes
from services.city.employees import Employee
from services.city.files import CityFiles
from services.city.reach import LastAdmin, OutOfReach, may_give, outgrows
from services.eventlog.errors import ChangedMeanwhile
from services.identity.accounts import Account, Kind
from services.identity.identity import Identity
from services.identity.refusals import BadLogin, LoginTaken, UnknownLogin
from services.reporting.context import Asked, Reporting
from services.suishoupai import Change, Guards

TRIES: Final = 3


class Employed(NamedTuple):
    """Somebody's posts as they are now; the one-time password, of a new or renewed account."""

    who: str
    login: str
    one_time_password: str | None
    change: Change


async def employ(
    desk: Reporting, identity: Identity, login: str, posts: list[Any], asked: Asked
) -> Employed:
    """Let somebody hold exactly these posts, and make the account where there is none.

    Exactly, as far as the caller's hand reaches: a supervisor leaves the posts elsewhere
    alone. All is looked at before an account is made, or a password renewed because the
    posts outgrow it, so a refused wish does neither. The password is told once.
    """
    employee = forms.read_employee(login, posts)
    known = await asyncio.to_thread(_known, desk, identity, login, asked.actor)
    if known is None:
        await asyncio.to_thread(_look, desk, asked, employee, Staff(staff_stream("")))
        made = await identity.staff.add(login)
        new = partial(_trusted, lambda staff: not staff.version)
        done = await _give(desk, made.pseudonym, employee, asked, new)
        return Employed(made.pseudonym, made.login, made.one_time_password, done)
    who, name = known.pseudonym, known.login or login
    if not await asyncio.to_thread(_renews, desk, who, employee, asked):
        former = partial(_trusted, lambda staff: not outgrows(staff.posts, employee.posts))
        return Employed(who, name, None, await _give(desk, who, employee, asked, former))
    async with identity.staff.renewing(known) as drawn:
        done = await _give(desk, who, employee, asked)
    return Employed(who, name, drawn, done)


async def reset_password(desk: Reporting, identity: Identity, login: str, actor: Actor) -> str:
    """Draw a one-time password for somebody, and end their sessions.

    Where the password was changed, or voided, since it was looked whose it is, it is looked
    again. One that is void while posts are given is an administrator's to reset.
    """
    for _ in range(TRIES):
        who = await asyncio.to_thread(_mine, desk, identity, login, actor)
        if who.password is None and not actor.holds(Role.ADMIN):
            raise OutOfReach
        with suppress(BadLogin):
            return await identity.staff.redraw(who)
    raise ChangedMeanwhile(staff_stream(who.pseudonym), 0, 0)


async def set_disabled(
    desk: Reporting, identity: Identity, login: str, actor: Actor, *, disabled: bool
) -> Account:
    """Close somebody's account and end their sessions, or open it again; never one's own.

    So an administrator is always left: whoever closes the account of another one.
    """
    who = await asyncio.to_thread(_mine, desk, identity, login, actor)
    if disabled and who.pseudonym == actor.id:
        raise LastAdmin
    await identity.staff.set_disabled(who.pseudonym, disabled=disabled, by=actor.id)
    return who._replace(disabled=disabled)


def visible(actor: Actor, posts: Iterable[Post]) -> bool:
    """Say whether somebody with these posts is shown: to a supervisor, the own dispatchers."""
    return actor.holds(Role.ADMIN) or any(may_give(actor, post) for post in posts)


async def _give(
    desk: Reporting,
    who: str,
    employee: Employee,
    asked: Asked,
    trust: Callable[[Staff], None] = lambda _: None,
) -> Change:
    """Write the posts, after a look at the newest state: also whether the password is trusted."""

    def check(staff: Staff) -> Guards:
        trust(staff)
        return _check(desk, asked, employee, staff)

    reach = partial(may_give, asked.actor)
    wish = wishes(desk, asked).employee(who, employee.posts, reach)
    return await change(desk, wish, asked, check)


def _trusted(good: Callable[[Staff], bool], staff: Staff) -> None:
    """Raise ChangedMeanwhile where the posts changed since the password was looked at."""
    if not good(staff):
        raise ChangedMeanwhile(staff.id, 0, staff.version)


def _renews(desk: Reporting, who: str, employee: Employee, asked: Asked) -> bool:
    """Say whether a new password has to go with the posts; one that was told is not told again."""
    staff = desk.app.load(Staff, staff_stream(who))
    if not outgrows(staff.posts, employee.posts):
        return False
    if desk.app.event_log.command(asked.command.id):
        return False
    _look(desk, asked, employee, staff)
    return True


def _look(desk: Reporting, asked: Asked, employee: Employee, staff: Staff) -> None:
    desk.book.refresh()
    _check(desk, asked, employee, staff)


def _check(desk: Reporting, asked: Asked, employee: Employee, staff: Staff) -> Guards:
    """Refuse posts that are nowhere, or not the caller's to give; rest on their offices."""
    if not all(may_give(asked.actor, post) for post in employee.posts - staff.posts):
        raise OutOfReach
    own = staff.id == staff_stream(asked.actor.id)
    if own and _rules(staff.posts) and not _rules(employee.posts):
        raise LastAdmin
    offices = {post.office for post in employee.posts if post.office}
    return fitting(desk, CityFiles(staff=[employee]), employee.where, sorted(offices))


def _rules(posts: frozenset[Post]) -> bool:
    return any(post.role is Role.ADMIN for post in posts)


def _known(desk: Reporting, identity: Identity, login: str, actor: Actor) -> Account | None:
    """Find the account of a login, if it may be given posts here; None where there is none.

    Somebody who works elsewhere alone is not shown to a supervisor: the login is taken.
    """
    known = identity.accounts.by_login(login)
    if known is None:
        return None
    desk.book.refresh()
    posts, _ = desk.book.posts(known.pseudonym)
    if known.kind is not Kind.STAFF or (posts and not visible(actor, posts)):
        raise LoginTaken(login)
    return known


def _mine(desk: Reporting, identity: Identity, login: str, actor: Actor) -> Account:
    """Find an account that is the caller's to look after, whole: every post is within reach.

    Whoever may reset a password may become its owner: a supervisor must not become more.
    """
    known = identity.accounts.by_login(login)
    desk.book.refresh()
    posts = desk.book.posts(known.pseudonym)[0] if known else frozenset()
    if known is None or known.kind is not Kind.STAFF or not visible(actor, posts):
        raise UnknownLogin(login)
    if not all(may_give(actor, post) for post in posts):
        raise OutOfReach
    return known

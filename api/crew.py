"""Whom a supervisor gives the work to."""

import asyncio

from api.faults import UnknownCrew
from api.visit import Visit
from domain.actor import Actor
from domain.report.refusals import NotAllowed
from domain.report.table import Command
from domain.values import Role


async def crew_member(here: Visit, login: str | None) -> str | None:
    """Name the holder by a login; None, or one's own login, is the caller.

    Raises NotAllowed for who is no supervisor of the report's office, and UnknownCrew
    for a login that holds no post there.
    """
    if login is None:
        return None
    account = await asyncio.to_thread(here.wiring.identity.accounts.by_login, login)
    if account and account.pseudonym == here.actor.id:
        return None
    office, community = here.report.office, here.report.community
    if office and not here.actor.serves(Role.SUPERVISOR, office, None):
        raise NotAllowed(Command.CLAIM)
    if account is None:
        raise UnknownCrew
    them = Actor(account.pseudonym, here.wiring.book.posts(account.pseudonym)[0])
    if office and not any(
        them.serves(role, office, community) for role in (Role.DISPATCHER, Role.SUPERVISOR)
    ):
        raise UnknownCrew
    return account.pseudonym

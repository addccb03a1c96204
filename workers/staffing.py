"""Accounts for those whom a city's files name as staff."""

import asyncio

from services.identity.accounts import Kind
from services.identity.identity import Identity
from services.identity.refusals import LoginTaken
from services.identity.staff import NewAccount


class Newcomers:
    """Finds the pseudonym behind a login, and makes the account where there is none.

    Made in the event loop that owns the accounts; asked from another thread. The
    accounts get `password`, or each a one-time password of its own, kept in `made`.
    """

    def __init__(self, identity: Identity, password: str | None = None) -> None:
        self._identity = identity
        self._password = password
        self._loop = asyncio.get_running_loop()
        self.made: list[NewAccount] = []

    def pseudonym(self, login: str) -> str:
        """Answer the pseudonym of a member of staff; LoginTaken where a rider has the login."""
        known = self._identity.accounts.by_login(login)
        if known is not None and known.kind is not Kind.STAFF:
            raise LoginTaken(login)
        if known is not None:
            return known.pseudonym
        adding = self._identity.staff.add(login, self._password)
        new = asyncio.run_coroutine_threadsafe(adding, self._loop).result()
        self.made.append(new)
        return new.pseudonym

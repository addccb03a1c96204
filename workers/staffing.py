"""Accounts for those whom a city's files name as staff."""

import asyncio
from collections.abc import AsyncIterator, Collection
from contextlib import AsyncExitStack, asynccontextmanager

from services.identity.accounts import Kind
from services.identity.identity import Identity
from services.identity.refusals import LoginTaken, UnknownLogin
from services.identity.staff import NewAccount


class Newcomers:
    """Finds the pseudonym behind a login, and makes the account where there is none.

    Made in the event loop that owns the accounts; asked from another thread. The
    accounts get `password`, or each a one-time password of its own, kept in `made`, and so
    do those whose password is not good enough for their new posts.
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

    @asynccontextmanager
    async def renewing(self, pseudonyms: Collection[str]) -> AsyncIterator[None]:
        """Void the passwords of those who were there before; after the block, give new ones."""
        new = {one.pseudonym for one in self.made}
        async with AsyncExitStack() as renewals:
            former = [who for who in pseudonyms if who not in new]
            drawn = [await self._renewed(renewals, who) for who in former]
            yield
        self.made += drawn

    async def _renewed(self, renewals: AsyncExitStack, pseudonym: str) -> NewAccount:
        who = await asyncio.to_thread(self._identity.accounts.by_pseudonym, pseudonym)
        if who is None:
            raise UnknownLogin(pseudonym)
        renewing = self._identity.staff.renewing(who, self._password)
        password = await renewals.enter_async_context(renewing)
        return NewAccount(pseudonym, who.login or "", password)

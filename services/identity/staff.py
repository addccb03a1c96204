"""Staff accounts: log in with a password, change it, and what administrators do for others."""

import asyncio
import secrets
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any, Final

from sqlalchemy import select, update

from services.clock import Clock
from services.eventlog.instants import to_micros
from services.identity.accounts import Account, Accounts, Kind, fit, spelled
from services.identity.failures import Failures
from services.identity.passwords import Hasher, check_rules, one_time_password
from services.identity.refusals import (
    AccountDisabled,
    BadLogin,
    PasswordChangeNeeded,
    UnfitLogin,
    UnknownLogin,
    WeakPassword,
)
from services.identity.sessions import Sessions, SignedIn
from services.identity.tables import account
from services.limits import Limited, Limits, source

_ONE_TIME_DAYS: Final = 7
_PSEUDONYM_BYTES: Final = 16


@dataclass(frozen=True)
class NewAccount:
    """An account just made, and the one-time password to hand over, if one was drawn."""

    pseudonym: str
    login: str
    one_time_password: str | None = field(repr=False)


class StaffAccounts:
    """What members of staff, and administrators, do with accounts.

    Roles are no matter of accounts: they are events of the staff stream.
    """

    def __init__(
        self,
        accounts: Accounts,
        sessions: Sessions,
        failures: Failures,
        hasher: Hasher,
        limits: Limits,
        clock: Clock,
    ) -> None:
        self._accounts = accounts
        self._sessions = sessions
        self._failures = failures
        self._hasher = hasher
        self._limits = limits
        self._clock = clock

    async def add(self, login: str, password: str | None = None) -> NewAccount:
        """Make an account with `password`, or with a one-time password good for a week.

        Raises UnfitLogin, LoginTaken, WeakPassword, TooBusy.
        """
        if not fit(login):
            raise UnfitLogin(login)
        name = spelled(login)
        drawn = None if password else one_time_password()
        if password:
            check_rules(password, name)
        stored = await self._hashed(password or drawn or "")
        change_by = self._change_by() if drawn else None
        pseudonym = secrets.token_hex(_PSEUDONYM_BYTES)
        await asyncio.to_thread(self._accounts.staff, pseudonym, name, stored, change_by)
        return NewAccount(pseudonym, name, drawn)

    async def log_in(self, login: str, password: str, address: str) -> SignedIn:
        """Begin a session. Takes as long, and says the same, whether or not the login exists.

        Raises BadLogin, AccountLocked, AccountDisabled, PasswordChangeNeeded, TooBusy,
        RateLimited.
        """
        who = await self._recognised(login, password, address)
        if who.change_by is not None and not who.disabled:
            raise PasswordChangeNeeded
        return await asyncio.to_thread(self._sessions.start, who)

    async def change_password(self, login: str, old: str, new: str, address: str) -> SignedIn:
        """Replace a password, also a one-time one; ends all sessions and begins a new one.

        Raises WeakPassword, and what `log_in` raises but PasswordChangeNeeded.
        """
        check_rules(new, spelled(login))
        if new == old:
            raise WeakPassword("same", "must differ from the old one")
        who = await self._recognised(login, old, address)
        stored = await self._hashed(new)
        await asyncio.to_thread(self._replace, who, password=stored, change_by=None)
        changed = who._replace(password=stored, change_by=None)
        return await asyncio.to_thread(self._sessions.start, changed)

    async def reset_password(self, login: str) -> str:
        """Draw a one-time password, good for a week; ends all sessions and lifts a lock.

        For administrators. Raises UnknownLogin, TooBusy.
        """
        who = await self._known(login)
        if who.kind is not Kind.STAFF:
            raise UnknownLogin(login)
        return await self.redraw(who)

    async def redraw(self, who: Account) -> str:
        """Reset the password of an account, as it was read before it was decided to do so.

        Raises BadLogin where the password was changed or voided since, TooBusy.
        """
        drawn = one_time_password()
        stored = await self._hashed(drawn)
        change_by = self._change_by()
        await asyncio.to_thread(self._replace, who, password=stored, change_by=change_by)
        await asyncio.to_thread(self._lift, who)
        return drawn

    @asynccontextmanager
    async def renewing(self, who: Account, password: str | None = None) -> AsyncIterator[str]:
        """Void a password and end all sessions; after the block the answered one is good.

        That one is `password`, or a one-time password. If the block fails nobody comes in
        until the password is reset. Raises TooBusy.
        """
        drawn = password or one_time_password()
        stored = await self._hashed(drawn)
        await asyncio.to_thread(self._set, who, password=None, change_by=None)
        yield drawn
        change_by = None if password else self._change_by()
        await asyncio.to_thread(self._set, who, password=stored, change_by=change_by)
        await asyncio.to_thread(self._lift, who)

    async def set_disabled(self, pseudonym: str, *, disabled: bool, by: str = "") -> None:
        """Close somebody's account and end its sessions, or open it again; riders' too.

        Raises AccountDisabled where whoever does it, `by`, was disabled in the meantime: of
        two who disable each other, one stays.
        """
        await asyncio.to_thread(self._set_disabled, pseudonym, disabled=disabled, by=by)

    async def token(self, login: str) -> SignedIn:
        """Begin a session without a password: for whoever may run commands on the server.

        Serves riders with a login, too. Raises UnknownLogin, AccountDisabled.
        """
        return await asyncio.to_thread(self._sessions.start, await self._known(login))

    async def _recognised(self, login: str, password: str, address: str) -> Account:
        origin = source(address)
        self._limits.check(Limited.LOG_INS, origin)
        lookup = self._accounts.login_lookup(login)
        here = self._accounts.source_lookup(lookup, origin)
        with self._hasher.place():
            await asyncio.to_thread(self._failures.attempt, lookup, here)
            who = await asyncio.to_thread(self._accounts.by_login, login)
            right = await self._hasher.matches(who.password if who else None, password)
        if who is None or not right or self._ended(who):
            raise BadLogin
        await asyncio.to_thread(self._failures.recognised, lookup, here)
        return who

    async def _known(self, login: str) -> Account:
        who = await asyncio.to_thread(self._accounts.by_login, login)
        if who is None:
            raise UnknownLogin(login)
        return who

    async def _hashed(self, password: str) -> str:
        with self._hasher.place():
            return await self._hasher.hash(password)

    def _replace(self, who: Account, **facts: Any) -> None:  # noqa: ANN401 - columns
        """Change the password, unless another change was faster: that raises BadLogin."""
        mine = (account.c.pseudonym == who.pseudonym, account.c.password == who.password)
        with self._sessions.ending_all(who.pseudonym) as db:
            changed = db.execute(update(account).where(*mine).values(facts))
            if changed.rowcount != 1:
                raise BadLogin

    def _set(self, who: Account, **facts: Any) -> None:  # noqa: ANN401 - columns
        """Change the password, whatever it is by now."""
        with self._sessions.ending_all(who.pseudonym) as db:
            mine = account.c.pseudonym == who.pseudonym
            db.execute(update(account).where(mine).values(facts))

    def _lift(self, who: Account) -> None:
        self._failures.lift(self._accounts.login_lookup(who.login or ""))

    def _set_disabled(self, pseudonym: str, *, disabled: bool, by: str) -> None:
        mine = account.c.pseudonym == pseudonym
        theirs = select(account.c.disabled).where(account.c.pseudonym == by)
        with self._sessions.ending_all(pseudonym, by) as db:
            if db.scalar(theirs):
                raise AccountDisabled
            db.execute(update(account).where(mine).values(disabled=disabled))

    def _change_by(self) -> int:
        return to_micros(self._clock() + timedelta(days=_ONE_TIME_DAYS))

    def _ended(self, who: Account) -> bool:
        return who.change_by is not None and who.change_by <= to_micros(self._clock())

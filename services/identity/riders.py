"""Riders sign in with a phone number and a one-time code, and agree to the terms once."""

import asyncio
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from typing import NamedTuple

import structlog

from domain.kernel import Subject
from domain.people import Person, Rider
from domain.streams import rider_stream
from services.clock import Clock
from services.commands import Command
from services.identity.accounts import Account, Accounts, fit, spelled
from services.identity.codes import LIFETIME_S, RESEND_S, Codes
from services.identity.consent import CONSENT, CONSENT_TEXT
from services.identity.phones import normalise
from services.identity.refusals import ConsentNeeded, UnfitLogin, UnknownRider
from services.identity.senders import CodeSender
from services.identity.sessions import Sessions, SignedIn
from services.keyring import Keyring
from services.limits import Limited, Limits, source
from services.suishoupai import Suishoupai

Later = Callable[[Callable[[], None]], object]
logger = structlog.get_logger()


class CodeSent(NamedTuple):
    """What is told whoever asks for a code, whether or not one is sent now."""

    expires_at: datetime
    again_at: datetime


class Riders:
    """Lets riders in; the first time gives a pseudonym, kept in the log with its key."""

    def __init__(
        self,
        accounts: Accounts,
        codes: Codes,
        sessions: Sessions,
        sender: CodeSender,
        limits: Limits,
        app: Suishoupai,
        keyring: Keyring,
        clock: Clock,
    ) -> None:
        self._accounts = accounts
        self._codes = codes
        self._sessions = sessions
        self._sender = sender
        self._limits = limits
        self._app = app
        self._keyring = keyring
        self._clock = clock

    async def request_code(self, phone: str, address: str, later: Later) -> CodeSent:
        """Let a code be sent to `phone`, unless it got one just now or too many this hour.

        `later` is given the sending, to be done once the answer is out: how long a gateway
        takes, and whether it works, would tell what the answer does not. Raises BadPhone,
        and RateLimited for an address alone.
        """
        number = normalise(phone)
        self._limits.check(Limited.CODES, source(address))
        now = self._clock()
        lookup = self._accounts.phone_lookup(number)
        code = await asyncio.to_thread(self._codes.issue, lookup)
        if code is not None:
            later(partial(self._send, number, code))
        return CodeSent(now + timedelta(seconds=LIFETIME_S), now + timedelta(seconds=RESEND_S))

    async def sign_in(self, phone: str, code: str, consent: str | None, language: str) -> SignedIn:
        """Begin a session for whoever holds `phone`; a code serves once.

        `consent` names the terms that were shown in `language` and accepted; it may be
        left out where the current ones were accepted before. Raises BadPhone, BadCode,
        ConsentNeeded (the code stays good), AccountDisabled.
        """
        number = normalise(phone)
        lookup = self._accounts.phone_lookup(number)
        issue = await asyncio.to_thread(self._codes.check, lookup, code)
        who = await asyncio.to_thread(self._accounts.by_phone, number)
        agreed = who is not None and await asyncio.to_thread(self._agreed, who)
        if not agreed:
            _demand(consent, language)
        if who is None or not agreed:
            who = await self._register(number, language, None)
        # Last: whatever fails before leaves the rider with a code that is still good.
        await asyncio.to_thread(self._codes.take, lookup, issue)
        return await asyncio.to_thread(self._sessions.start, who)

    async def known(self, phone: str) -> str:
        """Name the rider with this phone, for an operator; it is not said what is missing.

        Raises BadPhone, and UnknownRider unless they signed in and agreed to the terms in
        force: nobody becomes a rider by being spoken for.
        """
        who = await asyncio.to_thread(self._accounts.by_phone, normalise(phone))
        if who is None or who.disabled or not await asyncio.to_thread(self._agreed, who):
            raise UnknownRider
        return who.pseudonym

    async def enrol(self, phone: str, consent: str, language: str, login: str | None = None) -> str:
        """Register a rider without a code; answers the pseudonym. Again changes nothing.

        For a demo, whose riders get a `login` for the command line. Raises BadPhone,
        ConsentNeeded, UnfitLogin, LoginTaken.
        """
        if login is not None and not fit(login):
            raise UnfitLogin(login)
        _demand(consent, language)
        name = None if login is None else spelled(login)
        who = await self._register(normalise(phone), language, name)
        return who.pseudonym

    def _send(self, number: str, code: str) -> None:
        try:
            self._sender.send(number, code)
        except Exception as error:  # noqa: BLE001 - a gateway's own; its text may name the phone
            logger.error("code not sent", error=type(error).__name__)  # noqa: TRY400 - so no trace

    async def _register(self, number: str, language: str, login: str | None) -> Account:
        """Make what is missing of account, registration and consent.

        A crash in between leaves an account without its events; the next sign-in adds them.
        """
        who = await asyncio.to_thread(self._accounts.rider, number, self._mint, login)

        def decide(rider: Rider) -> None:
            now = self._clock()
            rider.register(who.pseudonym, Person(phone=number), who.pseudonym, now)
            rider.consent(CONSENT_TEXT, language, who.pseudonym, now)

        stream = rider_stream(who.pseudonym)
        command = Command.worker("identity", "consent", who.pseudonym, CONSENT_TEXT)
        await self._app.change([(Rider, stream)], decide, command)
        return who

    def _agreed(self, who: Account) -> bool:
        return CONSENT_TEXT in self._app.load(Rider, rider_stream(who.pseudonym)).consents

    def _mint(self) -> str:
        (pseudonym,) = self._keyring.mint(Subject.RIDER, 1)
        return pseudonym


def _demand(consent: str | None, language: str) -> None:
    """Refuse unless the current terms were accepted, in a language they exist in."""
    if consent != CONSENT_TEXT or language not in CONSENT:
        raise ConsentNeeded(CONSENT_TEXT)

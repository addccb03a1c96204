"""Identity as one thing: made once in a process from the keys' database."""

from collections.abc import Callable
from dataclasses import dataclass
from time import monotonic as _monotonic

from sqlalchemy import Engine

from services.clock import Clock
from services.entropy import SYSTEM, Entropy
from services.identity.accounts import Accounts
from services.identity.codes import Codes
from services.identity.failures import Failures
from services.identity.passwords import Hasher
from services.identity.riders import Riders
from services.identity.senders import CodeSender
from services.identity.sessions import Sessions
from services.identity.staff import StaffAccounts
from services.keyring import Keyring
from services.limits import Limits
from services.migrations import KEYS, migrate
from services.suishoupai import Suishoupai
from services.telling.telling import Telling, open_telling

_LOOKUPS = "identity-lookups"  # names of the installation's own secrets, for ever
_CODES = "identity-codes"


@dataclass(frozen=True)
class Identity:
    """Who somebody is, and what is kept about them beside the log."""

    riders: Riders
    staff: StaffAccounts
    sessions: Sessions
    accounts: Accounts
    telling: Telling
    hasher: Hasher

    def forget(self, pseudonym: str) -> None:
        """Delete all that leads to or from a pseudonym here, as erasure demands.

        Other processes may take a session of it for valid for three more seconds.
        """
        self.accounts.forget(pseudonym)
        self.sessions.end_all(pseudonym)
        self.telling.forget(pseudonym)

    def close(self) -> None:
        """Let the threads go."""
        self.hasher.close()


def open_identity(
    engine: Engine,
    keyring: Keyring,
    app: Suishoupai,
    sender: CodeSender,
    limits: Limits,
    clock: Clock,
    *,
    session_hours: int,
    codes_per_hour: int,
    monotonic: Callable[[], float] = _monotonic,
    chance: Entropy = SYSTEM,
) -> Identity:
    """Make the tables that are missing in the keys' database, and what works on them."""
    migrate(engine, KEYS)
    accounts = Accounts(engine, keyring.secret(_LOOKUPS), clock)
    draws = chance.randbelow, chance.token_bytes
    codes = Codes(engine, keyring.secret(_CODES), clock, codes_per_hour, *draws)
    sessions = Sessions(engine, clock, session_hours, monotonic, chance.token_urlsafe)
    hasher = Hasher()
    return Identity(
        Riders(accounts, codes, sessions, sender, limits, app, keyring, clock),
        StaffAccounts(accounts, sessions, Failures(engine, clock), hasher, limits, clock),
        sessions,
        accounts,
        open_telling(engine),
        hasher,
    )

"""Sessions: an opaque token says who asks, until it ends or is taken back."""

import re
import secrets
from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from hashlib import sha256
from threading import Lock
from time import monotonic as _monotonic
from typing import Final

import structlog
from sqlalchemy import Connection, Engine, insert, select, update

from services.clock import Clock
from services.database import AWAY, writing
from services.eventlog.instants import from_micros, to_micros
from services.identity.accounts import Account, Kind
from services.identity.refusals import AccountDisabled, BadLogin
from services.identity.tables import account, login_session, purge

_TOKEN_BYTES: Final = 32
_TOKEN: Final = re.compile(r"[A-Za-z0-9_-]{43}")
_TRUSTED_S: Final = 3.0  # how long another process's revocation may go unnoticed
_ROOM: Final = 10_000
_SEEN: Final = 3600 * 1_000_000  # when somebody was last seen is kept by the hour
_KEPT_DAYS: Final = 30  # an ended session's row is kept so long, for questions
_log = structlog.get_logger()


@dataclass(frozen=True)
class Signed:
    """Who a token speaks for, and until when."""

    pseudonym: str
    kind: Kind
    expires_at: datetime


@dataclass(frozen=True)
class SignedIn:
    """A session just begun; the token is shown this once and kept nowhere."""

    token: str = field(repr=False)
    signed: Signed


class Sessions:
    """Begins, looks up and ends sessions; only SHA-256 of a token is stored.

    What a token means is remembered for three seconds. An end is felt at once in
    this process, and in others after those seconds.
    """

    def __init__(
        self,
        engine: Engine,
        clock: Clock,
        hours: int,
        monotonic: Callable[[], float] = _monotonic,
        token: Callable[[int], str] = secrets.token_urlsafe,
    ) -> None:
        self._engine = engine
        self._clock = clock
        self._life = timedelta(hours=hours)
        self._monotonic = monotonic
        self._token = token
        self._known: OrderedDict[bytes, tuple[Signed, float]] = OrderedDict()
        self._ends = 0  # how often sessions ended: what was read before is not remembered
        self._lock = Lock()

    def start(self, who: Account) -> SignedIn:
        """Begin a session for an account as it was when its owner was recognised.

        Raises AccountDisabled, or BadLogin when its password was changed since.
        """
        now = self._clock()
        token = self._token(_TOKEN_BYTES)
        signed = Signed(who.pseudonym, who.kind, now + self._life)
        row = {
            "token_hash": _hash(token),
            "pseudonym": who.pseudonym,
            "kind": who.kind,
            "created_at": to_micros(now),
            "last_seen": _by_the_hour(now),
            "expires_at": to_micros(signed.expires_at),
        }
        with self._engine.begin() as db:
            purge(db, login_session, "expires_at", to_micros(now - timedelta(days=_KEPT_DAYS)))
        with writing(self._engine) as db:
            query = select(account.c.password, account.c.disabled)
            mine = query.where(account.c.pseudonym == who.pseudonym)
            today = db.execute(mine.with_for_update()).one_or_none()
            if today is None or today.password != who.password:
                raise BadLogin
            if today.disabled:
                raise AccountDisabled
            db.execute(insert(login_session).values(row))
        return SignedIn(token, signed)

    def session(self, token: str) -> Signed | None:
        """Answer who asks; None for a token that is unknown, over or taken back.

        Mostly from memory; else one read of the keys' database.
        """
        (signed,) = self.several([token])
        return signed

    def several(self, tokens: Sequence[str]) -> list[Signed | None]:
        """Answer like `session` for many tokens: one read for all that are not in memory.

        What is written down on the way, that a session is over or was seen, holds nobody up
        where it cannot be written: it is written the next time.
        """
        now, until = self._clock(), self._monotonic() + _TRUSTED_S
        names = [_hash(token) if _TOKEN.fullmatch(token) else b"" for token in tokens]
        known, ends = self._fresh(names)
        if unknown := {name for name in names if name and name not in known}:
            read = self._read(unknown, now)
            self._remember(read, until, ends)
            known |= read
        if over := [name for name, one in known.items() if one.expires_at <= now]:
            with _noted("over"):
                self._end(over)  # they must not revive when the clock is set back
            known = {name: one for name, one in known.items() if name not in over}
        return [known.get(name) for name in names]

    def remembered(self, token: str) -> Signed | None:
        """Answer who asks, if it was read a moment ago; never waits for a database."""
        name = _hash(token)
        known = self._fresh([name])[0].get(name)
        return None if known is None or known.expires_at <= self._clock() else known

    def end(self, token: str) -> None:
        """End one session; ending it again changes nothing."""
        self._end([_hash(token)])

    def end_all(self, pseudonym: str) -> None:
        """End every session of somebody."""
        with self.ending_all(pseudonym):
            pass

    @contextmanager
    def ending_all(self, pseudonym: str, by: str = "") -> Iterator[Connection]:
        """Change an account in a transaction that also ends all its sessions.

        The account of whoever does it, `by`, stays as it is meanwhile.
        """
        mine = (login_session.c.pseudonym == pseudonym, login_session.c.revoked_at.is_(None))
        with writing(self._engine) as db:
            locked = select(account.c.pseudonym).where(account.c.pseudonym.in_([pseudonym, by]))
            ordered = locked.order_by(account.c.pseudonym)  # two at once never wait in a ring
            db.execute(ordered.with_for_update())  # no session may begin meanwhile
            yield db
            db.execute(update(login_session).where(*mine).values(revoked_at=self._now()))
        with self._lock:
            self._ends += 1
            self._known.clear()

    def _fresh(self, names: Iterable[bytes]) -> tuple[dict[bytes, Signed], int]:
        """Answer what was read a moment ago, and how often sessions had ended by then."""
        with self._lock:
            now, found = self._monotonic(), {}
            for name in names:
                signed, until = self._known.get(name, (None, 0.0))
                if signed and until > now:
                    found[name] = signed
                    self._known.move_to_end(name)
            return found, self._ends

    def _read(self, names: Iterable[bytes], now: datetime) -> dict[bytes, Signed]:
        mine = login_session.c.token_hash.in_(list(names)) & login_session.c.revoked_at.is_(None)
        with self._engine.connect() as db:
            rows = db.execute(select(login_session).where(mine)).all()
        earlier = to_micros(now) - 2 * _SEEN
        if late := [row.token_hash for row in rows if row.last_seen <= earlier]:
            seen = update(login_session).where(login_session.c.token_hash.in_(late))
            with _noted("seen"), self._engine.begin() as db:
                db.execute(seen.values(last_seen=_by_the_hour(now)))
        return {
            row.token_hash: Signed(row.pseudonym, Kind(row.kind), from_micros(row.expires_at))
            for row in rows
        }

    def _remember(self, found: Mapping[bytes, Signed], until: float, ends: int) -> None:
        with self._lock:
            if ends != self._ends:
                return
            for name, signed in found.items():
                self._known[name] = (signed, until)
                self._known.move_to_end(name)
                if len(self._known) > _ROOM:
                    self._known.popitem(last=False)

    def _end(self, names: Sequence[bytes]) -> None:
        open_ones = login_session.c.token_hash.in_(names), login_session.c.revoked_at.is_(None)
        with self._engine.begin() as db:
            db.execute(update(login_session).where(*open_ones).values(revoked_at=self._now()))
        with self._lock:
            self._ends += 1
            for name in names:
                self._known.pop(name, None)

    def _now(self) -> int:
        return to_micros(self._clock())


@contextmanager
def _noted(what: str) -> Iterator[None]:
    """Write something down that no answer rests on."""
    try:
        yield
    except AWAY as error:
        _log.warning("session.not_noted", what=what, error=type(error).__name__)


def _hash(token: str) -> bytes:
    return sha256(token.encode()).digest()


def _by_the_hour(moment: datetime) -> int:
    micros = to_micros(moment)
    return micros - micros % _SEEN

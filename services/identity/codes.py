"""One-time codes: six digits, good for five minutes, five guesses and one use."""

import hmac
import secrets
from collections.abc import Callable
from datetime import datetime
from hashlib import sha256
from typing import Any, Final

from sqlalchemy import Engine, Row, select, update

from domain.errors import Refused
from services.clock import Clock
from services.database import writing
from services.eventlog.instants import from_micros, to_micros
from services.identity.refusals import BadCode, CodeExpired, TooManyTries
from services.identity.tables import add_missing, one_time_code, purge
from services.limits import RateLimited

_SECOND: Final = 1_000_000
LIFETIME_S: Final = 5 * 60
RESEND_S: Final = 60
TRIES: Final = 5
_HOUR_S: Final = 60 * 60
_SALT_BYTES: Final = 16
_NEVER_SENT: Final = -RESEND_S * _SECOND


class Codes:
    """Issues, checks and uses up the codes of phones, which are named by their lookups.

    `secret` keys the hashes: six digits alone could be found by trying all of them.
    """

    def __init__(
        self,
        engine: Engine,
        secret: bytes,
        clock: Clock,
        per_hour: int,
        draw: Callable[[int], int] = secrets.randbelow,
    ) -> None:
        self._engine = engine
        self._secret = secret
        self._clock = clock
        self._per_hour = per_hour
        self._draw = draw

    def issue(self, phone: bytes) -> tuple[str, datetime]:
        """Make a code, which voids the one before; answers it and when it expires.

        Raises RateLimited within a minute of the last, or beyond so many an hour.
        """
        now = to_micros(self._clock())
        with self._engine.begin() as db:
            purge(db, one_time_code, "sent_at", now - _HOUR_S * _SECOND)
        code = f"{self._draw(10**6):06}"
        salt = secrets.token_bytes(_SALT_BYTES)
        with writing(self._engine) as db:
            add_missing(db, one_time_code, _blank(phone, now))
            mine = one_time_code.c.phone_lookup == phone
            row = db.execute(select(one_time_code).where(mine).with_for_update()).one()
            in_window = now - row.window_start < _HOUR_S * _SECOND
            _refuse_until(row.sent_at + RESEND_S * _SECOND, now)
            if in_window and row.sent >= self._per_hour:
                _refuse_until(row.window_start + _HOUR_S * _SECOND, now)
            fresh = {
                "salt": salt,
                "code_hash": self._hash(salt, code),
                "expires_at": now + LIFETIME_S * _SECOND,
                "tries": 0,
                "sent_at": now,
                "window_start": row.window_start if in_window else now,
                "sent": row.sent + 1 if in_window else 1,
            }
            db.execute(update(one_time_code).where(mine).values(fresh))
        return code, from_micros(now + LIFETIME_S * _SECOND)

    def check(self, phone: bytes, code: str) -> bytes:
        """Answer the issue that `code` belongs to, or refuse; a wrong guess is counted."""
        mine = one_time_code.c.phone_lookup == phone
        with writing(self._engine) as db:
            row = db.execute(select(one_time_code).where(mine).with_for_update()).one_or_none()
            refusal = self._fault(row, code)
            if isinstance(refusal, BadCode):
                db.execute(
                    update(one_time_code).where(mine).values(tries=one_time_code.c.tries + 1)
                )
            if isinstance(refusal, CodeExpired):  # not even when the clock is set back
                db.execute(update(one_time_code).where(mine).values(expires_at=0))
        if refusal:
            raise refusal
        salt: bytes = row.salt if row else b""
        return salt

    def take(self, phone: bytes, issue: bytes) -> None:
        """Use up the code of this issue; raises BadCode when somebody else was first."""
        mine = (
            one_time_code.c.phone_lookup == phone,
            one_time_code.c.salt == issue,
            one_time_code.c.code_hash != b"",
        )
        with self._engine.begin() as db:
            taken = db.execute(update(one_time_code).where(*mine).values(code_hash=b""))
        if taken.rowcount != 1:
            raise BadCode

    def _fault(self, row: Row[Any] | None, code: str) -> Refused | None:
        if row is None or not row.code_hash:
            return BadCode()
        if row.tries >= TRIES:
            return TooManyTries()
        if row.expires_at <= to_micros(self._clock()):
            return CodeExpired()
        right = hmac.compare_digest(row.code_hash, self._hash(row.salt, code.strip()))
        return None if right else BadCode()

    def _hash(self, salt: bytes, code: str) -> bytes:
        return hmac.new(self._secret, salt + code.encode(errors="replace"), sha256).digest()


def _blank(phone: bytes, now: int) -> dict[str, Any]:
    return {
        "phone_lookup": phone,
        "salt": b"",
        "code_hash": b"",
        "expires_at": 0,
        "tries": 0,
        "sent_at": _NEVER_SENT,
        "window_start": now,
        "sent": 0,
    }


def _refuse_until(moment: int, now: int) -> None:
    if now < moment:
        raise RateLimited(-((now - moment) // _SECOND))

"""One-time codes: six digits, good for five minutes, five guesses and one use.

Nobody who asks for a code or tries one learns whether its phone asked lately: right apart,
every answer is the same, and each question writes one row whatever it finds.
"""

import hmac
import secrets
from collections.abc import Callable
from hashlib import sha256
from typing import Any, Final

from sqlalchemy import Engine, Row, select, update

from services.clock import Clock
from services.database import writing
from services.eventlog.instants import to_micros
from services.identity.refusals import BadCode
from services.identity.tables import add_missing, one_time_code, purge

_SECOND: Final = 1_000_000
LIFETIME_S: Final = 5 * 60
RESEND_S: Final = 60
TRIES: Final = 5
_HOUR_S: Final = 60 * 60
_SALT_BYTES: Final = 16


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
        drawn: Callable[[int], bytes] = secrets.token_bytes,
    ) -> None:
        self._engine = engine
        self._secret = secret
        self._clock = clock
        self._per_hour = per_hour
        self._draw = draw
        self._drawn = drawn

    def issue(self, phone: bytes) -> str | None:
        """Make a code, which voids the one before.

        None within a minute of the last, or beyond so many an hour: the last one stands.
        """
        now = to_micros(self._clock())
        with self._engine.begin() as db:
            purge(db, one_time_code, "sent_at", now - _HOUR_S * _SECOND)
        code = f"{self._draw(10**6):06}"
        salt = self._drawn(_SALT_BYTES)
        with writing(self._engine) as db:
            add_missing(db, one_time_code, _blank(phone, now))
            mine = one_time_code.c.phone_lookup == phone
            row = db.execute(select(one_time_code).where(mine).with_for_update()).one()
            in_window = now - row.window_start < _HOUR_S * _SECOND
            due = row.sent_at + RESEND_S * _SECOND <= now
            due = due and not (in_window and row.sent >= self._per_hour)
            fresh = {
                "salt": salt,
                "code_hash": self._hash(salt, code),
                "expires_at": now + LIFETIME_S * _SECOND,
                "tries": 0,
                "sent_at": now,
                "window_start": row.window_start if in_window else now,
                "sent": row.sent + 1 if in_window else 1,
            }
            written = fresh if due else {"sent": row.sent}  # no news takes as long
            db.execute(update(one_time_code).where(mine).values(written))
        return code if due else None

    def check(self, phone: bytes, code: str) -> bytes:
        """Answer the issue that `code` belongs to; a wrong guess is counted.

        Raises BadCode: the code is wrong, used, too old or guessed at too often, or there
        is none; it is not said which.
        """
        now = to_micros(self._clock())
        mine = one_time_code.c.phone_lookup == phone
        with writing(self._engine) as db:
            add_missing(db, one_time_code, _blank(phone, now))
            row = db.execute(select(one_time_code).where(mine).with_for_update()).one()
            right = self._right(row, code, now)
            if not right:
                over = row.expires_at <= now  # for ever, though the clock be set back
                count = {"tries": row.tries + 1, "expires_at": 0 if over else row.expires_at}
                db.execute(update(one_time_code).where(mine).values(count))
        if not right:
            raise BadCode
        salt: bytes = row.salt
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

    def _right(self, row: Row[Any], code: str, now: int) -> bool:
        same = hmac.compare_digest(row.code_hash, self._hash(row.salt, code.strip()))
        return same and row.tries < TRIES and now < row.expires_at

    def _hash(self, salt: bytes, code: str) -> bytes:
        return hmac.new(self._secret, salt + code.encode(errors="replace"), sha256).digest()


def _blank(phone: bytes, now: int) -> dict[str, Any]:
    return {
        "phone_lookup": phone,
        "salt": b"",
        "code_hash": b"",
        "expires_at": 0,
        "tries": 0,
        "sent_at": now - RESEND_S * _SECOND,  # long enough ago to send, too lately to purge
        "window_start": now,
        "sent": 0,
    }

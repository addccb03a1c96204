"""Where a list goes on: an opaque mark of the last row that was read."""

import base64
import binascii

import msgspec

from projections.errors import BadCursor

_LONGEST = 512
Mark = tuple[str, int, list[int | str]]  # which list, at which position, the last row's keys


def make_cursor(name: str, position: int, keys: list[int | str]) -> str:
    """Wrap a mark so that nobody is tempted to read it."""
    plain = msgspec.json.encode((name, position, keys))
    return base64.urlsafe_b64encode(plain).decode().rstrip("=")


def read_cursor(cursor: str, name: str, kinds: tuple[type, ...]) -> tuple[int, list[int | str]]:
    """Unwrap a mark made for the list `name` with keys of these kinds; else BadCursor."""
    if len(cursor) > _LONGEST or not cursor.isascii():
        raise BadCursor
    try:
        plain = base64.b64decode(cursor + "=" * (-len(cursor) % 4), altchars=b"-_", validate=True)
        made_for, position, keys = msgspec.json.decode(plain, type=Mark)
    except (binascii.Error, ValueError, msgspec.DecodeError) as error:
        raise BadCursor from error
    if made_for != name or [type(one) for one in keys] != list(kinds):
        raise BadCursor
    if not 0 <= position < 1 << 63 or not all(_storable(one) for one in keys):
        raise BadCursor
    return position, keys


def _storable(key: int | str) -> bool:
    """Say whether a database can compare it: some know no NUL, none a longer number."""
    return "\0" not in key if isinstance(key, str) else abs(key) < 1 << 63

"""Weighs a city on PostgreSQL: what an event, and a photograph, come to on the disk."""

from typing import Final

import psycopg
from sqlalchemy import make_url

from services.settings import Settings

LOG: Final = ("event", "command", "log_head", "blob")
SIZES: Final = """
    SELECT relname, pg_total_relation_size(oid) FROM pg_class
    WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace
"""


def weigh(settings: Settings) -> dict[str, float]:
    """Answer with bytes by what they are bytes of; indexes and free pages are counted in."""
    log, keys = _sizes(settings.database), _sizes(settings.keys)
    events = _count(settings.database, "event")
    photos = _count(settings.keys, "photo")
    of_log = sum(size for name, size in log.items() if name in LOG)
    of_views = sum(log.values()) - of_log
    return {
        "events": events,
        "photographs": photos,
        "log, an event": of_log / events,
        "views, an event": of_views / events,
        "keys, a photograph": sum(keys.values()) / photos,
    }


def _sizes(url: str) -> dict[str, int]:
    with psycopg.connect(_libpq(url)) as db:
        return dict(db.execute(SIZES).fetchall())


def _count(url: str, table: str) -> int:
    with psycopg.connect(_libpq(url)) as db:
        (found,) = db.execute(f"SELECT count(*) FROM {table}").fetchone() or (0,)  # noqa: S608 - our own words
        return int(found)


def _libpq(url: str) -> str:
    plain = make_url(url).set(drivername="postgresql")
    return plain.render_as_string(hide_password=False)

"""Whether a page failed because of an event in it, or because of the database under it."""

import psycopg
from sqlalchemy.exc import InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from projections.errors import Overtaken
from services.damage import damaged
from services.leases import LeaseLost

_DATABASE = (
    OperationalError,
    InterfaceError,
    psycopg.OperationalError,  # COPY speaks to the driver itself
    psycopg.InterfaceError,
    PoolTimeout,  # no connection was free
)
_ENDED = ("25", "57")  # the classes of transactions and sessions that the server ended
_TOO_LARGE = "54"  # the class of PostgreSQL's codes for a row or key beyond its limits


def not_poison(error: Exception) -> bool:
    """Say whether it may be tried again later: nothing is wrong with any event.

    A value that a database can never keep is an event's fault, whatever its class says.
    """
    if isinstance(error, Overtaken | LeaseLost) or damaged(error):
        return True
    cause = error.orig if isinstance(error, OperationalError | InterfaceError) else error
    code = getattr(cause, "sqlstate", None) or ""
    if code.startswith(_ENDED):
        return True
    return isinstance(error, _DATABASE) and not code.startswith(_TOO_LARGE)

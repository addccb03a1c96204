"""Processes that stand still in the middle of a transaction: what they hold is taken from them.

A stopped process (SIGSTOP, a virtual machine moved) keeps its connection, and so its locks, for
as long as it stands still. PostgreSQL's `idle_in_transaction_session_timeout` ends one that was
stopped between two statements; one that was stopped while it sends rows or takes an answer counts
as busy, and has to be ended by whoever waits for it.
"""

from typing import Final

from sqlalchemy import ColumnElement, Connection, func

IDLE_S: Final = 20.0  # that a transaction which holds up others may do nothing
_END: Final = (
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity JOIN pg_locks USING (pid)"
    " JOIN pg_database ON pg_database.oid = database AND pg_database.datname = current_database()"
    " WHERE relation = %s::regclass AND mode = 'RowShareLock' AND granted"
    " AND wait_event IN ('ClientRead', 'ClientWrite')"
    " AND xact_start < clock_timestamp() - %s * interval '1 second'"
)


def end_frozen(db: Connection, table: str, seconds: float) -> None:
    """End transactions that hold a row of this table so long, and wait for their process."""
    db.exec_driver_sql(_END, (table, seconds))


def idle_limit(seconds: float) -> ColumnElement[str]:
    """Ask, in any question, that the server end this transaction should it be idle so long."""
    return func.set_config("idle_in_transaction_session_timeout", f"{1000 * seconds:.0f}", True)  # noqa: FBT003 - is_local

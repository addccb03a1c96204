"""Alembic at work, without its file of settings: what it needs is told here."""

from threading import Lock
from typing import Any, Final

from alembic.config import Config
from alembic.runtime.environment import EnvironmentContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

from services.migrations.schema import Chain

_ONE: Final = Lock()  # Alembic keeps what it works on in variables of its modules
NEWEST: Final = "head"


def run(db: Connection, chain: Chain, upto: str = NEWEST) -> None:
    """Take the steps from where the database stands, in the transaction that is open."""
    script = ScriptDirectory(str(chain.folder))

    def missing(stand: Any, _: object) -> list[Any]:  # noqa: ANN401 - as Alembic calls it
        return script._upgrade_revs(upto, stand)  # noqa: SLF001 - what its own command calls

    with _ONE, EnvironmentContext(Config(), script, fn=missing) as environment:
        environment.configure(connection=db, version_table=chain.version_table)
        environment.run_migrations()

"""Which version the tables of a database have, and how they are brought to the newest."""

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from sqlalchemy import Connection, Engine, func, inspect, select, text

from domain.errors import Refused
from services.database import writing
from services.frozen import IDLE_S, idle_limit

_FOLDER: Final = Path(__file__).parent
_STEP: Final = re.compile(r"v(\d{4})_\w+\.py")


class NewerSchema(Refused):
    """The tables were made by a later version of this program, which alone understands them."""

    code = "newer-schema"

    def __init__(self, chain: str, found: str, newest: str) -> None:
        super().__init__(
            f"the tables of the {chain} are of version {found}; this program knows them up to "
            f"{newest}: start a newer one"
        )
        self.chain = chain
        self.found = found
        self.newest = newest


@dataclass(frozen=True)
class Chain:
    """The steps of one database: each file in `folder`/versions is one, and leads to the next."""

    name: str
    folder: Path
    lock: int  # on PostgreSQL, any number that nobody else locks

    @property
    def version_table(self) -> str:
        """Where a database says which step it has reached; two chains may share one."""
        return f"{self.name}_version"

    @property
    def versions(self) -> list[str]:
        """All steps in their order."""
        names = (_STEP.fullmatch(file.name) for file in (self.folder / "versions").iterdir())
        return sorted(found[1] for found in names if found)


LOG: Final = Chain("log", _FOLDER / "log", 0x5355_4953_484F_5550)
KEYS: Final = Chain("keys", _FOLDER / "keys", 7_310_001)


def migrate(engine: Engine, chain: Chain) -> None:
    """Bring the tables to the newest step, making what is missing; all steps or none.

    Any number of processes may do this at once. Tables from before there were versions
    are taken for the first one. Raises NewerSchema.
    """
    with engine.connect() as db:
        if _reached(db, chain):
            return
    # Most starts find nothing to do, and need not wait a sixth of a second for Alembic.
    from services.migrations.steps import run  # noqa: PLC0415

    with writing(engine) as db:
        take_turns(db, chain.lock)
        if not _reached(db, chain):
            run(db, chain)


def take_turns(db: Connection, lock: int) -> None:
    """Let one transaction at a time go on from here; SQLite's writers do so by themselves."""
    if db.dialect.name == "postgresql":
        # A process that is stopped here would hold up all that come after it.
        db.execute(select(idle_limit(IDLE_S), func.pg_advisory_xact_lock(lock)))


def _reached(db: Connection, chain: Chain) -> bool:
    """Say whether the newest step was taken; raises NewerSchema for one nobody here knows."""
    if not inspect(db).has_table(chain.version_table):
        return False
    found = db.scalar(text(f"SELECT version_num FROM {chain.version_table}"))  # noqa: S608 - our name
    versions = chain.versions
    if found is not None and found not in versions:
        raise NewerSchema(chain.name, found, versions[-1])
    return bool(found == versions[-1])

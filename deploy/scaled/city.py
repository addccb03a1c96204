"""The set: PostgreSQL, SeaweedFS, two API processes, two of workers, a proxy before them."""

import json
import os
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Final, Self, TextIO
from urllib.parse import quote

import psycopg
from psycopg.sql import SQL, Identifier

from deploy.scaled.claim import claim
from deploy.scaled.keeper import Keeper
from deploy.scaled.leftovers import clear
from deploy.scaled.parts import Program
from deploy.scaled.ports import HOST, free_port
from deploy.scaled.postgres import MEMORY, Cluster, own, programs
from deploy.scaled.proxy import proxy
from deploy.scaled.seaweed import Keys, Seaweed
from services.doors import take
from services.settings import PREFIX

LOG: Final = "suishoupai"
KEYS: Final = "suishoupai_keys"
EACH: Final = 2  # processes of each kind
SETTINGS: Final = (  # of PostgreSQL
    "max_connections=200",  # four processes with up to 24 each, commands, and a standby
    *MEMORY,
)
Told = Callable[[str], None]


class ScaledCity:
    """One city on this machine, in a folder of its own, by as many processes as in earnest.

    `open` goes on with what the folder holds; `found` begins the city where it holds none.
    """

    def __init__(
        self,
        folder: Path,
        found: Callable[[Self], None],
        *,
        port: int = 0,
        each: int = EACH,
        tell: Told = print,
        more: Mapping[str, str] | None = None,
    ) -> None:
        """`more` are settings by name, without their prefix."""
        self.folder = folder.resolve()
        self.journals = self.folder / "journals"
        self.numbers = self.folder / "numbers"
        self.standby = self.folder / "standby"  # where another PostgreSQL may take over
        self.address = f"http://{HOST}:{port or free_port()}"
        self.apis = [f"{HOST}:{free_port()}" for _ in range(each)]
        self.units = [f"suishoupai-api@{api.rpartition(':')[2]}" for api in self.apis]
        self.units += [f"suishoupai-work@{number}" for number in range(1, each + 1)]
        self.keeper = Keeper(self.numbers, tell)
        self.postgres: Cluster
        self.seaweed: Seaweed
        self._found = found
        self._tell = tell
        self._more = dict(more or {})
        self._held: TextIO | None = None

    @property
    def environ(self) -> dict[str, str]:
        """The settings of the city, for any command of it."""
        hosts = quote(f"{self.folder / 'postgres'},{self.standby}", safe="/,")
        at = f"?host={hosts}&target_session_attrs=read-write"
        databases = {
            "DATABASE": f"postgresql://postgres@/{LOG}{at}",
            "KEYS": f"postgresql://postgres@/{KEYS}{at}",
        }
        given = {
            "DATA": str(self.folder / "city"),
            **databases,
            "PHOTOS": self.seaweed.url,
            "PHOTOS_ACCESS_KEY": self.seaweed.keys.access,
            "PHOTOS_SECRET_KEY": self.seaweed.keys.secret,
            "HOST": HOST,
            "PORT": self.address.rpartition(":")[2],
            "TRUSTED_PROXY": HOST,
            "SECURE_COOKIES": "no",  # it is looked at over plain HTTP, on this machine alone
        }
        return {f"{PREFIX}{name}": value for name, value in (given | self._more).items()}

    def open(self) -> Self:
        """Start everything in order.

        Raises NotOurs and CannotListen before anything is started, with nobody disturbed.
        """
        self._held = claim(self.folder)
        try:
            self.journals.mkdir(exist_ok=True, mode=0o700)
            for name in clear(self.numbers, self.folder):
                self._tell(f"{name} was still running, and was ended")
            take(HOST, int(self.address.rpartition(":")[2])).close()
            self._open_stores()
            self._found(self)
            self._open_processes()
        except BaseException:
            self.close()
            raise
        return self

    def close(self) -> None:
        """End everything, in the reverse order, and leave the folder to the next."""
        self.keeper.close()
        if self._held:
            self._held.close()

    def program(self, name: str, words: Sequence[str], **more: str) -> Program:
        """Make ready a command of ours over this city."""
        environ = passed_on() | self.environ | {PREFIX + key: each for key, each in more.items()}
        answers = f"http://{HOST}:{more['PORT']}/health/live" if "PORT" in more else None
        command = [str(Path(sys.executable).with_name("suishoupai")), *words]
        return Program(command, environ, self.journals / f"{name}.log", answers)

    def _open_stores(self) -> None:
        own(self.folder / "postgres")
        self.postgres = Cluster(
            self.folder / "postgres",
            programs(self.folder / "postgres"),
            SETTINGS,
        )
        self.keeper.start("postgresql", self.postgres)
        for name in (LOG, KEYS):
            create_database(self.postgres.url, name)
        self.seaweed = Seaweed(self.folder / "seaweed", self._keys(), durable=True)
        self.keeper.start("seaweedfs", self.seaweed)

    def _keys(self) -> Keys:
        """Answer with the keys of the bucket, the same as long as the folder lives."""
        identities = self.folder / "seaweed" / "identities.json"
        if not identities.exists():
            return Keys()
        (known,) = json.loads(identities.read_text("utf-8"))["identities"]
        (pair,) = known["credentials"]
        return Keys(pair["accessKey"], pair["secretKey"])

    def _open_processes(self) -> None:
        for unit in self.units:
            kind, _, which = unit.removeprefix("suishoupai-").partition("@")
            more = {"PORT": which} if kind == "api" else {}
            self.keeper.start(unit, self.program(unit, [kind], **more))
        self.keeper.start("caddy", proxy(self.folder / "caddy", self.address, self.apis))


def create_database(server: str, name: str) -> None:
    """Make a database, unless there is one of that name."""
    with psycopg.connect(server, autocommit=True) as db:
        if not db.execute("SELECT 1 FROM pg_database WHERE datname = %s", (name,)).fetchone():
            db.execute(SQL("CREATE DATABASE {}").format(Identifier(name)))


def passed_on() -> dict[str, str]:
    """Answer with this process's environment, without the settings of another city in it."""
    return {name: each for name, each in os.environ.items() if not name.startswith(PREFIX)}

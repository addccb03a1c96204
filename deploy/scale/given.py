"""What the arithmetic of docs/scale.md starts from: counted, assumed, and measured."""

from dataclasses import dataclass
from typing import Final

KB, MB, GB, TB = 10**3, 10**6, 10**9, 10**12
DAY_S: Final = 86_400
HOUR_S: Final = 3_600
YEAR_DAYS: Final = 365

# Counted. Workers in new forms of employment: the ninth national survey of the work force,
# All-China Federation of Trade Unions, 2023. People: statistical communiqués for 2023 of the
# country, of Guangdong, of Chongqing and of Hangzhou. Towns and street offices: about, as the
# yearbook of the Ministry of Civil Affairs counts them.
WORKERS: Final = 84_000_000
PEOPLE: Final = 1_409_670_000
OFFICES: Final = 38_600
CITIES: Final = 337  # of prefecture level, the four municipalities among them


@dataclass(frozen=True)
class Place:
    """Somewhere with riders; they are taken to be as many among people as everywhere."""

    name: str
    workers: int
    cities: int = 1  # each with a log of its own

    @property
    def offices(self) -> float:
        """How many towns and street offices look at queues."""
        return OFFICES * self.workers / WORKERS


def among(people: int) -> int:
    """Say how many of so many people work in new forms of employment."""
    return round(WORKERS * people / PEOPLE)


CITY: Final = Place("one city (杭州 Hangzhou)", among(12_522_000))
LARGEST: Final = Place("the largest city (重庆 Chongqing)", among(31_914_000))
PROVINCE: Final = Place("one province (广东 Guangdong)", among(127_060_000), 21)
COUNTRY: Final = Place("all China", WORKERS, CITIES)
PLACES: Final = (CITY, LARGEST, PROVINCE, COUNTRY)


@dataclass(frozen=True)
class Assumed:
    """What nobody can measure before there are riders; the command line takes others."""

    share: float = 0.01  # of workers report on a day
    photos: int = 3
    events: int = 8  # of one report, points among them
    commands: int = 4  # of one report over HTTP: it is sent, claimed, resolved, verified
    lunch: float = 0.15  # of a day's reports come in the hour after lunch, when riders rest
    dinner: float = 0.12  # in the hour after dinner: offices are closed, and it is dark
    busiest_minute: float = 2.0  # times the mean of that hour
    screens: int = 2  # of an office, open all day, each with a live list
    page_every_s: int = 300  # a screen reads a queue page anew, besides what is told live
    reads: int = 20  # of a report, by its rider and the office, over its life
    looks: int = 4  # at each photograph in full; as many again at the small copy
    stay_s: int = 600  # a rider's page stays open

    @property
    def busiest_hour(self) -> float:
        """Say which part of a day's reports comes in the busier of the two."""
        return max(self.lunch, self.dinner)


@dataclass(frozen=True)
class Figure:
    """A rate of docs/performance.md: how its row begins there, and the cell as it stands."""

    row: str
    shown: str

    @property
    def number(self) -> float:
        """The number in the cell."""
        return float(self.shown.split()[0].removesuffix("/s").replace(",", ""))


APPENDS: Final = Figure("32 callers, appends a second", "8,163")
SUBMIT: Final = Figure("processor time a submit, the server's", "0.81 ms")
PHOTOS: Final = Figure("photographs of 12 MP, 1 child", "7.1/s")
QUEUE: Final = Figure("queue page of an office", "1.9 ms")  # without HTTP
WORKERS_WORK: Final = Figure("workers", "5.3")  # ms of processor a report, all of them
POSTGRESQL_WORK: Final = Figure("PostgreSQL", "1.4")  # ms of processor a report
FIGURES: Final = (APPENDS, SUBMIT, PHOTOS, QUEUE, WORKERS_WORK, POSTGRESQL_WORK)
CAUTION: Final = 3  # as that page says, rates moved by as much between two runs on one machine
MS: Final = 1e-3


@dataclass(frozen=True)
class Measured:
    """What this version takes: bytes of a demo city on PostgreSQL, and the rates above.

    Each rate is reckoned with `CAUTION` times worse than it was measured.
    """

    log_bytes: int = 850  # an event, with its command and all indexes
    views_bytes: int = 2_990  # an event, in all views, with the rows that as-of needs
    keys_bytes: int = 4_570  # a photograph, with its share of all that stands beside the keys
    dumped: float = 0.25  # of those bytes that pg_dump writes: twice what it wrote of the demo
    sent_bytes: int = 300 * KB  # a photograph as the page sends it: 1600 pixels, JPEG
    kept_bytes: int = 620 * KB  # what was sent, the copy of 1600 pixels, and that of 320
    large_bytes: int = 302 * KB
    small_bytes: int = 16 * KB
    appends_s: float = APPENDS.number / CAUTION  # of one log on PostgreSQL, without HTTP
    submit_s: float = CAUTION * SUBMIT.number * MS  # of a core, for each command over HTTP
    photo_s: float = CAUTION / PHOTOS.number  # of a core, for a photograph of 12 MP
    read_s: float = CAUTION * QUEUE.number * MS  # of a core, for a queue page or a report
    work_s: float = CAUTION * (WORKERS_WORK.number + POSTGRESQL_WORK.number) * MS  # a report
    connections: int = 24  # of one process with PostgreSQL, at the most
    lists: int = 1_200  # live lists of one API process: as many as were held open, 46 KB each

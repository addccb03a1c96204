"""From workers to events, bytes, requests and machines; no number here is stored anywhere."""

from dataclasses import dataclass
from math import ceil

from deploy.scale.given import DAY_S, HOUR_S, TB, YEAR_DAYS, Assumed, Measured, Place

HALF = 0.5  # of what a machine can do is what it is asked for: the rest is for the day it burns
CORES = 4  # of a machine for API processes and workers
LEAST_MACHINES = 2  # for processes, and for PostgreSQL: one may be lost
PROCESSES = 4  # of a small city: one of each kind on each of its machines
SERVER_CONNECTIONS = 500  # max_connections of one PostgreSQL server
KEPT_FREE = 60  # of these, for two commands, a backup and the standby
DISK = 16 * TB
COPIES = 2  # of each photograph, in the store; the backup is one more
NIGHTS = 30  # that dumps are kept: BACKUP_DAYS
KEEP_YEARS = 3


@dataclass(frozen=True)
class Need:
    """What one place takes."""

    place: Place
    assumed: Assumed
    measured: Measured

    @property
    def reports_day(self) -> float:
        """Reports a day."""
        return self.place.workers * self.assumed.share

    @property
    def reports_peak(self) -> float:
        """Reports a second in the busiest minute."""
        return self.reports_hour / HOUR_S * self.assumed.busiest_minute

    @property
    def reports_hour(self) -> float:
        """Reports in the busiest hour."""
        return self.reports_day * self.assumed.busiest_hour

    @property
    def events_mean(self) -> float:
        """Events a second, all day."""
        return self.reports_day * self.assumed.events / DAY_S

    @property
    def events_peak(self) -> float:
        """Events a second in the busiest minute, were all of a report's events in it."""
        return self.reports_peak * self.assumed.events

    @property
    def photos_peak(self) -> float:
        """Photographs a second in the busiest minute."""
        return self.reports_peak * self.assumed.photos

    @property
    def log_day(self) -> float:
        """Bytes a day in the log."""
        return self.reports_day * self.assumed.events * self.measured.log_bytes

    @property
    def views_year(self) -> float:
        """Bytes a year in the views."""
        events = self.reports_day * self.assumed.events * YEAR_DAYS
        return events * self.measured.views_bytes

    @property
    def keys_year(self) -> float:
        """Bytes a year in the keys."""
        photos = self.reports_day * self.assumed.photos * YEAR_DAYS
        return photos * self.measured.keys_bytes

    @property
    def photos_day(self) -> float:
        """Bytes a day in the photographs' store."""
        return self.reports_day * self.assumed.photos * self.measured.kept_bytes

    @property
    def photos_in(self) -> float:
        """Bytes a second that riders send, in the busiest minute."""
        return self.photos_peak * self.measured.sent_bytes

    @property
    def photos_out(self) -> float:
        """Bytes a second that people look at, in the busiest minute."""
        seen = self.measured.large_bytes + self.measured.small_bytes
        return self.photos_peak * self.assumed.looks * seen

    @property
    def screens(self) -> float:
        """Live lists that offices keep open."""
        return self.place.offices * self.assumed.screens

    @property
    def pages_peak(self) -> float:
        """Queue pages a second."""
        return self.screens / self.assumed.page_every_s

    @property
    def reads_peak(self) -> float:
        """Other reads a second, in the busiest minute."""
        return self.reports_peak * self.assumed.reads

    @property
    def lists(self) -> float:
        """Live lists in all: the offices', and those of riders whose page is open."""
        return self.screens + self.reports_peak * self.assumed.stay_s

    @property
    def cores(self) -> float:
        """Cores that are busy in the busiest minute."""
        m = self.measured
        return (
            self.reports_peak * (self.assumed.commands * m.submit_s + m.work_s)
            + self.photos_peak * m.photo_s
            + (self.pages_peak + self.reads_peak) * m.read_s
        )

    @property
    def machines(self) -> int:
        """Machines for API processes and workers, each asked for half of what it can."""
        by_load = ceil(self.cores / CORES / HALF)
        return max(by_load, LEAST_MACHINES * self.place.cities)

    @property
    def servers(self) -> int:
        """PostgreSQL servers with their standbys; small cities share one, each in its databases."""
        ours = SERVER_CONNECTIONS - KEPT_FREE
        each = ours // (PROCESSES * self.measured.connections)
        by_connections = ceil(self.place.cities / each)
        by_appends = ceil(self.events_peak / self.measured.appends_s / HALF)
        return LEAST_MACHINES * max(by_connections, by_appends)

    @property
    def photos_kept(self) -> float:
        """Bytes of one copy of the photographs of the years that are kept."""
        return self.photos_day * YEAR_DAYS * KEEP_YEARS

    @property
    def dump(self) -> float:
        """Bytes of one night's dumps after these years: log with its views, and keys."""
        year = self.log_day * YEAR_DAYS + self.views_year + self.keys_year
        return year * KEEP_YEARS * self.measured.dumped

    @property
    def disks(self) -> int:
        """Disks for the photographs of the years that are kept, half full."""
        return ceil(self.photos_kept * COPIES / DISK / HALF)

    @property
    def backup_disks(self) -> int:
        """Disks for their copy in the backup, and for the dumps of the nights that are kept."""
        return ceil((self.photos_kept + self.dump * NIGHTS) / DISK / HALF)

    @property
    def disk_years(self) -> float:
        """Years of photographs that one disk takes, one copy of each, until it is half full."""
        return DISK * HALF / (self.photos_day * YEAR_DAYS)

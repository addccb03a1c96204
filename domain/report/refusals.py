"""Why a command on a report may be refused."""

from datetime import datetime

from domain.errors import Refused


class NotNow(Refused):
    """The state of the report forbids it."""

    code = "wrong-state"

    def __init__(self, command: str, state: str) -> None:
        super().__init__(f"{command} is not possible while the report is {state}")
        self.command = command
        self.state = state


class NotAllowed(Refused):
    """The person asking may not do it."""

    code = "not-allowed"

    def __init__(self, command: str) -> None:
        super().__init__(f"you may not {command} this report")
        self.command = command


class OwnWork(Refused):
    """Nobody judges what they reported or handled themselves."""

    code = "own-work"


class OwnReport(Refused):
    """The rider reported it, or has confirmed it before."""

    code = "own-report"


class AlreadyClaimed(Refused):
    """Somebody else holds the work."""

    code = "already-claimed"

    def __init__(self, holder: str, lease_until: datetime) -> None:
        super().__init__(f"{holder} holds the report until {lease_until.isoformat()}")
        self.holder = holder
        self.lease_until = lease_until


class LeaseRuns(Refused):
    """The claim has not lapsed yet."""

    code = "lease-runs"


class PhotoNeeded(Refused):
    """It takes a photograph to say so."""

    code = "photo-needed"

    def __init__(self, command: str) -> None:
        super().__init__(f"a photograph is needed to {command}")
        self.command = command


class UnknownReportPhoto(Refused):
    """The report has no such photograph."""

    code = "unknown-report-photo"


class WordsNeeded(Refused):
    """Somebody will have to live with it: say why."""

    code = "words-needed"

    def __init__(self, command: str) -> None:
        super().__init__(f"words are needed to {command}")
        self.command = command


class DailyReports(Refused):
    """The rider has sent as many reports today as the city takes from one."""

    code = "daily-reports"

    def __init__(self, most: int, retry_after_s: int) -> None:
        super().__init__(f"One rider may send {most} reports a day")
        self.most = most
        self.retry_after_s = retry_after_s


class SameOffice(Refused):
    """The report is with that office already."""

    code = "same-office"


class OnlyTheDesk(Refused):
    """After the third bounce only the operator places the report, and it stays."""

    code = "only-the-desk"


class NoExtension(Refused):
    """There is no more time: it is overdue, or was extended twice."""

    code = "no-extension"


class SuspendedBefore(Refused):
    """A report rests once."""

    code = "suspended-before"


class BadEndDate(Refused):
    """A rest ends in the future, and within a year."""

    code = "bad-end-date"


class BadOriginal(Refused):
    """The other report cannot stand for this one."""

    code = "bad-original"

    def __init__(self, original: str) -> None:
        super().__init__(f"{original} cannot be the original")
        self.original = original


class TooLate(Refused):
    """The time for it is over."""

    code = "too-late"

    def __init__(self, command: str, days: int) -> None:
        super().__init__(f"{command} is possible within {days} days")
        self.command = command
        self.days = days


class TooEarly(Refused):
    """The moment for it has not come."""

    code = "too-early"


class DoneBefore(Refused):
    """It can be done once."""

    code = "done-before"

    def __init__(self, command: str) -> None:
        super().__init__(f"{command} is possible once")
        self.command = command


class NothingToDecide(Refused):
    """Nobody asked for this decision."""

    code = "nothing-to-decide"

    def __init__(self, matter: str) -> None:
        super().__init__(f"there is no open {matter}")
        self.matter = matter


class ObjectionOpen(Refused):
    """The reporter objects: that is decided first."""

    code = "objection-open"


class NotOverdue(Refused):
    """The office was in time: there is nothing to appeal."""

    code = "not-overdue"


class BadStars(Refused):
    """A rating is a whole number from 1 to 5."""

    code = "bad-stars"

"""Why the log may refuse a command, or cannot serve at the moment."""

from uuid import UUID

from eventsourcing.persistence import IntegrityError, OperationalError

from domain.errors import Refused
from services.damage import ADVICE


class ChangedMeanwhile(IntegrityError, Refused):
    """Somebody else was quicker: the stream is not what the command was decided on."""

    code = "changed-meanwhile"

    def __init__(self, stream: UUID, expected: int, actual: int) -> None:
        super().__init__(f"{stream} is at version {actual}, not at {expected}")
        self.stream = stream
        self.expected = expected
        self.actual = actual


class CommandReused(Refused):
    """The command's id was used before, for another request."""

    code = "command-reused"

    def __init__(self, command_id: bytes) -> None:
        super().__init__(f"command {command_id.hex()} was another request before")
        self.command_id = command_id


class EventTooLarge(Refused):
    """An event's bytes exceed what an entry of the proof can carry."""

    code = "event-too-large"

    def __init__(self, topic: str, size: int, limit: int) -> None:
        super().__init__(f"{topic} has {size} bytes; an event may have {limit}")
        self.topic = topic
        self.size = size
        self.limit = limit


class LogBusy(Refused):
    """Too many commands are waiting to be written: come back in a moment."""

    code = "log-busy"

    def __init__(self, waiting: int) -> None:
        super().__init__(f"{waiting} commands are waiting already")
        self.waiting = waiting


class LogUnavailable(OperationalError, Refused):
    """The database does not answer or cannot write.

    Whether the command was stored is unknown; the same command id asks safely again.
    """

    code = "log-unavailable"

    def __init__(self, reason: str) -> None:
        super().__init__(f"the log cannot be written: {reason}")
        self.reason = reason


class LogDamaged(LogUnavailable):
    """The log's database is damaged, and nothing is written into it before it was restored."""

    code = "database-damaged"

    def __init__(self, reason: str) -> None:
        super().__init__(f"its database is damaged ({reason}): {ADVICE}")


class LogClosed(LogUnavailable):
    """The process is shutting down and takes no more commands."""

    code = "log-closed"

    def __init__(self) -> None:
        super().__init__("it has been closed")


class NotFounded(Refused):
    """There is no log here yet, and nobody said whose it shall be."""

    code = "log-not-founded"

    def __init__(self) -> None:
        super().__init__("the database holds no log yet")


class TenantMismatch(Refused):
    """The database holds the log of another city."""

    code = "tenant-mismatch"

    def __init__(self, pinned: str, wanted: str) -> None:
        super().__init__(f"this is the log of {pinned}, not of {wanted}")
        self.pinned = pinned
        self.wanted = wanted


class BlobMissing(Refused):
    """No bytes with this digest are kept here, or they are no longer those bytes."""

    code = "blob-missing"

    def __init__(self, digest: str) -> None:
        super().__init__(f"no intact blob {digest}")
        self.digest = digest

"""What the processes say of their work: one JSON line each, and nothing personal in it."""

import logging
import sys
import traceback
from types import TracebackType
from typing import Any, Final, TextIO

import structlog
from structlog.typing import EventDict

ALLOWED: Final = frozenset(
    {
        "event",
        "level",
        "timestamp",
        "logger",
        "process",  # serve, api, work, command
        "worker",
        "view",
        "position",
        "topic",
        "stream",
        "report",
        "duty",
        "database",  # the one in trouble: its file, or its name on a server
        "code",
        "error",  # the name of an error's class
        "trace",  # where it arose: files and lines, never what was said
        "request",
        "method",
        "route",  # the template, never the path
        "status",
        "seconds",
    }
)
"""Whatever else a program wants to say is left out, whoever says it."""
DEEPEST: Final = 20


def set_up(level: str, process: str, out: TextIO | None = None) -> None:
    """Send everything that is logged in this process to standard error, as JSON lines.

    `level` is debug, info, warning or error. The records of the libraries go the same
    way with their wording but without their values, which may be anybody's.
    """
    stream = out or sys.stderr
    least = logging.getLevelNamesMapping()[level.upper()]

    def named(_: Any, __: str, said: EventDict) -> EventDict:  # noqa: ANN401 - structlog's signature
        return {"process": process, **said}

    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            named,
            placed,
            allowed,
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(least),
        logger_factory=structlog.PrintLoggerFactory(stream),
        cache_logger_on_first_use=False,
    )
    root = logging.getLogger()
    root.handlers = [_Libraries()]
    root.setLevel(max(least, logging.WARNING))


def placed(_: Any, __: str, said: EventDict) -> EventDict:  # noqa: ANN401 - structlog's signature
    """Replace an exception by its class and the places it came through.

    Its text is dropped: a database error, for one, repeats the values of the row.
    """
    info = said.pop("exc_info", None)
    error = sys.exception() if info is True else info[1] if isinstance(info, tuple) else info
    if isinstance(error, BaseException):
        said.setdefault("error", type(error).__name__)
        said["trace"] = _places(error.__traceback__)
    return said


def allowed(_: Any, __: str, said: EventDict) -> EventDict:  # noqa: ANN401 - structlog's signature
    """Keep what may be said."""
    return {key: value for key, value in said.items() if key in ALLOWED}


class _Libraries(logging.Handler):
    """Takes the records of the standard library's logging."""

    def emit(self, record: logging.LogRecord) -> None:
        """Say the wording of a record, not the values put into it."""
        said, where = str(record.msg).strip(), record.name
        structlog.get_logger().log(record.levelno, said, logger=where, exc_info=record.exc_info)


def _places(trace: TracebackType | None) -> list[str]:
    frames = traceback.extract_tb(trace, limit=-DEEPEST)
    return [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames]

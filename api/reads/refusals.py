"""Why a question cannot be answered."""

from typing import ClassVar

from domain.errors import Refused


class UnknownQueue(Refused):
    """There is no such queue, or it is not for this caller to know of."""

    code: ClassVar[str] = "unknown-queue"

    def __init__(self) -> None:
        super().__init__("There is no such queue.")


class UnknownFigure(Refused):
    """There is no such figure, or it is not public."""

    code: ClassVar[str] = "unknown-figure"

    def __init__(self) -> None:
        super().__init__("There is no such figure, or it is not public.")


class BadAsOf(Refused):
    """Neither a position of the log nor a moment that is over."""

    code: ClassVar[str] = "bad-as-of"

    def __init__(self) -> None:
        super().__init__("as_of takes a position of the log, or an RFC 3339 instant of the past.")


class TooManyStreams(Refused):
    """The account has as many live lists open as one account may."""

    code: ClassVar[str] = "too-many-streams"

    def __init__(self, most: int, retry_after_s: int) -> None:
        super().__init__(f"One account may keep {most} live lists open.")
        self.most = most
        self.retry_after_s = retry_after_s

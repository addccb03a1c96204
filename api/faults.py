"""Why HTTP itself refuses a request, before anything is asked of the city."""

from typing import Any, ClassVar

from domain.errors import Refused


class ApiRefused(Refused):
    """A request that the API does not pass on; the root of the reasons."""

    text: ClassVar[str]

    def __init__(self) -> None:
        super().__init__(self.text)


class NotSignedIn(ApiRefused):
    """No session, or one that is over."""

    code = "not-signed-in"
    text = "Sign in first."


class RoleNeeded(ApiRefused):
    """Nobody in any of the caller's roles may do this."""

    code = "role-needed"
    text = "Your role does not allow this."


class ForeignOrigin(ApiRefused):
    """A page of another site tried to write with the visitor's cookie."""

    code = "foreign-origin"
    text = "This request came from a page of another site."


class IdempotencyKeyNeeded(ApiRefused):
    """A write without a name could not be repeated safely."""

    code = "idempotency-key-needed"
    text = "Send an Idempotency-Key: 1 to 200 visible ASCII characters, fresh for each wish."


class BadHeader(Refused):
    """A header that says nothing we understand."""

    code = "bad-header"

    def __init__(self, header: str) -> None:
        super().__init__(f"The header {header} cannot be read.")
        self.header = header


class WrongMediaType(ApiRefused):
    """A body that is not JSON where JSON is read."""

    code = "wrong-media-type"
    text = "Send the body as application/json."


class BodyTooLarge(Refused):
    """More bytes than this route reads."""

    code = "body-too-large"

    def __init__(self, most: int) -> None:
        super().__init__(f"The body may have at most {most} bytes.")
        self.most = most


class BodyTooSlow(ApiRefused):
    """A body that trickled in."""

    code = "body-too-slow"
    text = "The body arrived too slowly."


class InvalidRequest(Refused):
    """The request does not have the shape that the documentation says."""

    code = "invalid-request"

    def __init__(self, fields: list[dict[str, Any]]) -> None:
        super().__init__("The request does not have the documented shape.")
        self.fields = fields


class UnknownCrew(ApiRefused):
    """No member of this office's staff goes by that name."""

    code = "unknown-crew"
    text = "Nobody of this office goes by that login."


class NotHere(ApiRefused):
    """There is nothing at this address."""

    code = "not-found"
    text = "There is nothing at this address."


class WrongMethod(ApiRefused):
    """The address exists, the method does not."""

    code = "wrong-method"
    text = "This address does not answer to that method."


class WriteTimedOut(ApiRefused):
    """Whether it was written is unknown; the same key asks safely again."""

    code = "write-timed-out"
    text = "Writing took too long; ask again with the same Idempotency-Key."


class Overloaded(ApiRefused):
    """More requests than this process can work on at once: nothing was begun."""

    code = "overloaded"
    text = "Too many requests at once; try again."


class DatabaseUnavailable(ApiRefused):
    """A database does not answer."""

    code = "database-unavailable"
    text = "The database does not answer; try again."


class DatabaseDamaged(ApiRefused):
    """A database is damaged: nothing helps but a backup, and somebody who restores it."""

    code = "database-damaged"
    text = "The database is damaged; its operator has to restore it."


class StorageFull(ApiRefused):
    """A disk has no room, be it the log's, another database's or the photographs'."""

    code = "storage-full"
    text = "The disk is full; try again later."


class HistoryUnreadable(ApiRefused):
    """An event of what was asked for cannot be read: nothing is decided or shown by guessing."""

    code = "history-unreadable"
    text = "An event of this history cannot be read."


class StorageBroken(ApiRefused):
    """The disk fails; what was sent may be kept or not, and can be sent again."""

    code = "storage-broken"
    text = "The disk does not work; try again."


class Unexpected(ApiRefused):
    """A fault of ours; the journal has it under the request's id."""

    code = "unexpected"
    text = "Something went wrong on our side."

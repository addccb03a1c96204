"""Larger answers in fewer bytes, for those who take them so."""

from starlette.datastructures import Headers
from starlette.middleware.gzip import GZipMiddleware, GZipResponder, IdentityResponder
from starlette.types import ASGIApp, Receive, Scope, Send

from api.accepted import takes

_GZIP = "gzip"


class Compression(GZipMiddleware):
    """The framework's compression for whoever accepts it: its own would also for `gzip;q=0`."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request; other protocols pass unchanged."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        accepted = ", ".join(Headers(scope=scope).getlist("accept-encoding"))
        await self._responder(wanted=takes(accepted, _GZIP))(scope, receive, send)

    def _responder(self, *, wanted: bool) -> ASGIApp:
        if not wanted:
            return IdentityResponder(
                self.app, self.minimum_size, exclude_content_types=self.exclude_content_types
            )
        return GZipResponder(
            self.app,
            self.minimum_size,
            compresslevel=self.compresslevel,
            thread_minimum_size=self.thread_minimum_size,
            exclude_content_types=self.exclude_content_types,
        )

"""A quarantine in memory: what was sent past the API, without a store to send it to."""

from collections.abc import AsyncIterator, Mapping
from datetime import datetime

from services.photos.refusals import NothingArrived


class Drawer:
    """Does what `services.photos.quarantine.Quarantine` does, for this process alone."""

    def __init__(self) -> None:
        self._sent: dict[str, bytes] = {}

    def send(self, name: str, data: bytes) -> None:
        """Send what was announced, as somebody with the link does."""
        self._sent[name] = data

    def link(self, name: str, headers: Mapping[str, str], begins: datetime) -> str:
        """Answer a link that nobody follows."""
        return f"http://127.0.0.1/{name}?{len(headers)}&{begins.isoformat()}"

    async def stream(self, name: str) -> AsyncIterator[bytes]:
        """Hand on what was sent."""
        if name not in self._sent:
            raise NothingArrived
        yield self._sent[name]

    def remove(self, name: str) -> None:
        """Forget it; what is not there is no error."""
        self._sent.pop(name, None)

    def old(self, before: datetime) -> list[str]:
        """Nothing grows old here."""
        del before
        return []


DRAWER = Drawer()

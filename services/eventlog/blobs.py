"""Large values that events name by their digest, kept beside the log."""

from hashlib import sha256

from sqlalchemy import Engine, select
from sqlalchemy.dialects import postgresql, sqlite

from services.eventlog.errors import BlobMissing
from services.eventlog.tables import blob


class Blobs:
    """Bytes by their SHA-256: once written they stay, and never change."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        on_postgresql = engine.dialect.name == "postgresql"
        insert = postgresql.insert if on_postgresql else sqlite.insert
        self._keep = insert(blob).on_conflict_do_nothing()

    def put(self, content: bytes) -> str:
        """Keep `content` and answer with its digest in hex; twice is the same as once."""
        digest = sha256(content).hexdigest()
        with self._engine.begin() as db:
            db.execute(self._keep, {"digest": digest, "content": content})
        return digest

    def get(self, digest: str) -> bytes:
        """Fetch the bytes of `digest`, checked against it; else `BlobMissing`."""
        wanted = select(blob.c.content).where(blob.c.digest == digest)
        with self._engine.connect() as db:
            content = db.scalar(wanted)
        if content is None or sha256(content).hexdigest() != digest:
            raise BlobMissing(digest)
        return bytes(content)

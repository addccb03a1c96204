"""The photographs' rows, kept in the keys' database: never in the log, deletable."""

from sqlalchemy import (
    BigInteger,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    UniqueConstraint,
)

PHOTO_TABLES = MetaData()

photo = Table(
    "photo",
    PHOTO_TABLES,
    Column("id", String(32), primary_key=True),
    Column("uploader", String(32), nullable=False),
    Column("mark", String(64), nullable=False),  # keyed hash of uploader and bytes sent
    Column("created_at", BigInteger, nullable=False),  # microseconds since 1970
    Column("sent_type", String(32), nullable=False),
    Column("sent_bytes", Integer, nullable=False),
    Column("width", Integer, nullable=False),  # of the large copy, upright
    Column("height", Integer, nullable=False),
    Column("large", String(64), nullable=False),  # SHA-256 of each ciphertext
    Column("large_bytes", Integer, nullable=False),
    Column("small", String(64), nullable=False),
    Column("original", String(64), nullable=False),
    Column("pixels", String(64), nullable=False),  # keyed hash of the decoded pixels
    Column("dhash", String(16), nullable=False),
    Column("phash", String(16), nullable=False),
    Column("facts", LargeBinary, nullable=False),  # sealed under the uploader
    UniqueConstraint("uploader", "mark"),
    Index("photo_pixels", "pixels"),
)

photo_wish = Table(
    "photo_wish",
    PHOTO_TABLES,
    Column("command", String(32), primary_key=True),  # the name of an upload: who, and which key
    Column("photo", ForeignKey("photo.id", ondelete="CASCADE"), nullable=False, index=True),
)

photo_upload = Table(
    "photo_upload",
    PHOTO_TABLES,
    Column("id", String(32), primary_key=True),  # also its name in quarantine
    Column("uploader", String(32), nullable=False, index=True),
    Column("wish", String(64), nullable=False),  # keyed hash of what was asked for
    Column("mark", String(64), nullable=False),  # keyed hash of the digest announced
    Column("type", String(32), nullable=False),
    Column("bytes", Integer, nullable=False),
    Column("until", BigInteger, nullable=False),  # microseconds since 1970
    Column("photo", ForeignKey("photo.id", ondelete="CASCADE"), index=True),  # once taken in
)

photo_key = Table(
    "photo_key",
    PHOTO_TABLES,
    Column("photo", ForeignKey("photo.id", ondelete="CASCADE"), primary_key=True),
    Column("part", String(16), primary_key=True),  # copies, original
    Column("subject", String(32), primary_key=True),  # by whose key it is wrapped
    Column("generation", Integer, nullable=False),
    Column("wrapped", LargeBinary, nullable=False),
)

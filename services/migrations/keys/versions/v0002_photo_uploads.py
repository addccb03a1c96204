"""Photographs that are sent past the API, into quarantine, by a link."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Make the table of what was announced."""
    op.create_table(
        "photo_upload",
        sa.Column("id", sa.String(32), primary_key=True),
        sa.Column("uploader", sa.String(32), nullable=False),
        sa.Column("wish", sa.String(64), nullable=False),
        sa.Column("mark", sa.String(64), nullable=False),
        sa.Column("type", sa.String(32), nullable=False),
        sa.Column("bytes", sa.Integer, nullable=False),
        sa.Column("until", sa.BigInteger, nullable=False),
        sa.Column("photo", sa.String(32), sa.ForeignKey("photo.id", ondelete="CASCADE")),
    )
    op.create_index("ix_photo_upload_uploader", "photo_upload", ["uploader"])
    op.create_index("ix_photo_upload_photo", "photo_upload", ["photo"])

"""The table of the map: an accepted report's rounded place, over spans of the log."""

from sqlalchemy import BigInteger, Boolean, Column, Index, Integer, String, Table

from projections.tables import key, metadata, micros

point = Table(
    "map_point",
    metadata,
    key("generation", Integer),
    key("report", String),
    key("valid_from"),
    Column("valid_to", BigInteger, nullable=False),
    Column("number", String, nullable=False),
    Column("lon_e4", Integer, nullable=False),  # units of 1e-4 degree, about ten metres
    Column("lat_e4", Integer, nullable=False),
    Column("category", String, nullable=False),
    Column("state", String, nullable=False),
    Column("office", String),
    Column("open", Boolean, nullable=False),
    micros("due_at"),
    micros("closed_at"),
)

Index("map_place", point.c.generation, point.c.lat_e4, point.c.lon_e4, point.c.valid_to)
Index("map_open", point.c.generation, point.c.open, point.c.valid_to)
Index("map_closed", point.c.generation, point.c.closed_at, point.c.valid_to)

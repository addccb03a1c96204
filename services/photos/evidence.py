"""What an event keeps of the photographs it names."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Row

from domain.values import Photo, PhotoRole
from services.photos.records import SERVED_TYPE
from services.photos.refusals import UnknownPhoto


def taken(
    known: Mapping[str, Row[Any]], photos: Sequence[str], uploader: str, role: PhotoRole
) -> list[Photo] | UnknownPhoto:
    """Answer them in the order named, or that one is unknown, or another's."""
    found = []
    for photo in dict.fromkeys(photos):
        row = known.get(photo)
        if row is None or row.uploader != uploader:
            return UnknownPhoto(photo)
        found.append(
            Photo(id=row.id, digest=row.large, type=SERVED_TYPE, bytes=row.large_bytes, role=role)
        )
    return found

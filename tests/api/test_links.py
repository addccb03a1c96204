"""A link takes what was announced and nothing else; and the city believes no store that it did."""

import base64
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from deploy.scaled.seaweed import Seaweed
from services.photos.bucket import Bucket
from services.photos.quarantine import LIFETIME
from tests.api.sending import announced, complete, lies, sent, wish
from tests.api.town import Town, done, picture, refused
from tests.seaweed import names_in, second_opinion
from tests.shared import SHARED, needs_shared

HOSTILE = sorted(file for file in (SHARED / "bad-images").rglob("*.*") if file.is_file())[::60]


@pytest.mark.parametrize(
    "change",
    [
        {"Content_Type": "text/html"},
        {"If_None_Match": "other"},
        {"x_amz_checksum_sha256": base64.b64encode(bytes(32)).decode()},
    ],
    ids=str,
)
def test_the_store_takes_nothing_that_was_not_announced(
    city: Town, s3: Seaweed, bucket: Bucket, change: dict[str, str]
) -> None:
    data = picture()
    link = announced(city["rider1"], data)

    status, said = sent(link, data, **change)

    assert status == 403, said
    assert "SignatureDoesNotMatch" in said
    assert not lies(link, s3, bucket)


def test_the_store_takes_neither_more_nor_other_bytes_nor_a_second_time(
    city: Town, s3: Seaweed, bucket: Bucket
) -> None:
    data = picture()
    link = announced(city["rider1"], data)

    assert sent(link, data + b"x", Content_Length=str(len(data) + 1))[0] == 403
    assert "BadDigest" in sent(link, bytes(len(data)))[1]
    assert not lies(link, s3, bucket)
    assert sent(link, data)[0] == 200
    assert sent(link, data)[0] == 412
    done(complete(city["rider1"], link), 201)


def test_a_link_ends_and_its_key_renews_it(city: Town) -> None:
    rider, data, before = city["rider1"], picture(), city.now.at
    city.now.at -= 2 * LIFETIME
    late = announced(rider, data, "late")
    city.now.at = before + timedelta(seconds=1)
    assert "expired" in sent(late, data)[1]

    link = announced(rider, data, "late")

    assert (link["id"], sent(link, data)[0]) == (late["id"], 200)
    done(complete(rider, link), 201)


@pytest.mark.parametrize(
    ("planted", "more", "code"),
    [
        (lambda data: data + b"x", {}, "photo-not-as-announced"),
        (lambda data: data[:-1], {}, "photo-not-as-announced"),
        (lambda data: data[:-1] + b"x", {}, "photo-digest-mismatch"),
        (lambda data: data, {"type": "image/png"}, "photo-not-as-announced"),
    ],
    ids=["more", "less", "other", "kind"],
)
def test_a_store_that_lets_everything_in_is_not_trusted(
    city: Town, s3: Seaweed, bucket: Bucket, planted: Any, more: dict[str, str], code: str
) -> None:
    """Whatever lies in quarantine is measured again, as if no link had bound anything."""
    rider, data = city["rider1"], picture()
    link = announced(rider, data, **more)
    key = bucket.key(f"quarantine/{link['id']}")
    second_opinion(s3).put_object(Bucket=bucket.name, Key=key, Body=planted(data))

    answer = complete(rider, link)

    refused(answer, 400 if code == "photo-digest-mismatch" else 422, code)
    assert not lies(link, s3, bucket)
    refused(complete(rider, link), 404, "upload-unknown")


@needs_shared
@pytest.mark.parametrize("file", HOSTILE, ids=lambda file: file.name)
def test_a_hostile_file_leaves_quarantine_refused_or_clean(
    city: Town, s3: Seaweed, bucket: Bucket, file: Path
) -> None:
    rider, data = city["rider1"], file.read_bytes()
    before = len(names_in(s3, bucket))
    answer = rider.post("/v1/photos/uploads", wish(data))
    if answer.status_code == 422:
        return  # an empty one is not even announced
    link = done(answer, 201)
    assert sent(link, data)[0] == 200

    taken = complete(rider, link)

    assert taken.status_code in (201, 413, 415, 422), taken.text
    assert len(names_in(s3, bucket)) == before + (3 if taken.status_code == 201 else 0)

"""A link fits one request alone, and another library signs it in the same way."""

from datetime import UTC, datetime
from unittest import mock

import pytest

from deploy.scaled.seaweed import Seaweed
from services.photos.bucket import Bucket
from services.photos.objects import Credentials
from services.photos.presign import presigned
from services.photos.quarantine import Announced, headers
from tests.seaweed import second_opinion

NOW = datetime(2026, 11, 23, 1, 30, tzinfo=UTC)
ANNOUNCED = Announced("image/jpeg", 1000, bytes(range(32)))
NAME = "quarantine/7d1c0e5a9b3f4e86a2d4c6b8e0f1a3c5"


def test_a_second_opinion_signs_the_same(s3: Seaweed, place: Bucket) -> None:
    keys, bound = Credentials(s3.keys.access, s3.keys.secret), headers(ANNOUNCED)
    with mock.patch("botocore.auth.get_current_datetime", return_value=NOW):
        other = second_opinion(s3).generate_presigned_url(
            "put_object",
            ExpiresIn=600,
            Params={
                "Bucket": place.name,
                "Key": place.key(NAME),
                "ContentLength": ANNOUNCED.size,
                "ContentType": ANNOUNCED.type,
                "IfNoneMatch": "*",
                "ChecksumSHA256": bound["x-amz-checksum-sha256"],
            },
        )

    assert presigned(place, keys, "PUT", NAME, bound, NOW, 600) == other


@pytest.mark.parametrize("said", ["https://photos.example.org", "http://[::1]:8333"])
def test_a_link_leads_to_where_phones_reach_the_store(said: str) -> None:
    place = Bucket("photos", "http://10.0.0.7:8333", prefix="city", public=said)
    link = presigned(place, Credentials("access", "secret"), "PUT", NAME, {}, NOW, 600)

    assert link.startswith(f"{said}/photos/city/{NAME}?")
    assert "secret" not in link

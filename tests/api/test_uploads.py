"""Photographs past the API: what a link takes, what is taken in, and what is left in between."""

import base64
import hashlib
import http.client
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from deploy.scaled.seaweed import Seaweed
from services.photos.bucket import Bucket
from services.photos.quarantine import KEPT, LIFETIME
from services.photos.uploads import REMEMBERED
from tests.api.town import Person, Town, done, open_town, picture, refused
from tests.seaweed import another_place, names_in, second_opinion, url_of
from tests.shared import SHARED, needs_shared

HOSTILE = sorted(file for file in (SHARED / "bad-images").rglob("*.*") if file.is_file())[::60]
COMPLETE = "/v1/photos/uploads/{}/complete"


@pytest.fixture(scope="module")
def bucket(s3: Seaweed) -> Bucket:
    return another_place(s3)


@pytest.fixture(scope="module")
def city(
    furnished: Path, s3: Seaweed, bucket: Bucket, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Town]:
    """A town whose photographs lie in a bucket, and whose clock goes as the store's does."""
    folder = tmp_path_factory.mktemp("city") / "data"
    shutil.copytree(furnished, folder)
    found = open_town(
        folder,
        PHOTOS=url_of(bucket),
        PHOTOS_ACCESS_KEY=s3.keys.access,
        PHOTOS_SECRET_KEY=s3.keys.secret,
    )
    found.now.at = datetime.now(UTC)
    with found.client:
        yield found
    found.house.close()


def wish(data: bytes, **more: object) -> dict[str, Any]:
    sha = base64.b64encode(hashlib.sha256(data).digest()).decode()
    return {"type": "image/jpeg", "bytes": len(data), "sha256": sha, **more}


def announced(person: Person, data: bytes, key: str | None = None, **more: object) -> Any:
    return done(person.post("/v1/photos/uploads", wish(data, **more), key), 201)


def sent(link: dict[str, Any], data: bytes, **headers: str) -> tuple[int, str]:
    """Send bytes to a link, with headers changed."""
    url = urlsplit(link["url"])
    given = link["headers"] | {name.replace("_", "-"): value for name, value in headers.items()}
    connection = http.client.HTTPConnection(url.netloc, timeout=10)
    connection.request(link["method"], f"{url.path}?{url.query}", data, given)
    answer = connection.getresponse()
    said = answer.read().decode()
    connection.close()
    return answer.status, said


def complete(person: Person, link: dict[str, Any], key: str | None = None) -> Any:
    return person.post(COMPLETE.format(link["id"]), key=key)


def lies(link: dict[str, Any], s3: Seaweed, bucket: Bucket) -> bool:
    return f"quarantine/{link['id']}" in names_in(s3, bucket)


def test_a_photograph_sent_by_a_link_is_one_like_any_other(
    city: Town, s3: Seaweed, bucket: Bucket
) -> None:
    rider, data = city["rider1"], picture()
    link = announced(rider, data)
    assert sent(link, data) == (200, "")
    assert lies(link, s3, bucket)

    answer = complete(rider, link)
    stored = done(answer, 201)

    assert answer.headers["location"] == f"/v1/photos/{stored['id']}/large"
    assert not lies(link, s3, bucket)
    assert rider.get(f"/v1/photos/{stored['id']}/small").status_code == 200
    assert done(rider.upload(data), 201) == stored  # the same bytes through the API
    city.report(photos=[stored["id"]])


def test_the_same_key_gets_the_same_link_and_a_completed_one_its_photograph(city: Town) -> None:
    rider, data = city["rider1"], picture()
    link = announced(rider, data, "snap")

    assert announced(rider, data, "snap") == link
    refused(rider.post("/v1/photos/uploads", wish(picture()), "snap"), 422, "command-reused")
    refused(complete(rider, link, "done"), 409, "upload-not-arrived")
    sent(link, data)
    stored = done(complete(rider, link, "done"), 201)
    assert done(complete(rider, link, "done"), 201) == stored
    assert done(complete(rider, link, "done again"), 201) == stored
    assert announced(rider, data, "snap")["photo"] == stored["id"]


def test_a_key_of_one_upload_completes_no_other(city: Town) -> None:
    rider = city["rider1"]
    for number, status in ((1, 201), (2, 422)):
        data = picture()
        link = announced(rider, data)
        sent(link, data)
        assert complete(rider, link, "one").status_code == status, number


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


def test_nobody_completes_what_somebody_else_sent(city: Town) -> None:
    data = picture()
    link = announced(city["rider1"], data)
    sent(link, data)

    refused(complete(city["rider2"], link), 404, "upload-unknown")
    done(complete(city["rider1"], link), 201)


def test_nobody_has_more_under_way_than_a_report_needs(city: Town) -> None:
    links = [announced(city["rider3"], picture()) for _ in range(9)]

    answer = city["rider3"].post("/v1/photos/uploads", wish(picture()))

    refused(answer, 503, "photos-busy")
    assert int(answer.headers["Retry-After"]) > 0
    assert len({link["id"] for link in links}) == 9


@pytest.mark.parametrize(
    "more",
    [{"bytes": 0}, {"bytes": 30_000_000}, {"type": "image/gif"}, {"sha256": "abc="}],
    ids=str,
)
def test_what_is_no_photograph_is_not_even_announced(city: Town, more: dict[str, object]) -> None:
    answer = city["rider1"].post("/v1/photos/uploads", wish(picture(), **more))

    refused(answer, 422, "invalid-request")


def test_what_nobody_completes_is_swept(city: Town, s3: Seaweed, bucket: Bucket) -> None:
    data, before = picture(), city.now.at
    link = announced(city["rider2"], data)
    sent(link, data)
    uploads = city.house.wiring.uploads

    assert uploads.sweep() == 0
    city.now.at = datetime.now(UTC) + KEPT + timedelta(minutes=1)
    assert uploads.sweep() >= 1
    assert not lies(link, s3, bucket)
    city.now.at += REMEMBERED
    assert uploads.sweep() == 0
    refused(complete(city["rider2"], link), 404, "upload-unknown")
    city.now.at = before


def test_a_city_that_keeps_a_folder_says_where_to_send(town: Town) -> None:
    answer = town["rider1"].post("/v1/photos/uploads", wish(picture()))

    problem = refused(answer, 409, "no-direct-upload")
    assert "POST /v1/photos" in problem["title"]
    refused(complete(town["rider1"], {"id": "0" * 32}), 409, "no-direct-upload")

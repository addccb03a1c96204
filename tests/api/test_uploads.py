"""Photographs past the API: taken in like any other, by whoever announced them, or swept."""

from datetime import UTC, datetime, timedelta

import pytest

from deploy.scaled.seaweed import Seaweed
from services.photos.bucket import Bucket
from services.photos.quarantine import KEPT
from services.photos.uploads import REMEMBERED
from tests.api.sending import announced, complete, lies, sent, wish
from tests.api.town import Town, done, picture, refused


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

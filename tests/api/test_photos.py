"""Photographs over HTTP: what is taken in, what is shown, and to whom."""

import base64
import hashlib
import io
from pathlib import Path

import pytest
from PIL import Image

from tests.api.town import TIANSHUI, Person, Town, done, picture, refused
from tests.shared import SHARED, needs_shared

EVERY = 25  # tests/services/photos tries all of them; here a share goes through HTTP
BAD = sorted(file for file in (SHARED / "bad-images").rglob("*.*") if file.is_file())[::EVERY]


def digest(data: bytes) -> str:
    return f"sha-256=:{base64.b64encode(hashlib.sha256(data).digest()).decode()}:"


def test_a_photograph_is_taken_in_and_shown_clean(town: Town) -> None:
    rider, data = town["rider1"], picture()

    answer = rider.upload(data, Content_Digest=digest(data))
    stored = done(answer, 201)
    large = rider.get(f"/v1/photos/{stored['id']}/large")

    assert (stored["type"], stored["width"], stored["height"]) == ("image/jpeg", 64, 48)
    assert answer.headers["location"] == f"/v1/photos/{stored['id']}/large"
    assert large.headers["content-type"] == "image/jpeg"
    assert large.headers["cache-control"] == "private, max-age=31536000, immutable"
    assert large.headers["x-content-type-options"] == "nosniff"
    assert large.headers["content-disposition"].startswith("attachment")
    assert Image.open(io.BytesIO(large.content)).size == (64, 48)
    known = rider.get(f"/v1/photos/{stored['id']}/large", If_None_Match=large.headers["etag"])
    assert (known.status_code, known.content) == (304, b"")


def test_the_same_bytes_are_one_photograph(town: Town) -> None:
    data = picture()

    mine = [done(town["rider1"].upload(data), 201)["id"] for _ in range(2)]
    theirs = done(town["rider2"].upload(data), 201)["id"]

    assert mine[0] == mine[1] != theirs


def test_one_key_is_for_one_photograph(town: Town) -> None:
    rider, data = town["rider1"], picture()

    first = rider.upload(data, Idempotency_Key="snap")
    assert done(rider.upload(data, Idempotency_Key="snap"), 201) == done(first, 201)
    refused(rider.upload(picture(), Idempotency_Key="snap"), 422, "command-reused")
    assert done(rider.upload(data, Idempotency_Key="snap"), 201) == first.json()
    assert done(rider.upload(data, Idempotency_Key="other"), 201) == first.json()
    known = rider.upload(picture(), Idempotency_Key="new")
    refused(rider.upload(data, Idempotency_Key="new"), 422, "command-reused")  # known bytes
    assert done(known, 201)["id"] != first.json()["id"]
    theirs = town["rider2"].upload(picture(), Idempotency_Key="snap")
    assert done(theirs, 201)["id"] != first.json()["id"]


def test_a_key_of_a_refused_photograph_is_free(town: Town) -> None:
    refused(town["rider1"].upload(b"no picture", Idempotency_Key="try"), 415, "photo-unsupported")

    done(town["rider1"].upload(picture(), Idempotency_Key="try"), 201)


@pytest.mark.parametrize(
    ("header", "status", "code"),
    [
        (digest(b"other bytes"), 400, "photo-digest-mismatch"),
        ("sha-256=:short:", 400, "bad-header"),
        ("sha-256=" + "a" * 43, 400, "bad-header"),
    ],
)
def test_bytes_that_were_damaged_are_refused(
    town: Town, header: str, status: int, code: str
) -> None:
    refused(town["rider1"].upload(picture(), Content_Digest=header), status, code)


def test_an_algorithm_we_do_not_check_is_skipped(town: Town) -> None:
    done(town["rider1"].upload(picture(), Content_Digest="sha-512=:AAAA:"), 201)


def test_more_bytes_than_allowed_are_not_read(town: Town) -> None:
    limit = town.house.wiring.settings.body_limit
    sent = 0

    def endless() -> object:
        nonlocal sent
        while sent < 4 * limit:
            sent += 1 << 20
            yield b"\xff" * (1 << 20)

    headers = town["rider1"].headers | {"Idempotency-Key": "big"}
    answer = town.client.post("/v1/photos", content=endless(), headers=headers)  # type: ignore[arg-type] # a generator of bytes

    assert refused(answer, 413, "body-too-large")["most"] == limit
    announced = {**headers, "Content-Length": str(limit + 1)}
    refused(town.client.post("/v1/photos", content=b"x", headers=announced), 413, "body-too-large")


@pytest.mark.parametrize(
    ("data", "status", "code"),
    [
        (b"", 422, "photo-broken"),
        (b"GIF89a" + bytes(40), 415, "photo-unsupported"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", 415, "photo-unsupported"),
        (picture()[:300], 422, "photo-broken"),
    ],
    ids=["empty", "gif", "svg", "cut short"],
)
def test_what_is_no_photograph_is_refused(town: Town, data: bytes, status: int, code: str) -> None:
    refused(town["rider1"].upload(data), status, code)


@needs_shared
@pytest.mark.parametrize("file", BAD, ids=lambda file: file.name)
def test_a_hostile_file_is_refused_or_clean(town: Town, file: Path) -> None:
    answer = town["rider1"].upload(file.read_bytes())

    assert answer.status_code in (201, 413, 415, 422), answer.text
    if answer.status_code == 201:
        served = town["rider1"].get(f"/v1/photos/{answer.json()['id']}/small")
        assert Image.open(io.BytesIO(served.content)).getexif() == {}


def sees(person: Person, photo: str, report: str = "") -> bool:
    status = person.get(f"/v1/photos/{photo}/small?report={report}").status_code
    assert status in (200, 404)
    return status == 200


def test_a_fresh_photograph_is_its_senders_alone(town: Town) -> None:
    photo = town["rider1"].photo()

    assert sees(town["rider1"], photo)
    assert not any(sees(town[it], photo) for it in ("rider2", "dispatcher1", "operator1", "admin1"))
    assert not sees(town.nobody, photo)


def test_a_photograph_of_a_report_is_seen_by_those_it_concerns(town: Town) -> None:
    report = town.dispatched()
    photo = report["photos"][0]["id"]
    town.inspect(report)

    concerned = ("rider1", "dispatcher1", "supervisor1", "operator1", "verifier1", "auditor1")
    assert all(sees(town[it], photo) for it in concerned)
    assert not any(sees(town[it], photo) for it in ("rider2", "dispatcher3", "supervisor2"))
    away = {"office": TIANSHUI, "reason": "not_our_ground", "words": "x"}
    done(town["operator1"].ask(report, "transfer", away))
    assert sees(town["dispatcher3"], photo)


def test_the_rider_sees_what_the_office_shows(town: Town) -> None:
    report = town.claimed()
    photo = town["dispatcher1"].photo()
    done(town["dispatcher1"].ask(report, "progress", {"photos": [photo]}))
    town.inspect(report, photo)

    assert sees(town["rider1"], photo)


def test_before_the_inspection_the_link_of_a_report_shows_its_photograph(town: Town) -> None:
    report, other = town.dispatched(), town.report()
    (photo,) = report["photos"]

    assert town["dispatcher1"].get(photo["small"]).status_code == 200
    assert town["dispatcher3"].get(photo["small"]).status_code == 404
    for named in ("", "x", other["id"]):
        assert not sees(town["dispatcher1"], photo["id"], named)


def test_the_public_sees_what_was_released(town: Town) -> None:
    report = town.dispatched()
    photo = report["photos"][0]["id"]
    path = f"/v1/reports/{report['id']}/photos/{photo}/release"
    town.inspect(report)

    assert not sees(town.nobody, photo)
    done(town["supervisor1"].post(path, {}))
    assert sees(town.nobody, photo)
    assert sees(town["rider2"], photo)
    shown = done(town["rider2"].get(f"/v1/reports/{report['id']}"))
    assert [one["id"] for one in shown["photos"]] == [photo]
    strange = f"/v1/reports/{report['id']}/photos/{'0' * 32}/release"
    refused(town["supervisor1"].post(strange, {}), 422, "unknown-report-photo")


def test_a_report_takes_only_the_callers_photographs(town: Town) -> None:
    wish = {"category": "M06010", "location": town.place(), "photos": [town["rider2"].photo()]}

    refused(town["rider1"].post("/v1/reports", wish), 404, "photo-unknown")
    refused(town["rider1"].post("/v1/reports", wish | {"photos": []}), 422, "photo-needed")

"""A bucket keeps ciphertext as a folder does, tells apart what is wrong, and is not waited for."""

from collections.abc import Callable
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest

from deploy.scaled.ports import free_port
from deploy.scaled.seaweed import Seaweed
from services.photos.blobs import BlobFolder, BlobMissing, Blobs
from services.photos.bucket import Bucket
from services.photos.objects import BlobBucket, Credentials
from services.photos.patience import FRESH_S, PAUSE_S, Patience
from services.photos.refusals import StoreUnavailable
from services.settings import BadSetting
from tests.seaweed import another_place, names_in, opened, second_opinion
from tests.services.keys import Hands

DATA = b"some ciphertext"
DIGEST = sha256(DATA).hexdigest()


@pytest.fixture(params=["folder", "bucket"])
def blobs(request: pytest.FixtureRequest, tmp_path: Path) -> Blobs:
    """Both stores keep the same promises."""
    if request.param == "folder":
        return BlobFolder(tmp_path / "photos")
    return opened(request.getfixturevalue("s3"), request.getfixturevalue("place"))


def refusing(place: Bucket, access: str, secret: str) -> BlobBucket:
    return BlobBucket(place, Credentials(access, secret), Patience())


def test_what_was_put_is_named_by_its_digest_and_comes_back(blobs: Blobs) -> None:
    assert blobs.put(DATA) == blobs.put(DATA) == DIGEST
    assert blobs.get(DIGEST) == DATA
    assert blobs.answers()
    (kept,) = blobs.walk()
    assert kept.digest == DIGEST


def test_what_is_not_there_is_told_and_forgotten_twice(blobs: Blobs) -> None:
    blobs.put(DATA)
    for _ in range(2):
        blobs.remove(DIGEST)
    with pytest.raises(BlobMissing, match="not there"):
        blobs.get(DIGEST)
    with pytest.raises(ValueError, match="no SHA-256"):
        blobs.get("../../etc/passwd")
    assert list(blobs.walk()) == []


def test_what_is_listed_comes_in_order_and_is_ours(blobs: Blobs) -> None:
    digests = sorted(blobs.put(bytes([number])) for number in range(12))

    assert sorted(one.digest for one in blobs.walk()) == digests


def test_a_second_opinion_sees_the_same_bytes(s3: Seaweed, place: Bucket) -> None:
    opened(s3, place).put(DATA)

    key = place.key(f"{DIGEST[:2]}/{DIGEST}")
    assert second_opinion(s3).get_object(Bucket=place.name, Key=key)["Body"].read() == DATA


def test_an_object_is_written_once_and_an_altered_one_is_an_alarm(
    s3: Seaweed, place: Bucket
) -> None:
    blobs, other = opened(s3, place), b"somebody else's bytes"
    key = place.key(f"{DIGEST[:2]}/{DIGEST}")
    second_opinion(s3).put_object(Bucket=place.name, Key=key, Body=other)

    assert blobs.put(DATA) == DIGEST
    assert second_opinion(s3).get_object(Bucket=place.name, Key=key)["Body"].read() == other
    with pytest.raises(BlobMissing, match="altered"):
        blobs.get(DIGEST)


def test_the_places_of_a_bucket_do_not_see_each_other(s3: Seaweed, place: Bucket) -> None:
    opened(s3, place).put(DATA)

    assert list(opened(s3, another_place(s3)).walk()) == []
    assert names_in(s3, place) == [f"{DIGEST[:2]}/{DIGEST}"]


def test_nothing_in_the_environment_changes_whose_keys_are_shown(
    s3: Seaweed, place: Bucket, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("ACCESS_KEY_ID", "SECRET_ACCESS_KEY", "SESSION_TOKEN", "BUCKET", "REGION"):
        monkeypatch.setenv(f"AWS_{name}", "elsewhere")
    monkeypatch.setenv("AWS_ENDPOINT_URL", "http://127.0.0.1:9")

    assert opened(s3, place).put(DATA) == DIGEST


def test_a_wrong_secret_is_told_as_one_and_kept_to_itself(s3: Seaweed, place: Bucket) -> None:
    wrong = refusing(place, s3.keys.access, "not-the-secret")

    with pytest.raises(BadSetting, match="PHOTOS_SECRET_KEY does not open") as refused:
        wrong.check()
    assert "not-the-secret" not in f"{refused.value!r}{wrong.store!r}"
    with pytest.raises(StoreUnavailable, match="SignatureDoesNotMatch"):
        wrong.put(DATA)
    assert names_in(s3, place) == []


def test_a_stranger_is_told_as_one(s3: Seaweed, place: Bucket) -> None:
    with pytest.raises(BadSetting, match="InvalidAccessKeyId"):
        refusing(place, "stranger", s3.keys.secret).check()


def test_whoever_shows_no_key_sees_nothing(s3: Seaweed, place: Bucket) -> None:
    opened(s3, place).put(DATA)
    anybody, key = second_opinion(s3, signed=False), place.key(f"{DIGEST[:2]}/{DIGEST}")

    with pytest.raises(anybody.exceptions.ClientError, match="AccessDenied"):
        anybody.list_objects_v2(Bucket=place.name)
    with pytest.raises(anybody.exceptions.ClientError, match="AccessDenied"):
        anybody.get_object(Bucket=place.name, Key=key)
    with pytest.raises(anybody.exceptions.ClientError, match="AccessDenied"):
        anybody.put_object(Bucket=place.name, Key=f"{key}0", Body=DATA)


def test_a_bucket_that_is_not_there_is_told_as_one(s3: Seaweed, place: Bucket) -> None:
    with pytest.raises(BadSetting, match=r"^SUISHOUPAI_PHOTOS names the bucket nowhere at"):
        opened(s3, replace(place, name="nowhere")).check()


def test_the_right_keys_open_the_bucket(s3: Seaweed, place: Bucket) -> None:
    opened(s3, place).check()


def test_where_nobody_answers_the_next_is_refused_at_once(s3: Seaweed, place: Bucket) -> None:
    hands = Hands()
    nobody = replace(place, endpoint=f"http://127.0.0.1:{free_port()}")
    blobs = BlobBucket(nobody, Credentials("a", "b"), Patience(hands.monotonic))
    ask: Callable[[], object]
    for ask in (blobs.check, lambda: blobs.put(DATA)):
        with pytest.raises(StoreUnavailable):
            ask()
    blobs.store = opened(s3, place).store  # it is mended, which nobody looks at yet
    for ask in (lambda: blobs.put(DATA), lambda: blobs.get(DIGEST)):
        with pytest.raises(StoreUnavailable, match="left alone"):
            ask()
    hands.seconds += PAUSE_S
    assert blobs.put(DATA) == DIGEST


def test_a_store_is_looked_at_every_few_seconds_at_most() -> None:
    hands, looks = Hands(), 0
    patience = Patience(hands.monotonic)

    def look() -> bool:
        nonlocal looks
        looks += 1
        return looks > 1

    assert [patience.known(look) for _ in range(3)] == [False] * 3
    hands.seconds += FRESH_S
    assert [patience.known(look) for _ in range(3)] == [True] * 3
    assert looks == 2

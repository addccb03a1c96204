"""Photographs are looked after from the command line, in a folder and in a bucket alike."""

import json
import os
import shutil
import socket
import time

import pytest

from deploy.scaled.seaweed import Seaweed
from services.photos.bucket import Bucket
from tests.seaweed import names_in, second_opinion, url_of
from tests.workers.cli.conftest import City, Run
from workers.cli import Exit


@pytest.fixture
def in_bucket(city: City, s3: Seaweed, place: Bucket, monkeypatch: pytest.MonkeyPatch) -> City:
    """The city after a move: its photographs were copied into a bucket, name by name."""
    folder = city.folder / "photos"
    for file in folder.glob("??/*"):
        key = place.key(str(file.relative_to(folder)))
        second_opinion(s3).put_object(Bucket=place.name, Key=key, Body=file.read_bytes())
    shutil.rmtree(folder)
    monkeypatch.setenv("SUISHOUPAI_PHOTOS", url_of(place))
    monkeypatch.setenv("SUISHOUPAI_PHOTOS_ACCESS_KEY", s3.keys.access)
    monkeypatch.setenv("SUISHOUPAI_PHOTOS_SECRET_KEY", s3.keys.secret)
    return city


def test_a_folder_is_whole_until_somebody_harms_it(city: City) -> None:
    assert city.run("photos", "scrub").out.endswith("whole\n")
    (gone, altered, *_) = sorted((city.folder / "photos").glob("??/*"))
    gone.unlink()
    altered.write_bytes(b"altered")

    said = city.run("photos", "scrub")

    assert said.code == Exit.REFUSED
    assert f": {gone.name}\n" in said.out
    assert f": {altered.name}\n" in said.out
    assert said.out.endswith("1 missing, 1 altered\n")


def test_a_city_that_moved_into_a_bucket_is_whole_there(
    in_bucket: City, s3: Seaweed, place: Bucket
) -> None:
    said = in_bucket.run("photos", "scrub", "--json")
    counts = json.loads(said.out)

    assert said.code == Exit.DONE
    assert counts["whole"] is True
    assert counts["objects"] == counts["read"] == 3 * counts["photographs"] > 0
    harmed = names_in(s3, place)[0]
    second_opinion(s3).delete_object(Bucket=place.name, Key=place.key(harmed))
    said = in_bucket.run("photos", "scrub", "--json", "--sample", "1")
    finding, counts = map(json.loads, said.out.splitlines())
    assert said.code == Exit.REFUSED
    assert (finding["what"], finding["digest"]) == ("missing", harmed.rpartition("/")[2])
    assert (counts["missing"], counts["whole"]) == (1, False)


def test_litter_is_removed_when_that_is_asked_for(city: City) -> None:
    litter = city.folder / "photos" / "00" / ("0" * 64)
    litter.parent.mkdir(exist_ok=True)
    litter.write_bytes(b"of an upload that was never entered")
    yesterday = time.time() - 2 * 86_400

    assert "orphans     0" in city.run("photos", "scrub", "--sweep").out
    os.utime(litter, (yesterday, yesterday))
    assert "orphans     1, of which 0 were removed" in city.run("photos", "scrub").out
    assert "orphans     1, of which 1 were removed" in city.run("photos", "scrub", "--sweep").out
    assert not litter.exists()


def test_nothing_is_swept_by_the_settings_of_another_city(
    city: City, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As where a shell read but the half of a file of settings."""
    kept = sorted((city.folder / "photos").glob("??/*"))
    for file in kept:
        os.utime(file, (0, 0))
    monkeypatch.setenv("SUISHOUPAI_PHOTOS", str(city.folder / "photos"))
    monkeypatch.setenv("SUISHOUPAI_DATA", str(city.folder / "elsewhere"))

    said = city.run("photos", "scrub", "--sweep")

    assert said.code == Exit.REFUSED
    assert "no photograph is known here" in said.err.lower()
    assert sorted((city.folder / "photos").glob("??/*")) == kept


def test_photographs_in_use_are_not_unused(city: City, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(time, "sleep", lambda _: None)

    said = city.run("photos", "scrub", "--unused", "1", "--json")

    assert said.code == Exit.DONE
    assert json.loads(said.out)["unused"] == 0


@pytest.mark.parametrize(
    "words", [("--older", "0"), ("--unused", "0"), ("--sample", "some")], ids=" ".join
)
def test_a_hasty_sweep_is_wrong_usage(run: Run, words: tuple[str, ...]) -> None:
    assert run("photos", "scrub", *words).code == Exit.USAGE


@pytest.mark.parametrize("words", [("api",), ("work",), ("photos", "scrub")], ids=" ".join)
def test_wrong_keys_and_a_missing_bucket_stop_the_start_with_one_line(
    in_bucket: City, place: Bucket, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...]
) -> None:
    monkeypatch.setenv("SUISHOUPAI_PORT", "0")
    with monkeypatch.context() as patch:
        patch.setenv("SUISHOUPAI_PHOTOS_SECRET_KEY", "hunter2hunter2")
        said = in_bucket.run(*words)
        assert (said.code, said.out) == (Exit.USAGE, "")
        assert said.err == (
            f"suishoupai: SUISHOUPAI_PHOTOS_SECRET_KEY does not open {place}:"
            " SignatureDoesNotMatch\n"
        )
    monkeypatch.setenv("SUISHOUPAI_PHOTOS", url_of(place).replace("//photos", "//nowhere"))
    said = in_bucket.run(*words)
    assert said.code == Exit.USAGE
    assert said.err.startswith("suishoupai: SUISHOUPAI_PHOTOS names the bucket nowhere at http")
    assert len(said.err.splitlines()) == 1


def test_a_store_that_does_not_answer_is_not_available(
    in_bucket: City, monkeypatch: pytest.MonkeyPatch
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    monkeypatch.setenv("SUISHOUPAI_PORT", "0")
    monkeypatch.setenv("SUISHOUPAI_PHOTOS", f"s3://photos?endpoint=http://127.0.0.1:{port}")

    said = in_bucket.run("api")

    assert said == (
        Exit.UNAVAILABLE,
        "",
        f"suishoupai: the bucket photos at http://127.0.0.1:{port} does not answer\n",
    )


def test_what_needs_no_photographs_needs_no_store(
    in_bucket: City, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SUISHOUPAI_PHOTOS", "s3://photos?endpoint=http://127.0.0.1:9")

    assert in_bucket.run("verify").code == Exit.DONE


def test_the_settings_of_a_bucket_are_read_strictly(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    for wrong in (
        "s3://",
        "s3://Bad_Name",
        "s3://photos?endpont=http://x",
        "ftp://photos",
        "s3://photos?endpoint=http://user:pass@x",
        "s3://photos/inner",
        "s3://p?prefix=..",
    ):
        monkeypatch.setenv("SUISHOUPAI_PHOTOS", wrong)
        said = run("replay")
        assert said.code == Exit.USAGE, wrong
        assert "allowed: a path, or s3://BUCKET" in said.err
    monkeypatch.setenv("SUISHOUPAI_PHOTOS", "s3://photos")
    assert "SUISHOUPAI_PHOTOS_ACCESS_KEY is not set" in run("replay").err

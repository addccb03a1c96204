"""The application is assembled from a house, and closes only what it opened itself."""

import shutil
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from api.app import create_app, from_environment
from projections.house import House
from tests.api.town import RUBBISH, Town, done


def test_the_environment_names_the_city(
    furnished: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(furnished, tmp_path / "data")
    monkeypatch.setenv("SUISHOUPAI_DATA", str(tmp_path / "data"))
    closed: list[House] = []
    close = House.close

    def closing(house: House) -> None:
        closed.append(house)
        close(house)

    monkeypatch.setattr(House, "close", closing)

    app = from_environment()
    with TestClient(app) as client:
        assert any(it["code"] == RUBBISH for it in client.get("/v1/categories").json()["items"])
        assert closed == []

    assert closed == [app.state.house]


def test_a_house_that_was_lent_stays_open(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    closed: list[House] = []
    monkeypatch.setattr(House, "close", closed.append)

    with TestClient(create_app(town.house)) as client:
        assert client.get("/v1/me").status_code == 401

    assert closed == []


def test_a_reader_is_shown_what_a_writer_was_told(town: Town) -> None:
    sent = town["rider1"].post(
        "/v1/reports",
        {"category": RUBBISH, "photos": [town["rider1"].photo()], "location": town.place()},
    )
    position = sent.headers["suishoupai-position"]
    path = f"/v1/reports/{sent.json()['id']}?min_position={position}"

    assert done(town["operator1"].get(path))["position"] == int(position)


def test_long_answers_are_sent_small(town: Town) -> None:
    long = town.client.get("/v1/categories", headers={"Accept-Encoding": "gzip"})
    short = town.client.get("/v1/city", headers={"Accept-Encoding": "gzip"})

    assert long.headers["content-encoding"] == "gzip"
    assert long.headers["vary"] == "Authorization, Cookie, Accept-Language, Accept-Encoding"
    assert int(long.headers["content-length"]) < len(long.content) / 3
    assert "content-encoding" not in short.headers


@pytest.mark.parametrize(
    ("accepted", "encoding"),
    [
        ("gzip;q=0", None),
        ("gzip; q=0.000, br", None),
        ("*;q=0", None),
        ("identity", None),
        ("x-gzip-none", None),
        ("", None),
        ("GZIP;q=0.001", "gzip"),
        ("br, *", "gzip"),
    ],
)
def test_nobody_is_sent_less_than_they_can_read(
    town: Town, accepted: str, encoding: str | None
) -> None:
    answer = town.client.get("/v1/categories", headers={"Accept-Encoding": accepted})

    assert answer.headers.get("content-encoding") == encoding
    assert answer.json()["items"]
    assert "Accept-Encoding" in answer.headers["vary"]

"""The library's repository and mapper stand on the way of every command, over HTTP too."""

import asyncio
from collections.abc import Iterator
from unittest import mock

import pytest
from eventsourcing.application import Application, Repository
from eventsourcing.persistence import Mapper
from starlette.testclient import TestClient

from api.app import create_app
from domain.people import Post, Staff
from domain.report.handling_events import Claimed
from domain.report.state import Report
from domain.streams import staff_stream
from domain.values import Role
from tests import examples as ex
from tests.cities import set_up
from tests.houses import Home


@pytest.fixture
def token(home: Home) -> str:
    """A dispatcher's token."""

    async def sign_in() -> str:
        staff = home.house.wiring.identity.staff
        who = (await staff.add("dispatcher1", "reed-lantern-42")).pseudonym
        post = Post(role=Role.DISPATCHER, office=ex.BEISHAN)
        await set_up(
            home.house.wiring, Staff, staff_stream(who), lambda it, *by: it.grant(who, post, *by)
        )
        return (await staff.token("dispatcher1")).token

    return asyncio.run(sign_in())


@pytest.fixture
def client(home: Home) -> Iterator[TestClient]:
    with TestClient(create_app(home.house)) as client:
        yield client


def test_a_claim_over_http_is_loaded_and_written_by_the_library(
    home: Home, token: str, client: TestClient
) -> None:
    report = asyncio.run(home.dispatched())
    app = home.app
    assert isinstance(app, Application)
    assert isinstance(app.repository, Repository)
    assert isinstance(app.mapper, Mapper)

    with (
        mock.patch.object(app.repository, "get", wraps=app.repository.get) as loaded,
        mock.patch.object(app.mapper, "to_stored_event", wraps=app.mapper.to_stored_event) as kept,
        mock.patch.object(app.event_log, "append", wraps=app.event_log.append) as written,
    ):
        answer = client.post(
            f"/v1/reports/{report}/claim",
            json={},
            headers={"Authorization": f"Bearer {token}", "Idempotency-Key": "claim-1"},
        )

    assert (answer.status_code, answer.json()["state"]) == (200, "claimed")
    assert report in [call.args[0] for call in loaded.call_args_list]
    (mapped,) = kept.call_args_list
    assert isinstance(mapped.args[0].event, Claimed)
    (wish,) = written.call_args_list
    assert [one.topic for one in wish.args[0].events] == [Claimed.TOPIC]
    assert report in app.repository
    assert app.load(Report, report).state == "claimed"


def test_a_strangers_stream_is_no_report(home: Home, token: str, client: TestClient) -> None:
    me = home.house.wiring.identity.accounts.by_login("dispatcher1")
    assert me
    for stream in (staff_stream(me.pseudonym), home.wallet().id):
        answer = client.get(f"/v1/reports/{stream}", headers={"Authorization": f"Bearer {token}"})
        assert answer.status_code == 404

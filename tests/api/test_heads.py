"""Whatever can be read can be asked for its head alone."""

import asyncio

import pytest
from starlette.types import Message, Receive, Scope, Send

from api.heads import Heads
from api.reads.pulse import PER_ACCOUNT
from tests.api.town import BEISHAN, Town

_WITH_A_BODY = {"content-length", "content-encoding"}  # where it is compressed on its way


@pytest.mark.parametrize(
    ("path", "login"),
    [
        ("/", None),
        ("/health/ready", None),
        ("/metrics", None),
        ("/v1/city", None),
        ("/v1/categories", None),
        ("/v1/me", None),
        ("/v1/me", "rider1"),
        (f"/v1/queues/{BEISHAN}", "dispatcher1"),
        (f"/v1/queues/{BEISHAN}", "rider1"),
        ("/v1/audit/events", "auditor1"),
        ("/v1/nothing", None),
        ("/v1/reports", "rider1"),
    ],
)
def test_head_says_what_get_says(town: Town, path: str, login: str | None) -> None:
    person = town[login] if login else town.nobody
    town.house.projections.catch_up()

    whole = town.client.get(path, headers=person.headers)
    head = town.client.head(path, headers=person.headers)

    assert head.content == b""
    assert head.status_code == whole.status_code
    assert set(head.headers) - _WITH_A_BODY == set(whole.headers) - _WITH_A_BODY


def test_the_head_of_what_can_only_be_written_is_refused(town: Town) -> None:
    answer = town.client.head("/v1/sessions", headers=town["rider1"].headers)

    assert answer.status_code == 405


def test_the_head_of_a_live_list_is_over_at_once_and_holds_no_line(town: Town) -> None:
    stream = f"/v1/queues/{BEISHAN}/stream"
    for _ in range(PER_ACCOUNT + 1):
        answer = town.client.head(stream, headers=town["dispatcher1"].headers)

        assert answer.status_code == 200
        assert answer.headers["content-type"].startswith("text/event-stream")


def test_what_would_be_sent_in_pieces_is_not_made_to_its_end() -> None:
    made: list[int] = []

    async def endless(scope: Scope, _: Receive, send: Send) -> None:
        assert scope["method"] == "GET"
        await send({"type": "http.response.start", "status": 200, "headers": []})
        while True:
            made.append(len(made))
            await send({"type": "http.response.body", "body": b"x", "more_body": True})

    async def nothing() -> Message:
        return {"type": "http.disconnect"}

    told: list[Message] = []

    async def say(message: Message) -> None:
        told.append(message)

    asyncio.run(Heads(endless)({"type": "http", "method": "HEAD"}, nothing, say))

    assert made == [0]
    assert [one["type"] for one in told] == ["http.response.start", "http.response.body"]
    assert not told[1].get("body")

"""A full house says so at once, and to everybody but those who watch it."""

import asyncio

import msgspec
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.crowd import Crowd, Places

BODY = [(b"content-length", b"1")]


class Working:
    """An application that answers when it is told to."""

    def __init__(self) -> None:
        self.finish = asyncio.Event()

    async def __call__(self, _: Scope, receive: Receive, send: Send) -> None:
        await receive()
        await self.finish.wait()
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": b""})


async def asked(app: ASGIApp, arrived: asyncio.Event | None = None, path: str = "/v1/x") -> Message:
    told: list[Message] = []

    async def receive() -> Message:
        if arrived:
            await arrived.wait()
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: Message) -> None:
        told.append(message)

    headers = BODY if arrived else []
    await app({"type": "http", "path": path, "headers": headers, "state": {}}, receive, send)
    return {**told[0], "body": told[1]["body"]}


async def settled() -> None:
    for _ in range(5):
        await asyncio.sleep(0)


def test_who_comes_when_all_places_are_taken_is_told_at_once_and_may_come_back() -> None:
    async def go() -> None:
        inside = Working()
        crowd = Crowd(inside, Places(2))
        first = [asyncio.create_task(asked(crowd)) for _ in range(2)]
        await settled()

        refused = await asked(crowd)
        assert refused["status"] == 503
        assert (b"retry-after", b"2") in refused["headers"]
        assert msgspec.json.decode(refused["body"])["code"] == "overloaded"

        inside.finish.set()
        assert [one["status"] for one in await asyncio.gather(*first)] == [200, 200]
        assert (await asked(crowd))["status"] == 200

    asyncio.run(go())


def test_a_body_that_trickles_takes_nobodys_place() -> None:
    async def go() -> None:
        inside = Working()
        inside.finish.set()
        crowd = Crowd(inside, Places(1))
        arrived = asyncio.Event()
        slow = [asyncio.create_task(asked(crowd, arrived)) for _ in range(10)]
        await settled()
        assert (await asked(crowd))["status"] == 200
        arrived.set()
        assert {one["status"] for one in await asyncio.gather(*slow)} == {200}

    asyncio.run(go())


def test_who_watches_is_let_into_a_full_house() -> None:
    async def go() -> None:
        inside = Working()
        crowd = Crowd(inside, Places(1))
        first = asyncio.create_task(asked(crowd))
        await settled()
        watching = asyncio.create_task(asked(crowd, path="/health/live"))
        await settled()
        inside.finish.set()
        assert (await watching)["status"] == 200
        await first

    asyncio.run(go())


def test_a_place_is_free_again_when_its_request_failed() -> None:
    async def failing(_: Scope, __: Receive, ___: Send) -> None:
        raise LookupError

    async def go() -> None:
        crowd = Crowd(failing, Places(1))
        for _ in range(3):
            try:
                await asked(crowd)
            except LookupError:
                continue
            raise AssertionError

    asyncio.run(go())

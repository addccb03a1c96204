"""Who sends an endless head, a head that never ends, or a body nobody wants is cut off."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
import uvicorn
from starlette.types import Receive, Scope, Send

from workers import connection
from workers.connection import Connection

HEAD = b"POST / HTTP/1.1\r\nHost: city\r\n"
Pair = tuple[asyncio.StreamReader, asyncio.StreamWriter]


async def answer_before_the_body(scope: Scope, _: Receive, send: Send) -> None:
    if scope["type"] == "http":
        headers = [(b"content-length", b"2")]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": b"ok"})


@asynccontextmanager
async def door() -> AsyncIterator[int]:
    """Listen with the protocol alone; answer with the port."""
    config = uvicorn.Config(
        answer_before_the_body, http=Connection, log_config=None, lifespan="off"
    )
    config.load()
    state = uvicorn.server.ServerState()

    def connected() -> Connection:
        return Connection(config=config, server_state=state, app_state={})

    server = await asyncio.get_running_loop().create_server(connected, "127.0.0.1", 0)
    async with server:
        yield server.sockets[0].getsockname()[1]


async def cut_off(to: asyncio.StreamWriter, piece: bytes, most: int) -> bool:
    """Send pieces until the other side hangs up; whether it did before `most` bytes."""
    sent = 0
    try:
        while sent < most:
            to.write(piece)
            await to.drain()
            sent += len(piece)
            await asyncio.sleep(0)
    except OSError:
        return True
    return False


def test_an_endless_head_is_refused() -> None:
    async def go() -> None:
        async with door() as port:
            back, to = await asyncio.open_connection("127.0.0.1", port)
            to.write(HEAD + b"X: " + b"x" * (connection.HEAD_BYTES - 1000))
            await to.drain()
            to.write(b"x" * 2000)
            assert (await back.read()).startswith(b"HTTP/1.1 431 ")
            to.close()

    asyncio.run(go())


@pytest.mark.parametrize(
    "said",
    [
        b"this is no HTTP\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost city\r\n\r\n",
        b"GET  HTTP/1.1\r\nHost: city\r\n\r\n",
        HEAD + b"Content-Length: x\r\n\r\n",
        HEAD + b"Content-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n",
    ],
)
def test_what_cannot_be_read_is_refused_in_plain_text_and_both_languages(said: bytes) -> None:
    async def go() -> None:
        async with door() as port:
            back, to = await asyncio.open_connection("127.0.0.1", port)
            to.write(said)
            head, _, words = (await back.read()).partition(b"\r\n\r\n")
            assert head.startswith(b"HTTP/1.1 400 ")
            assert b"content-type: text/plain; charset=utf-8" in head
            assert words.decode() == "请求不是有效的 HTTP · This is no valid HTTP\n"
            to.close()

    asyncio.run(go())


def test_many_small_heads_over_one_connection_are_no_large_one() -> None:
    async def go() -> None:
        async with door() as port:
            back, to = await asyncio.open_connection("127.0.0.1", port)
            for _ in range(8):
                to.write(HEAD + b"X: " + b"x" * 20_000 + b"\r\nContent-Length: 20000\r\n\r\n")
                to.write(b"y" * 20_000)
                assert (await back.readuntil(b"ok")).startswith(b"HTTP/1.1 200 ")
            to.close()

    asyncio.run(go())


@pytest.mark.parametrize("said", [b"", HEAD])
def test_a_head_that_does_not_come_ends_the_connection(
    said: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connection, "HEAD_SECONDS", 0.1)

    async def go() -> None:
        async with door() as port:
            back, to = await asyncio.open_connection("127.0.0.1", port)
            to.write(said)
            assert await back.read() == b""
            to.close()

    asyncio.run(go())


@pytest.mark.parametrize(
    ("head", "more"),
    [
        (b"GET / HTTP/1.1\r\nHost: city\r\n\r\n", b"\r\n"),
        (HEAD + b"Content-Length: 1000\r\n\r\n", b"x"),
    ],
    ids=["a blank line", "a body that stops"],
)
def test_what_comes_after_an_answer_keeps_no_connection_for_ever(
    head: bytes, more: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connection, "UNWANTED_SECONDS", 0.1)

    async def go() -> None:
        async with door() as port:
            back, to = await asyncio.open_connection("127.0.0.1", port)
            to.write(head)
            assert (await back.readuntil(b"ok")).startswith(b"HTTP/1.1 200 ")
            to.write(more)
            try:
                async with asyncio.timeout(10):
                    assert await back.read() == b""
            finally:
                to.close()

    asyncio.run(go())


def test_a_request_behind_blank_lines_is_answered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connection, "UNWANTED_SECONDS", 0.1)

    async def go() -> None:
        async with door() as port:
            back, to = await asyncio.open_connection("127.0.0.1", port)
            for _ in range(2):
                to.write(b"\r\nGET / HTTP/1.1\r\nHost: city\r\n\r\n")
                assert (await back.readuntil(b"ok")).startswith(b"HTTP/1.1 200 ")
            await asyncio.sleep(0.3)  # longer than the patience that began with the blank line
            to.write(b"GET / HTTP/1.1\r\nHost: city\r\n\r\n")
            assert (await back.readuntil(b"ok")).startswith(b"HTTP/1.1 200 ")
            to.close()

    asyncio.run(go())


def test_a_body_that_goes_on_after_its_answer_is_cut_off(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connection, "UNWANTED_BYTES", 1_000_000)

    async def go() -> None:
        async with door() as port:
            back, to = await asyncio.open_connection("127.0.0.1", port)
            to.write(HEAD + b"Transfer-Encoding: chunked\r\n\r\n")
            assert (await back.readuntil(b"ok")).startswith(b"HTTP/1.1 200 ")
            assert await cut_off(to, b"10000\r\n" + b"x" * 0x10000 + b"\r\n", 50_000_000)
            to.close()

    asyncio.run(go())


@pytest.mark.parametrize("trailer", [b"X: " + b"x" * 4096 + b"\r\n", b"x" * 4096])
def test_trailers_without_an_end_are_cut_off(trailer: bytes) -> None:
    async def go() -> None:
        async with door() as port:
            back, to = await asyncio.open_connection("127.0.0.1", port)
            to.write(HEAD + b"Transfer-Encoding: chunked\r\n\r\n0\r\nX: x")
            assert (await back.readuntil(b"ok")).startswith(b"HTTP/1.1 200 ")
            assert await cut_off(to, trailer, 20_000_000)
            to.close()

    asyncio.run(go())

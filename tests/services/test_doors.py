"""An address is one process's from the start, and can be taken again at once after the end."""

import socket
from pathlib import Path

import pytest

from services.doors import CannotListen, doors, listening, take
from services.settings import Settings, from_environment

HERE = "127.0.0.1"


def settings(folder: Path, **named: int) -> Settings:
    given = {f"SUISHOUPAI_{name}": str(value) for name, value in named.items()}
    return from_environment({"SUISHOUPAI_DATA": str(folder), **given})


def port_of(door: socket.socket) -> int:
    found: int = door.getsockname()[1]
    return found


@pytest.mark.parametrize("host", [HERE, "localhost", "::1"])
def test_who_comes_second_is_refused_though_nobody_answers_yet(host: str) -> None:
    with take(host, 0) as door:
        port = port_of(door)
        door.listen()
        with pytest.raises(CannotListen, match=f"^cannot listen on {host}:{port}: Address already"):
            take(host, port)


def test_of_two_in_the_same_moment_the_second_is_refused_once_it_listens() -> None:
    with take(HERE, 0) as door, take(HERE, port_of(door)) as other:
        door.listen()
        with pytest.raises(CannotListen, match=f":{port_of(door)}: "), listening(other):
            other.listen()


def test_any_other_trouble_of_who_listens_is_told_as_it_is() -> None:
    door = take(HERE, 0)
    door.close()
    with pytest.raises(OSError, match="Bad file descriptor"), listening(door):
        door.listen()


def test_the_figures_address_is_taken_at_once(tmp_path: Path) -> None:
    with socket.create_server((HERE, 0)) as other:
        taken = port_of(other)
        chosen = settings(tmp_path, PORT=0, METRICS_PORT=taken)
        with pytest.raises(CannotListen, match=f":{taken}: "), doors(chosen):
            pass  # pragma: no cover - it is not let in
    with doors(chosen) as held:
        assert held.figures
        assert port_of(held.figures) == taken
        with pytest.raises(CannotListen):
            take(HERE, taken)
    take(HERE, taken).close()


def test_a_restart_takes_the_address_that_it_has_just_hung_up_on() -> None:
    with take(HERE, 0) as door:
        port = port_of(door)
        door.listen()
        with socket.create_connection((HERE, port), 5) as visitor:
            asked, _ = door.accept()
            asked.close()  # who hangs up first waits: the connection is in TIME_WAIT from now on
            assert visitor.recv(1) == b""

    take(HERE, port).close()


def test_who_comes_early_is_refused_and_asks_elsewhere() -> None:
    with take(HERE, 0) as door, pytest.raises(ConnectionRefusedError):
        socket.create_connection(door.getsockname(), 5)


def test_an_address_of_another_machine_is_refused() -> None:
    with pytest.raises(CannotListen, match="Cannot assign requested address"):
        take("192.0.2.1", 0)

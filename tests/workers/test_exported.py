"""A line of the log and its written form are the same, whatever its bytes."""

from uuid import UUID

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as some

from services.eventlog.request import Line
from workers.exported import read_line, write_line
from workers.proof import Proof

LATEST = 253_402_300_799_999_999  # of the year 9999, in microseconds since 1970
WRITTEN = b'{"position":1,"stream":"00000000-0000-0000-0000-000000000001","version":1,'


@given(
    state=some.binary() | some.text().map(str.encode),
    topic=some.text(min_size=1),
    command=some.binary(min_size=16, max_size=16),
    recorded_at=some.integers(0, LATEST),
)
def test_a_line_is_read_back_as_it_was_written(
    state: bytes, topic: str, command: bytes, recorded_at: int
) -> None:
    line = Line(UUID(int=7), 3, topic, state, 9, command, recorded_at, b"")

    written = write_line(line)

    assert written.count(b"\n") == 1
    assert written.splitlines() == [written[:-1]]
    assert read_line(written) == line


@pytest.mark.parametrize(
    "rest",
    [
        b'"topic":"a","command_id":"00","recorded_at":1,"state":""}',
        b'"topic":"a","command_id":"' + b"0" * 32 + b'","recorded_at":1}',
        b'"topic":"a","command_id":"'
        + b"0" * 32
        + b'","recorded_at":1,"state":"","state_base64":""}',
        b'"topic":"a","command_id":"' + b"0" * 32 + b'","recorded_at":1,"state":"","more":1}',
        b'"topic":"a","command_id":"' + b"0" * 32 + b'","recorded_at":-1,"state":""}',
        b'"topic":"a","command_id":"'
        + b"0" * 32
        + b'","recorded_at":%d,"state":""}' % (LATEST + 1),
    ],
)
def test_what_is_no_line_is_not_read(rest: bytes) -> None:
    with pytest.raises((ValueError, msgspec.DecodeError)):
        read_line(WRITTEN + rest)


def test_the_published_vectors_give_the_published_root() -> None:
    states = [
        b'{"v":1,"d":{"by":"00000000000000000000000000000002","category":"pothole"}}',
        b'{"v":1,"d":{"by":"00000000000000000000000000000003","office":"w1"}}',
        b'{"v":1,"d":{"by":"00000000000000000000000000000004","office":"w1","proof":"ab"}}',
    ]
    topics = ["report.submitted", "report.dispatched", "report.resolved"]
    lines = [
        Line(
            UUID(int=1),
            number,
            topic,
            state,
            number,
            (99 + number).to_bytes(16, "big"),
            1_699_999_999_999_999 + number,
            b"",
        )
        for number, (topic, state) in enumerate(zip(topics, states, strict=True), start=1)
    ]
    proof = Proof("demo")

    assert list(proof.page(lines[:2])) == []
    assert list(proof.page(lines[2:])) == []

    assert proof.size == 3
    assert proof.root == "cdbfae31cb31e8aed47711732b0489c93ff5de15b334409db64eaaabe86b2857"

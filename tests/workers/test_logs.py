"""What is logged is one JSON object a line, and nothing personal."""

import io
import json
import logging
from collections.abc import Iterator
from typing import Any

import pytest
import structlog

from workers.logs import set_up

PHONE = "13912345678"


@pytest.fixture
def out() -> Iterator[io.StringIO]:
    stream = io.StringIO()
    handlers, level = logging.getLogger().handlers, logging.getLogger().level
    set_up("info", "work", stream)
    yield stream
    structlog.reset_defaults()
    logging.getLogger().handlers = handlers
    logging.getLogger().setLevel(level)


def said(out: io.StringIO) -> list[dict[str, Any]]:
    return [json.loads(line) for line in out.getvalue().splitlines()]


def test_a_line_says_when_who_and_what(out: io.StringIO) -> None:
    structlog.get_logger().info("left to the desk", worker="dispatch", position=7)

    (line,) = said(out)
    assert line.pop("timestamp").endswith("Z")
    assert line == {
        "event": "left to the desk",
        "level": "info",
        "process": "work",
        "worker": "dispatch",
        "position": 7,
    }


def test_what_nobody_allowed_is_left_out(out: io.StringIO) -> None:
    structlog.get_logger().info("sent", phone=PHONE, note="a pile", rider="ab")

    assert PHONE not in out.getvalue()
    assert set(said(out)[0]) == {"event", "level", "process", "timestamp"}


def test_an_error_is_told_by_its_class_and_place_but_not_by_its_words(out: io.StringIO) -> None:
    try:
        float(f"phone {PHONE}")
    except ValueError:
        structlog.get_logger().exception("worker failed", worker="award")

    (line,) = said(out)
    assert line["error"] == "ValueError"
    assert "test_logs.py" in line["trace"][-1]
    assert PHONE not in out.getvalue()


def test_the_libraries_say_their_wording_but_not_their_values(out: io.StringIO) -> None:
    logging.getLogger("uvicorn.error").warning("no answer for %s", PHONE)
    logging.getLogger("uvicorn.error").info("quiet")

    (line,) = said(out)
    assert (line["logger"], line["event"]) == ("uvicorn.error", "no answer for %s")
    assert PHONE not in out.getvalue()


def test_what_is_below_the_level_is_not_said(out: io.StringIO) -> None:
    structlog.get_logger().debug("small talk")

    assert out.getvalue() == ""

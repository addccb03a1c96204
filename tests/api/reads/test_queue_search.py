"""Searching the notes of a queue: by whoever may read them, and nobody else."""

from typing import Any

import pytest

from api.reads import queue_search
from tests.api.reads.looking import look
from tests.api.town import BEISHAN, NOTE, TIANSHUI, Town, done, refused

QUEUE = f"/v1/queues/{BEISHAN}"


def noted(town: Town) -> dict[str, Any]:
    return done(town["operator1"].ask(town.report(note=NOTE), "dispatch", {"office": BEISHAN}))


def found(town: Town, words: str, login: str = "dispatcher1") -> dict[str, Any]:
    return look(town, f"{QUEUE}/search?words={words}", login)


def test_a_report_is_found_by_words_of_its_note(town: Town) -> None:
    report = noted(town)

    assert report["id"] in found(town, "EAST pile")["items"]
    assert found(town, "east lighthouse")["items"] == []
    assert found(town, "east")["all"] is True


def test_another_office_finds_nothing_here(town: Town) -> None:
    noted(town)

    refused(town["dispatcher3"].get(f"{QUEUE}/search?words=east"), 404, "unknown-queue")
    nothing = look(town, f"/v1/queues/{TIANSHUI}/search?words=canary", "dispatcher3")
    assert nothing["items"] == []


@pytest.mark.parametrize("words", ["", "a"])
def test_a_word_that_stands_everywhere_is_refused(town: Town, words: str) -> None:
    refused(town["dispatcher1"].get(f"{QUEUE}/search?words={words}"), 422, "invalid-request")


def test_no_more_notes_are_opened_than_the_limit(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    noted(town)
    noted(town)
    monkeypatch.setattr(queue_search, "_LOOKED_AT", 1)
    monkeypatch.setattr(queue_search, "MOST", 1)

    answer = found(town, "east")

    assert (answer["looked"], answer["all"]) == (1, False)

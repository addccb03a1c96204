"""The timelines: a report's story in words, and nothing in it that is sealed."""

from enum import StrEnum

import pytest

from domain.kernel import Event, Personal
from domain.report import closing_events as c
from domain.report import handling_events as h
from domain.report import intake_events as i
from projections.timelines.phrases import PHRASES, TERMS
from projections.timelines.queries import timeline_of
from projections.timelines.view import Timelines, public_facts
from projections.timelines.words import words
from tests.domain.clocks import china
from tests.projections import happenings as x
from tests.projections.examples import KINDS, example
from tests.projections.houses import ViewsOn
from tests.projections.memory import MemoryLog

NAMES = {x.BEISHAN: "北山街道", x.PARKING: "非机动车乱停放"}


def test_a_rider_reads_what_happens_to_the_report(database_url: str, views_on: ViewsOn) -> None:
    log, due = MemoryLog(), china("11-23 14:30")
    log.tell(x.report(1), x.submitted())
    log.tell(x.report(1), x.dispatched(due))
    log.tell(x.report(1), x.claimed(due))
    log.tell(x.report(1), h.Noted(by=x.HANDLER))
    log.tell(x.report(1), x.resolved(due))
    log.tell(x.report(1), x.verified(c.Method.LAPSE, by="system:deadlines"))
    log.tell(x.report(2), x.submitted())
    view = views_on(database_url, log, [Timelines()])
    view.catch_up()

    story = timeline_of(view.engine, x.report(1))

    assert [words(one.topic, one.facts, "zh", NAMES) for one in story.items] == [
        "已上报：非机动车乱停放",
        "已派遣给北山街道，处置时限至 11月23日 14:30",
        "北山街道已认领，预计 11月23日 14:30 前处理",
        "北山街道已处置完成：已移除",
        "已结案：公示期内无异议",
    ]
    assert words(story.items[2].topic, story.items[2].facts, "en", {x.BEISHAN: "Beishan"}) == (
        "Beishan took it on, to be handled by 23 Nov 14:30"
    )
    assert [one.actor for one in story.items] == [
        "reporter", "system", "staff", "staff", "system",
    ]  # fmt: skip
    whole = timeline_of(view.engine, x.report(1), internal=True)
    assert [one.position for one in whole.items] == [1, 2, 3, 4, 5, 6]
    assert len(timeline_of(view.engine, x.report(1), as_of=2).items) == 2
    assert view.verify() == []


def test_words_never_hold_what_is_sealed() -> None:
    event = h.Noted(by=x.HANDLER, words=Personal(value="a secret"))

    assert public_facts(event) == {"sealed": ["words"]}


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("full", [True, False])
@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.TOPIC)
def test_every_event_has_a_sentence_in_both_languages(
    kind: type[Event],
    full: bool,  # noqa: FBT001 - pytest names it
    language: str,
) -> None:
    sentence = words(kind.TOPIC, public_facts(example(kind, full=full)), language)

    assert sentence
    assert "{" not in sentence
    assert "_" not in sentence
    assert sentence.isascii() == (language == "en")


def test_no_sentence_is_left_over() -> None:
    assert set(PHRASES) == {kind.TOPIC for kind in KINDS}


@pytest.mark.parametrize(
    "kind",
    [i.RejectReason, h.ReturnReason, h.SuspendReason, c.Outcome, c.Method, c.ReopenCause],
    ids=lambda kind: str(kind.__name__),
)
def test_every_reason_has_words(kind: type[StrEnum]) -> None:
    assert {one.value for one in kind} <= set(TERMS)

"""Looking up how to reach a rider: recorded first, shown afterwards, to operators alone."""

import asyncio
from typing import Any
from uuid import UUID, uuid4

import pytest

from domain.people import HOUR, LOOKS
from services.eventlog.errors import LogBusy
from services.suishoupai import Suishoupai
from tests.api.reads.looking import look
from tests.api.town import Town, done, refused

PHONE = "+8613800000001"
PURPOSE = "现场找不到，请小哥指路"


def wish(report: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"report": report["id"], "purpose": PURPOSE, **more}


def looks(town: Town) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = look(town, "/v1/audit/disclosures", "auditor1")["items"]
    return found


def test_an_operator_sees_the_number_and_auditors_see_that(town: Town) -> None:
    report = town.report("rider1")

    answer = town["operator1"].post("/v1/contacts", wish(report))

    assert done(answer) == {"phone": PHONE}
    assert answer.headers["cache-control"] == "no-store"
    first = looks(town)[0]
    assert first["position"] == int(answer.headers["suishoupai-position"])
    assert (first["login"], first["purpose"]) == ("operator1", PURPOSE)
    assert first["report"] == report["id"]
    assert first["subject"] == done(town["rider1"].get("/v1/me"))["id"]


def test_the_log_has_the_look_before_the_number_is_opened(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    report = town.report("rider1")
    seen: list[str] = []
    real = Suishoupai.opened

    def opened(self: Suishoupai, stream: UUID, version: int | None = None) -> Any:
        seen.append(self.event_log.lines(0, 1, newest=True)[0].topic)
        return real(self, stream, version)

    monkeypatch.setattr(Suishoupai, "opened", opened)
    done(town["operator1"].post("/v1/contacts", wish(report)))

    assert seen == ["personal_data.revealed"]


def test_without_the_record_nothing_is_opened(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    report = town.report("rider1")
    opened: list[Any] = []

    def busy(*_: Any) -> None:
        raise LogBusy(1)

    monkeypatch.setattr(town.house.wiring.log, "append", busy)
    monkeypatch.setattr(Suishoupai, "opened", lambda *given: opened.append(given))
    answer = town["operator1"].post("/v1/contacts", wish(report))

    assert answer.status_code == 503
    assert PHONE not in answer.text
    assert opened == []


def test_the_same_key_again_is_the_same_look_and_another_key_another_one(town: Town) -> None:
    report = town.report("rider2")
    before = len(looks(town))

    first, again = (
        done(town["operator1"].post("/v1/contacts", wish(report), key="look-1")) for _ in "12"
    )
    assert first == again
    assert len(looks(town)) == before + 1
    done(town["operator1"].post("/v1/contacts", wish(report), key="look-2"))
    assert len(looks(town)) == before + 2
    other = wish(report, purpose="another purpose")
    refused(town["operator1"].post("/v1/contacts", other, key="look-1"), 422, "command-reused")


def test_two_at_once_under_one_key_are_one_look(town: Town) -> None:
    report = town.report("rider2")
    before = len(looks(town))
    operator = town["operator1"]

    async def both() -> list[Any]:
        asked = (
            asyncio.to_thread(operator.post, "/v1/contacts", wish(report), "look-3") for _ in "12"
        )
        return list(await asyncio.gather(*asked))

    answers = asyncio.run(both())

    assert [done(answer) for answer in answers] == [{"phone": "+8613800000002"}] * 2
    assert len(looks(town)) == before + 1


def test_nobody_else_may_look(town: Town) -> None:
    report = town.report("rider1")
    before = len(looks(town))
    for login in ("rider1", "dispatcher1", "supervisor1", "verifier1", "auditor1", "admin1"):
        refused(town[login].post("/v1/contacts", wish(report)), 403, "role-needed")
    refused(town.nobody.post("/v1/contacts", wish(report)), 401, "not-signed-in")

    assert len(looks(town)) == before


@pytest.mark.parametrize(
    ("field", "value", "rule"),
    [
        ("purpose", " ", "string_too_short"),
        ("purpose", "   ", "string_pattern_mismatch"),
        ("purpose", "call 138 0000 0001", "no_number"),
        ("purpose", "打１３８００００", "no_number"),
        ("purpose", "a" * 201, "string_too_long"),
        ("purpose", "a\u0007b", "plain_text"),
        ("report", "7K3M9Q2TA", "uuid_parsing"),
        ("phone", PHONE, "extra_forbidden"),
    ],
)
def test_a_look_needs_a_purpose_in_words(town: Town, field: str, value: str, rule: str) -> None:
    report = town.report("rider1")
    before = len(looks(town))
    answer = town["operator1"].post("/v1/contacts", wish(report) | {field: value})
    fields = refused(answer, 422, "invalid-request")["fields"]

    assert [(one["field"], one["rule"]) for one in fields] == [(field, rule)]
    assert len(looks(town)) == before


def test_a_report_that_is_not_there_has_no_rider(town: Town) -> None:
    before = len(looks(town))
    unknown = {"report": str(uuid4()), "purpose": PURPOSE}

    refused(town["operator1"].post("/v1/contacts", unknown), 404, "unknown-report")
    assert len(looks(town)) == before


def test_an_erased_number_stays_gone_and_the_question_is_on_record(town: Town) -> None:
    report = town.report("rider3")
    before = len(looks(town))
    town.house.wiring.keyring.destroy(done(town["rider3"].get("/v1/me"))["id"])

    answer = town["operator1"].post("/v1/contacts", wish(report))

    refused(answer, 410, "contact-gone")
    assert len(looks(town)) == before + 1


def test_an_operator_cannot_read_out_the_register(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Not even by asking one process after the other: the log counts, no memory of theirs."""
    report, before = town.report("rider1"), looks(town)
    monkeypatch.setattr(town.now, "at", town.now.at + HOUR)
    operator = town["operator1"]
    answers = [operator.post("/v1/contacts", wish(report), key=str(n)) for n in range(LOOKS)]
    assert [answer.status_code for answer in answers] == [200] * LOOKS

    late = operator.post("/v1/contacts", wish(report))
    refused(late, 429, "rate-limited")
    assert 0 < int(late.headers["retry-after"]) <= HOUR.total_seconds()
    assert len(looks(town)) == len(before) + LOOKS
    assert operator.post("/v1/contacts", wish(report), key="0").status_code == 200
    town.now.at += HOUR
    done(operator.post("/v1/contacts", wish(report)))

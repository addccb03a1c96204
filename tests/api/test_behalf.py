"""An operator writes down what a rider says on the phone; the phone itself goes no further."""

import hashlib
from typing import Any

import pytest

from tests.api.town import RUBBISH, Town, done, refused

PHONE = "138 0000 0002"  # rider2's
DIGITS = "13800000002"


def told(town: Town, **more: Any) -> dict[str, Any]:
    photo = town["operator1"].photo()
    return {"category": RUBBISH, "photos": [photo], "location": town.place(), "phone": PHONE} | more


def test_an_operator_files_for_a_rider(town: Town) -> None:
    wish = told(town)
    answer = town["operator1"].post("/v1/reports", wish, key="call-1")
    report = done(answer, 201)

    mine = done(town["rider2"].get(f"/v1/reports/{report['id']}"))
    assert "withdraw" in mine["commands"]
    assert [it["id"] for it in mine["photos"]] == wish["photos"]
    again = town["operator1"].post("/v1/reports", wish, key="call-1")
    assert (again.status_code, again.content) == (201, answer.content)
    dossier = done(town["auditor1"].get(f"/v1/audit/reports/{report['id']}"))
    (event,) = dossier["events"]
    assert event["by_login"] == "operator1"
    assert event["data"]["source"] == "pin"
    assert event["data"]["rider"] == done(town["rider2"].get("/v1/me"))["id"]


def test_the_phone_is_kept_nowhere(town: Town) -> None:
    wish, operator = told(town, note="电话上报"), town["operator1"]
    answer = operator.post("/v1/reports", wish, key="call-2")
    done(answer, 201)

    lines = list(town.house.wiring.log.lines(0, 10_000))
    heard = answer.text + str(answer.headers) + town.journal.getvalue() + str(lines)
    assert DIGITS not in heard.replace(" ", "")
    known = [town.house.wiring.log.command(line.command_id) for line in lines]
    digests = {hashlib.sha256(it.encode()).digest() for it in (PHONE, DIGITS, f"+86{DIGITS}")}
    assert not digests & {it.digest for it in known if it}
    other = wish | {"phone": "13800000003"}
    refused(operator.post("/v1/reports", other, key="call-2"), 422, "command-reused")
    spelled = wish | {"phone": "+86 138-0000-0002"}
    assert operator.post("/v1/reports", spelled, key="call-2").content == answer.content


@pytest.mark.parametrize(
    ("login", "phone", "code"),
    [
        ("operator1", None, "invalid-request"),
        ("operator1", "not a phone", "bad-phone"),
        ("operator1", "13911112222", "unknown-rider"),
        ("rider1", PHONE, "invalid-request"),
        ("rider2", PHONE, "invalid-request"),
    ],
)
def test_a_phone_is_an_operators_to_give_and_a_riders_to_have(
    town: Town, login: str, phone: str | None, code: str
) -> None:
    wish = told(town, photos=[town[login].photo()], phone=phone)

    problem = refused(town[login].post("/v1/reports", wish), 422, code)

    assert [one["field"] for one in problem.get("fields", [])] == (
        ["phone"] if code == "invalid-request" else []
    )
    assert phone is None or phone not in str(problem)


def test_photographs_are_the_operators_own(town: Town) -> None:
    wish = told(town, photos=[town["rider2"].photo()])

    refused(town["operator1"].post("/v1/reports", wish), 404, "photo-unknown")


def test_nobody_else_files_for_a_rider(town: Town) -> None:
    for login in ("dispatcher1", "supervisor1", "verifier1", "admin1"):
        refused(town[login].post("/v1/reports", told(town)), 403, "role-needed")


def test_the_riders_limit_counts_and_so_do_the_look_ups(town: Town) -> None:
    for _ in range(70):
        answer = town["operator2"].post("/v1/reports", told(town, phone="13911112222"))
        if answer.status_code == 429:
            break
        refused(answer, 422, "unknown-rider")
    refused(answer, 429, "rate-limited")

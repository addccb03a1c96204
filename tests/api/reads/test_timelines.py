"""A report's story: in whose language, with whose words, for whose eyes."""

from typing import Any

from tests.api.reads.looking import look
from tests.api.town import NOTE, Town, done, refused


def story(town: Town, report: dict[str, Any], login: str, language: str = "zh") -> dict[str, Any]:
    town.house.projections.catch_up()
    path = f"/v1/reports/{report['id']}/timeline"
    return done(town[login].get(path, accept_language=language))


def told_report(town: Town) -> dict[str, Any]:
    report = town.report("rider1", note=NOTE)
    done(town["operator1"].ask(report, "dispatch", {"office": "330106002"}))
    done(town["dispatcher1"].ask(report, "claim"))
    done(town["dispatcher1"].ask(report, "note", {"words": "只给内部看"}))
    done(town["dispatcher1"].ask(report, "progress", {"words": "车已派出"}))
    return report


def test_the_reporter_reads_what_happened_and_what_was_said(town: Town) -> None:
    report = told_report(town)

    seen = story(town, report, "rider1")

    topics = [one["topic"] for one in seen["items"]]
    assert topics == [
        "report.submitted",
        "report.dispatched",
        "report.claimed",
        "report.progressed",
    ]
    first, sent, claimed, progress = seen["items"]
    assert first["text"] == "已上报：暴露垃圾"
    assert sent["text"].startswith("已派遣给北山街道，处置时限至 11月23日")
    assert (first["said"], progress["said"]) == (
        {"note": NOTE},
        {"words": "车已派出"},
    )
    assert (claimed["by"], claimed["by_login"], claimed["actor"]) == (None, None, "staff")
    pseudonym = done(town["dispatcher1"].get("/v1/me"))["id"]
    assert pseudonym not in str(seen)
    assert "device" not in str(seen)


def test_english_is_spoken_where_it_is_preferred(town: Town) -> None:
    seen = story(town, told_report(town), "rider1", "en;q=0.9, zh;q=0.2")

    assert seen["items"][0]["text"].startswith("Reported: ")
    assert "北山街道 took it on" in seen["items"][2]["text"]


def test_staff_read_the_internal_part_too_and_who_did_it(town: Town) -> None:
    seen = story(town, told_report(town), "dispatcher2")

    noted = next(one for one in seen["items"] if one["topic"] == "report.noted")
    assert (noted["internal"], noted["by_login"]) == (True, "dispatcher1")
    assert noted["said"] == {"words": "只给内部看"}


def test_another_rider_reads_no_words_no_facts_no_place(town: Town) -> None:
    report = told_report(town)

    seen = story(town, report, "rider2")

    assert [one["facts"] for one in seen["items"]] == [{}] * len(seen["items"])
    assert {one["said"] for one in seen["items"]} == {None}
    assert NOTE not in str(seen)


def test_what_another_rider_told_the_office_is_for_staff(town: Town) -> None:
    report = town.dispatched("rider1")
    wish = {"photos": [town["rider2"].photo()], "note": "call me: 13900000002"}
    done(town["rider2"].ask(report, "corroborate", wish))

    reporter, staff = (story(town, report, login)["items"][-1] for login in ("rider1", "operator1"))

    assert (reporter["actor"], reporter["said"]) == ("rider", None)
    assert staff["said"] == {"note": wish["note"]}


def test_another_office_finds_nothing(town: Town) -> None:
    report = told_report(town)
    foreign = town["dispatcher3"].get(f"/v1/reports/{report['id']}/timeline")
    missing = town["dispatcher3"].get(f"/v1/reports/{'0' * 32}/timeline")

    refused(foreign, 404, "unknown-report")
    assert foreign.content == missing.content


def test_a_story_waits_for_the_write_it_is_asked_for(town: Town) -> None:
    report = told_report(town)
    path = f"/v1/reports/{report['id']}/timeline"
    whole = look(town, path, "rider1")

    again = done(town["rider1"].get(f"{path}?min_position={whole['position']}"))
    assert again == whole

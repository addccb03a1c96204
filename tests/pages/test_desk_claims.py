"""What an office does with a claim: a unit works, the rider is told, another office takes over."""

from typing import Any

from tests.pages.conftest import Visits
from tests.pages.desk import ask, deed, form, get, panel, sent, waiting
from tests.pages.visitor import Visitor, expect

BEISHAN = "330106002"
TIANSHUI = "330105012"


def opened(guest: Visitor, report: str) -> None:
    """Open a report by its address."""
    guest.open(f"/desk#/queue/{BEISHAN}/{report}")
    expect(panel(guest.page).locator(".likely")).to_be_visible()


def told(guest: Visitor, report: str) -> list[str]:
    """Name what happened to a report, once the view shows all of it."""
    position = get(guest, f"/v1/reports/{report}")["position"]
    story = get(guest, f"/v1/reports/{report}/timeline?min_position={position}")["items"]
    return [moment["topic"] for moment in story]


def test_work_is_entrusted_told_of_and_passed_on(visitor: Visits) -> None:
    operator = visitor("operator1")
    report: dict[str, Any] = waiting(operator, "交给环卫")
    handler = visitor("dispatcher1")
    ask(handler, report, "claim", {})
    opened(handler, report["id"])
    page = handler.page

    deed(page, "交办责任单位").click()
    form(page).get_by_label("责任单位名称").fill("环卫三队")
    sent(page)
    expect(panel(page)).to_contain_text("环卫三队")
    deed(page, "报进展").click()
    form(page).get_by_role("textbox", name="说明").fill("已到现场")
    sent(page)
    expect(panel(page)).to_contain_text("已到现场")

    supervisor = visitor("supervisor1")
    opened(supervisor, report["id"])
    page = supervisor.page
    deed(page, "转派").click()
    form(page).get_by_label("街道", exact=True).select_option(TIANSHUI)
    form(page).get_by_label("不在辖区内").check()
    form(page).get_by_role("textbox", name="说明").fill("在天水街道")
    sent(page)

    assert told(operator, report["id"])[-3:] == [
        "report.entrusted",
        "report.progressed",
        "report.transferred",
    ]
    now = get(operator, f"/v1/reports/{report['id']}")
    assert (now["office"], now["unit"], now["state"]) == (TIANSHUI, None, "dispatched")

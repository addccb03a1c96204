"""The first report learns of everybody who told the same, once."""

from uuid import UUID

from domain.report import intake, seconding
from domain.report import intake_events as i
from domain.report.state import Report
from domain.report.table import State
from tests import examples as ex
from tests.domain.report import lives

NOON = ex.later("11-23 12:00")


def told_by(rider: str, number: int) -> Report:
    report, actor = Report(UUID(int=number)), ex.RIDER._replace(id=rider)
    intake.submit(report, ex.SEEN, ex.NUMBER, rider, actor, NOON)
    return report


def second(original: Report, duplicate: Report) -> list[object]:
    original.collect_events()
    seconding.second(original, duplicate, ex.OPERATOR, NOON)
    return [step.event for step in original.collect_events()]


def test_the_first_report_counts_the_other_rider_among_those_who_confirmed_it() -> None:
    original = lives.brought_to(State.CLAIMED)
    again = told_by(ex.NEIGHBOUR.id, 501)
    expected = i.Seconded(by=ex.OPERATOR.id, rider=ex.NEIGHBOUR.id, duplicate=again.id.hex)
    assert second(original, again) == [expected]
    assert original.corroborators == {ex.NEIGHBOUR.id}


def test_one_rider_confirms_it_once_however_often_they_told() -> None:
    original = lives.brought_to(State.CLAIMED)
    assert second(original, told_by(ex.NEIGHBOUR.id, 501))
    assert second(original, told_by(ex.NEIGHBOUR.id, 502)) == []


def test_nobody_confirms_their_own_report() -> None:
    original = lives.brought_to(State.CLAIMED)
    assert second(original, told_by(ex.RIDER.id, 501)) == []

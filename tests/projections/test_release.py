"""What waits to be shown to the public: mended, with photographs nobody has released."""

from domain.report import intake_events as i
from projections.queues.listed import Listed
from projections.queues.queries import Filter, Whose, page
from projections.queues.view import Queues
from tests.projections import happenings as x
from tests.projections.houses import ViewsOn
from tests.projections.memory import MORNING, MemoryLog

REPORT = x.report(1)
BEFORE, AFTER = x.photo(1).id, x.photo(2).id


def released(photo: str) -> i.PhotoReleased:
    return i.PhotoReleased(by=x.OPERATOR, photo=photo)


def mended(log: MemoryLog, number: int = 1, office: str = x.BEISHAN) -> MemoryLog:
    report = x.report(number)
    log.tell(report, x.submitted(number=str(number)))
    log.tell(report, x.dispatched(MORNING, office))
    log.tell(report, x.claimed(MORNING))
    log.tell(report, x.resolved(MORNING, office))
    return log


def test_a_report_waits_from_its_repair_until_every_photograph_is_public(
    database_url: str, views_on: ViewsOn
) -> None:
    log = MemoryLog()
    view = views_on(database_url, log, [Queues()])

    def waiting() -> list[Listed]:
        view.catch_up()
        return page(view.engine, Whose.RELEASE).items

    log.tell(REPORT, x.submitted())
    log.tell(REPORT, x.dispatched(MORNING))
    log.tell(REPORT, x.claimed(MORNING))
    assert waiting() == []
    log.tell(REPORT, x.resolved(MORNING))
    assert [one.state for one in waiting()] == ["resolved"]
    log.tell(REPORT, released(BEFORE))
    (one,) = waiting()
    assert [(photo.id, photo.public) for photo in one.photos] == [(BEFORE, True), (AFTER, False)]
    log.tell(REPORT, x.verified())
    assert [one.state for one in waiting()] == ["verified"]
    log.tell(REPORT, released(AFTER))
    assert waiting() == []


def test_what_goes_back_to_work_waits_no_more(database_url: str, views_on: ViewsOn) -> None:
    log = mended(MemoryLog())
    log.tell(REPORT, x.reopened(MORNING))
    view = views_on(database_url, log, [Queues()])
    view.catch_up()

    assert page(view.engine, Whose.RELEASE).items == []


def test_the_queue_is_narrowed_to_offices(database_url: str, views_on: ViewsOn) -> None:
    log = mended(mended(MemoryLog()), 2, x.XIXI)
    view = views_on(database_url, log, [Queues()])
    view.catch_up()

    def of(*offices: str) -> list[str]:
        only = Filter(offices=frozenset(offices))
        found = page(view.engine, Whose.RELEASE, only=only, sort="-position").items
        return [one.number for one in found]

    assert of(x.BEISHAN, x.XIXI) == ["2", "1"]
    assert of(x.XIXI) == ["2"]
    assert of() == []

"""What was given up is tried again as often as somebody says so, and left out once, for good."""

from domain.parking import ParkedRetried, ParkedSkipped, Parking, Stop
from tests import examples as ex
from tests.story import Given

NOW, BY = ex.MONDAY, ex.OPERATOR.id
STOP = Stop("queues", ex.REPORT.hex, 17, "report.noted", "UnknownEvent")
RETRIED = ParkedRetried(by=BY, reason="mended in 0.2", **STOP._asdict())
SKIPPED = ParkedSkipped(by=BY, reason="never happened", **STOP._asdict())


def test_it_is_tried_again_however_often_somebody_says_so() -> None:
    again = Given(Parking, (RETRIED, NOW))
    again.when(lambda it: it.retry(STOP, "mended in 0.2", BY, NOW)).then(RETRIED)


def test_it_is_left_out_once() -> None:
    Given(Parking).when(lambda it: it.skip(STOP, "never happened", BY, NOW)).then(SKIPPED)
    Given(Parking, (SKIPPED, NOW)).when(lambda it: it.skip(STOP, "again", BY, NOW)).then()


def test_what_was_left_out_is_not_tried_again() -> None:
    Given(Parking, (SKIPPED, NOW)).when(lambda it: it.retry(STOP, "why", BY, NOW)).then()


def test_another_event_of_the_same_follower_is_another_matter() -> None:
    other = STOP._replace(position=18)
    skipped = ParkedSkipped(by=BY, reason="this too", **other._asdict())
    Given(Parking, (SKIPPED, NOW)).when(lambda it: it.skip(other, "this too", BY, NOW)).then(
        skipped
    )

"""Reports whose evidence makes a person look twice."""

from datetime import timedelta
from typing import Final

from domain.report.intake_events import RejectReason
from workers.demo import deeds
from workers.demo.hours import work_day
from workers.demo.places import BEISHAN
from workers.demo.plan import Tale
from workers.demo.steps import begin, finish, look, take_up
from workers.demo.world import World

_DAY: Final = timedelta(days=1)


def doubts(world: World) -> None:
    """Tell of photographs used again, old ones, bare ones, and of an impossible fix."""
    first = _told(world, "doubt-first", "M06042", 0.2)
    begin(first)
    take_up(first, 0.2)
    finish(first, 0.5)
    look(first)
    _used_by_another(world, first)
    old = _told(world, "doubt-old", "M06036", 0.5)
    begin(old, shot=old.picture(mended=False, at=old.start.at - 3 * _DAY))
    take_up(old, 0.1)
    finish(old, 0.3)
    look(old)
    bare = _told(world, "doubt-bare", "M07001", 0.55)
    begin(bare, shot=bare.picture(mended=False)._replace(stripped=True))
    take_up(bare, 0.1)
    finish(bare, 0.4)
    look(bare)
    exact = world.tale("doubt-exact", world.end - timedelta(hours=7), "M06010", BEISHAN)
    start = exact.start
    filed = deeds.submit("M06010", None, start.spot, exact.datum, "", accuracy_cm=0)
    exact.then(start.at, start.rider, filed, exact.picture(mended=False))
    _used_twice(world)


def _used_by_another(world: World, first: Tale) -> None:
    """Somebody sends a colleague's picture; the operator finds out."""
    again = _told(world, "doubt-again", "M06042", 0.35)
    begin(again, shot=first.beats[0].shots[0])
    words = "照片与他人此前上报的相同，请用自己拍摄的照片"
    again.then(again.soon(40, 90), "operator1", deeds.reject(RejectReason.REUSED_PHOTO, words))


def _used_twice(world: World) -> None:
    """Let a rider send one picture twice; the second waits for a person, points and all."""
    at = world.end - timedelta(hours=9)
    one = world.tale("twice-1", at, "M09011", BEISHAN)
    begin(one)
    spot, rider = one.start.spot.beside(one.rng), one.start.rider
    two = world.tale("twice-2", at + timedelta(hours=3), "M09011", BEISHAN, spot=spot, rider=rider)
    begin(two, shot=one.beats[0].shots[0])


def _told(world: World, key: str, category: str, share: float) -> Tale:
    at = work_day(world.book.calendar, world.at(share), 10, 22)
    return world.tale(key, at, category, BEISHAN)

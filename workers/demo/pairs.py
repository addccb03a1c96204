"""Tales that rest on one another: duplicates, audits, first points, categories set right."""

from datetime import timedelta
from typing import Final

from domain.report.closing_events import Method
from domain.report.handling_events import SuspendReason
from domain.report.resting import Plea
from workers.demo import deeds
from workers.demo.fates import too_late
from workers.demo.hours import work_day
from workers.demo.places import BEISHAN
from workers.demo.steps import SURE_DRAW, VERIFIER, begin, done_at, finish, look, take_up, visit
from workers.demo.world import World

TWINS: Final = (("M09011", 0.25), ("M06013", 0.5), ("M06042", 0.72), ("C01037", 0.85))


def pairs(world: World) -> None:
    """Tell them all."""
    twins(world)
    first_points(world)
    audited(world)
    renamed(world)
    helped(world)
    by_the_rider(world)
    excused(world)
    pressed_on(world)


def twins(world: World) -> None:
    """Two riders report the same; the later report is a duplicate."""
    for number, (category, share) in enumerate(TWINS):
        at = work_day(world.book.calendar, world.at(share), 13, 20 + number)
        one = world.tale(f"twin-{number}a", at, category, BEISHAN)
        begin(one, condition=one.start.matter.condition)
        spot = one.start.spot.beside(one.rng)
        two = world.tale(f"twin-{number}b", one.soon(12, 24), category, BEISHAN, spot=spot)
        begin(two, condition=two.start.matter.condition)
        two.then(two.soon(4, 9), one.handler, deeds.duplicate(one.start.key))
        take_up(one, 0.4)
        finish(one, 0.6)
        look(one)


def first_points(world: World) -> None:
    """Let rider1 and rider2 have points early: what they report first is verified at once."""
    for number in range(4):
        at = work_day(world.book.calendar, world.at(0.01 + 0.03 * (number // 2)), 8, 31 + number)
        rider = ("rider1", "rider2")[number % 2]
        tale = world.tale(f"first-{number}", at, "M06042", BEISHAN, rider=rider)
        begin(tale)
        take_up(tale, 0.1)
        finish(tale, 0.3, chance=SURE_DRAW)
        visit(tale)


def audited(world: World) -> None:
    """Verify it, and weeks later find it not good: points are taken back, work goes on."""
    at = work_day(world.book.calendar, world.at(0.1), 9, 5)
    tale = world.tale("audited", at, "M06050", BEISHAN)
    begin(tale, condition="M06050.1")
    take_up(tale, 0.05)
    finish(tale, 0.15, chance=SURE_DRAW)
    visit(tale)
    found = work_day(world.book.calendar, world.at(0.75), 15, 3)
    shot = tale.picture(mended=False, at=found)
    tale.then(found, "operator2", deeds.reopen("抽查发现路缘石再次松动，复核重办"), shot)
    tale.then(tale.next_hour(0.3, 1), tale.handler, deeds.claim())
    done_at(tale, tale.next_hour(1, 1.5), words="已重新砌筑并灌浆")
    look(tale)


def renamed(world: World) -> None:
    """Filed under the wrong category, and put right by the dispatcher."""
    at = work_day(world.book.calendar, world.at(0.4), 16, 2)
    tale = world.tale("renamed", at, "M06040", BEISHAN)
    begin(tale, note="这根桩子是谁装的？挡路")
    tale.then(tale.soon(6, 12), tale.handler, deeds.claim())
    words = "是市政便道桩倾斜，不是私设"
    tale.then(tale.soon(3, 8), tale.handler, deeds.reclassify("C02021", words))
    tale.then(tale.soon(3, 8), tale.handler, deeds.progress("已报修"))
    tale.then(tale.soon(3, 8), tale.handler, deeds.note("维护队下午有空档"))
    done_at(tale, tale.next_hour(0.5, 0.8), words="已扶正固定")
    look(tale)


def helped(world: World) -> None:
    """Let a rider add a picture, and a colleague take over the work."""
    at = work_day(world.book.calendar, world.at(0.65), 10, 40)
    tale = world.tale("helped", at, "M06036", BEISHAN)
    begin(tale)
    when = tale.soon(3, 6)
    more = tale.picture(mended=False, at=when)
    tale.then(when, tale.start.rider, deeds.add_photos(), more)
    tale.then(tale.soon(3, 6), "dispatcher1", deeds.claim())
    tale.then(tale.soon(10, 15), "dispatcher1", deeds.release())
    tale.then(tale.soon(3, 6), "dispatcher2", deeds.claim())
    tale.handler = "dispatcher2"
    done_at(tale, tale.soon(20, 30), chance=SURE_DRAW)
    tale.then(tale.next_hour(2, 3), VERIFIER, deeds.look_if_drawn("照片清楚，予以通过"))


def by_the_rider(world: World) -> None:
    """Let the rider's own word close it, as the category allows."""
    at = work_day(world.book.calendar, world.at(0.2), 14, 48)
    tale = world.tale("own-word", at, "M06034", BEISHAN)
    begin(tale)
    take_up(tale, 0.03)
    finish(tale, 0.2)
    gone = deeds.verify(Method.REPORTER, "路过看了，车已经拖走了")
    tale.then(tale.soon(90, 600), tale.start.rider, gone)


def excused(world: World) -> None:
    """Be late with a reason: the delay stays a fact, and is not counted."""
    at = work_day(world.book.calendar, world.at(0.15), 9, 50)
    tale = world.tale("excused", at, "M09005", BEISHAN)
    begin(tale)
    too_late(tale, 1.3, excused=True)


def pressed_on(world: World) -> None:
    """Ask for a rest and for more time, and be given neither."""
    at = work_day(world.book.calendar, world.at(0.22), 8, 40)
    tale = world.tale("pressed-on", at, "C02017", BEISHAN)
    begin(tale, condition="C02017.2")
    take_up(tale, 0.03)
    rest = deeds.suspend(Plea(SuspendReason.PARTS, "护栏配件缺货"), at + timedelta(days=9))
    tale.then(tale.soon(10, 20), tale.handler, rest)
    refusal = deeds.decide_suspension("仓库有备件，请领用后尽快修复", approve=False)
    tale.then(tale.soon(10, 20), "supervisor1", refusal)
    more = deeds.extend(Plea(SuspendReason.OTHER, "人手紧张"))
    tale.then(tale.soon(10, 20), tale.handler, more)
    refusal = deeds.decide_extension("理由不充分", approve=False)
    tale.then(tale.soon(10, 20), "supervisor1", refusal)
    finish(tale, 0.5)
    look(tale)

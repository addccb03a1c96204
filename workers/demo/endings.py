"""Tales that are not over: something for everybody to do when the demo is opened."""

from datetime import datetime, timedelta
from typing import Final

from domain.report.handling import Why
from domain.report.handling_events import ReturnReason, SuspendReason
from domain.report.resting import Plea
from workers.demo import deeds
from workers.demo.hours import last_office_hour
from workers.demo.places import BEISHAN, OUTSIDE
from workers.demo.plan import Tale
from workers.demo.steps import SURE_DRAW, begin, done_at, finish, look, take_up
from workers.demo.world import World

_DAY: Final = timedelta(days=1)
_MINUTE: Final = timedelta(minutes=1)


def endings(world: World) -> None:
    """Leave reports in every state that waits for somebody, most of them in 北山街道."""
    at_the_desk(world)
    fresh(world)
    held(world)
    resting(world)
    asking(world)
    returned(world)
    waiting_for_a_look(world)
    overdue(world)
    objection(world)


def at_the_desk(world: World) -> None:
    """Two places outside all boundaries wait for the operator; a third found its office."""
    for number, (days, spot) in enumerate(zip((5, 0.4, 0.05), OUTSIDE, strict=True)):
        tale = world.tale(f"outside-{number}", world.end - days * _DAY, "M06042", None, spot=spot)
        begin(tale, note="大桥边，不知道归哪里管")
        if number == 0:
            tale.handler = world.crews["330105014"].dispatchers[0]
            tale.then(tale.soon(20, 40), "operator1", deeds.dispatch("330105014"))
            tale.then(tale.next_hour(0.1, 0.3), tale.handler, deeds.claim())
            done_at(tale, tale.soon(10, 20))
            look(tale)


def fresh(world: World) -> None:
    """Leave new reports that nobody has taken up; the last comes in as the demo opens."""
    seen = ("M09011", "M06042", "C01002", "M09009")
    for number, category in enumerate(seen):
        at = world.end - (len(seen) - 1 - number) * 11 * _MINUTE
        tale = world.tale(f"fresh-{number}", at, category, BEISHAN)
        begin(tale, condition=tale.start.matter.condition)


def held(world: World) -> None:
    """Claims that run: one in the hands of each dispatcher."""
    for number, category in enumerate(("M06051", "C02021", "M06050")):
        tale = _lately(world, f"held-{number}", category, hours=3 + number)
        tale.handler = ("dispatcher1", "dispatcher2", "dispatcher1")[number]
        tale.then(tale.soon(8, 20), tale.handler, deeds.claim())
        if number == 0:
            tale.then(tale.soon(2, 6), tale.handler, deeds.entrust(tale.start.matter.unit))
        if number == 1:
            tale.then(tale.soon(2, 6), tale.handler, deeds.ask("断口处还有尖头吗？"))


def resting(world: World) -> None:
    """One rests, for another a rest is asked for, for a third more time."""
    tale = _lately(world, "resting", "M06013", days=4)
    take_up(tale, 0.05)
    plea = Plea(SuspendReason.PERMIT, "道路挖掘许可审批中")
    rest = deeds.suspend(plea, world.end + 12 * _DAY)
    tale.then(tale.soon(5, 20), "supervisor1", rest)
    tale = _lately(world, "rest-asked", "M06051", hours=5)
    tale.then(tale.soon(5, 15), tale.handler, deeds.claim())
    plea = Plea(SuspendReason.PARTS, "盲道砖需定制，预计一周到货")
    tale.then(tale.soon(5, 10), tale.handler, deeds.suspend(plea, world.end + 7 * _DAY))
    tale = _lately(world, "time-asked", "M06050", hours=6)
    tale.then(tale.soon(5, 15), tale.handler, deeds.claim())
    plea = Plea(SuspendReason.WEATHER, "持续降雨，无法浇筑")
    tale.then(tale.soon(5, 10), tale.handler, deeds.extend(plea))


def asking(world: World) -> None:
    """Let a question wait for rider1."""
    tale = _lately(world, "question", "C01037", hours=2, rider="rider1")
    tale.then(tale.soon(4, 9), tale.handler, deeds.ask("灯杆上的编号能看清吗？"))


def returned(world: World) -> None:
    """Two came back to the desk."""
    reasons = (
        (ReturnReason.NOT_OUR_GROUND, "在路的对侧，归西溪街道", "330106004"),
        (ReturnReason.WRONG_CATEGORY, "不是占道经营，是节日展位，请重新归类", None),
    )
    for number, (reason, words, there) in enumerate(reasons):
        category = ("M06036", "M09006")[number]
        tale = _lately(world, f"returned-{number}", category, hours=1 + number)
        tale.then(tale.soon(6, 12), tale.handler, deeds.send_back(Why(reason, words), there))


def waiting_for_a_look(world: World) -> None:
    """Leave resolved ones: two close by themselves, two wait for another person."""
    for number, chance in enumerate((99, 99, SURE_DRAW)):
        tale = _lately(world, f"resolved-{number}", "M06050", days=1, hours=number)
        take_up(tale, 0.02)
        finish(tale, 0.05, chance=chance)
    tale = _lately(world, "resolved-policy", "M06011", days=1)
    take_up(tale, 0.02)
    finish(tale, 0.06)


def overdue(world: World) -> None:
    """Late ones, which the clock has told superiors of; one more is pressed for by hand."""
    for number, category in enumerate(("M09005", "M09006")):
        _lately(world, f"overdue-{number}", category, days=2 - number)
    pressed = _lately(world, "pressed", "C02017", days=1)
    words = "市民多次反映，请督办"
    pressed.then(world.end - 20 * _MINUTE, "operator1", deeds.escalate(words))
    tale = _lately(world, "late-in-hand", "M06013", days=8)
    begun = "裂缝范围较大，分两次施工"
    take_up(tale, 0.9)
    finish_never = tale.share(0.99)
    tale.then(finish_never, tale.handler, deeds.progress(begun))


def objection(world: World) -> None:
    """Let a rider disagree with a resolution; an operator has to decide."""
    tale = _lately(world, "objection", "M06036", days=2)
    take_up(tale, 0.1)
    finish(tale, 0.2)
    at = max(tale.now + 30 * _MINUTE, world.end - 90 * _MINUTE)
    shot = tale.picture(mended=False, at=at)
    tale.then(at, tale.start.rider, deeds.object_to("只清了一半，后面还堆着"), shot)


def _lately(
    world: World,
    key: str,
    category: str,
    *,
    days: float = 0,
    hours: float = 0,
    rider: str | None = None,
) -> Tale:
    """Begin a tale in the last office hours, or some days before them."""
    since: datetime = world.end - days * _DAY - 30 * _MINUTE
    open_then = last_office_hour(world.book.calendar, since)
    at = last_office_hour(world.book.calendar, open_then - hours * 20 * _MINUTE)
    tale = world.tale(key, at, category, BEISHAN, rider=rider)
    begin(tale, condition=tale.start.matter.condition)
    return tale

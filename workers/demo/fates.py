"""What may become of an everyday report, from a plain repair to a dispute."""

from collections.abc import Callable
from datetime import timedelta
from random import Random
from typing import Final

from domain.report.handling import Why
from domain.report.handling_events import ReturnReason, SuspendReason
from domain.report.intake_events import RejectReason
from domain.report.resting import Plea
from workers.demo import deeds
from workers.demo.plan import Tale
from workers.demo.steps import SURE_DRAW, done_at, finish, look, rider_begins, take_up, visit
from workers.demo.world import World

OPERATORS: Final = ("operator1", "operator2")
MEDIAN, SPREAD = 0.42, 0.75  # of the limit: every eighth report is late
Fate = Callable[[Tale, World], None]


def pace(rng: Random, most: float = 3.0) -> float:
    """Choose how much of its limit a repair takes: log-normal, as such times are."""
    return min(most, max(0.04, rng.lognormvariate(0, SPREAD) * MEDIAN))


def plain(tale: Tale, _: World) -> None:
    """Claim it, mend it, let it close by itself or by another person."""
    rider_begins(tale)
    goal = pace(tale.rng)
    take_up(tale, goal * tale.rng.uniform(0.2, 0.7) if goal < 1 else goal - 0.15)
    finish(tale, goal, chance=tale.rng.randrange(100))
    look(tale)


def talked_over(tale: Tale, _: World) -> None:
    """Let the office ask and the rider answer."""
    rider_begins(tale)
    take_up(tale, 0.1)
    question = tale.rng.choice(("请问具体在路的哪一侧？", "附近有什么标志物吗？", "现在还在吗？"))
    tale.then(tale.soon(3, 8), tale.handler, deeds.ask(question))
    reply = tale.rng.choice(("在东侧，公交站旁边", "便利店门口", "还在，我刚又路过"))
    tale.then(tale.soon(2, 15), tale.start.rider, deeds.answer(reply))
    finish(tale, 0.35)
    look(tale)


def confirmed(tale: Tale, world: World) -> None:
    """Let another rider see it too."""
    rider_begins(tale)
    other = world.free(tale.now, tale.rng, tale.start.rider)
    at = tale.soon(8, 25)
    shot = tale.picture(mended=False, at=at)
    words = tale.rng.choice(("我也看到了", "确实，刚才差点摔倒", ""))
    tale.then(at, other, deeds.corroborate(tale.start.spot.beside(tale.rng), words), shot)
    take_up(tale, 0.2)
    finish(tale, 0.5)
    look(tale)


def entrusted(tale: Tale, _: World) -> None:
    """Let a unit do the work; the claimant stays answerable."""
    rider_begins(tale)
    take_up(tale, 0.08)
    tale.then(tale.soon(2, 12), tale.handler, deeds.entrust(tale.start.matter.unit))
    finish(tale, tale.rng.uniform(0.3, 0.8))
    look(tale)


def passed_on(tale: Tale, world: World) -> None:
    """Send it to the wrong office; the supervisor sends it on."""
    rider_begins(tale)
    why = Why(ReturnReason.NOT_OUR_GROUND, "位于道路对侧，属相邻街道管辖")
    there = world.neighbour(tale.start.office or "", tale.rng)
    tale.then(tale.next_hour(0.3, 1), tale.supervisor, deeds.transfer(there, why))
    _moved(tale, world, there)
    take_up(tale, 0.1)
    finish(tale, 0.4)
    look(tale)


def sent_back(tale: Tale, world: World) -> None:
    """Return it to the desk, where the operator finds the right office."""
    rider_begins(tale)
    there = world.neighbour(tale.start.office or "", tale.rng)
    why = Why(ReturnReason.NOT_OUR_WORK, "经核实不属于我街道职责范围")
    tale.then(tale.next_hour(0.2, 1), tale.handler, deeds.send_back(why, there))
    tale.then(tale.soon(10, 40), tale.rng.choice(OPERATORS), deeds.dispatch(there))
    _moved(tale, world, there)
    take_up(tale, 0.15)
    finish(tale, 0.45)
    look(tale)


def rested(tale: Tale, _: World) -> None:
    """Let work wait; the clock stands still meanwhile."""
    rider_begins(tale)
    take_up(tale, 0.05)
    asked, decided = tale.soon(10, 30), tale.next_hour(0.6, 2)
    until = decided + timedelta(days=tale.rng.uniform(2, 4))
    plea = Plea(SuspendReason.PARTS, "配件定制中，预计到货后施工")
    tale.then(asked, tale.handler, deeds.suspend(plea, until))
    decision = deeds.decide_suspension("同意挂账，到期恢复计时", approve=True)
    tale.then(decided, tale.supervisor, decision)
    tale.base = tale.now = until + timedelta(minutes=20)  # by then the clock has resumed it
    tale.then(tale.next_hour(0.3, 1), tale.handler, deeds.claim())
    finish(tale, 0.3)
    look(tale)


def prolonged(tale: Tale, _: World) -> None:
    """Give the office more time, since it asks."""
    rider_begins(tale)
    take_up(tale, 0.2)
    plea = Plea(SuspendReason.WEATHER, "连日下雨，无法铺设")
    tale.then(tale.soon(20, 50), tale.handler, deeds.extend(plea))
    words = "情况属实，同意延期一次"
    tale.then(tale.soon(20, 40), tale.supervisor, deeds.decide_extension(words, approve=True))
    finish(tale, 1.25)
    look(tale)


def done_again(tale: Tale, _: World) -> None:
    """Draw it for a check, find it not done, do it again."""
    rider_begins(tale)
    take_up(tale, 0.1)
    finish(tale, 0.3, chance=SURE_DRAW)
    at = tale.next_hour(1, 5)
    shot = tale.picture(mended=False, at=at)
    tale.then(at, "verifier1", deeds.reopen("现场核查仍未处置到位，返工"), shot)
    tale.then(tale.next_hour(0.1, 0.5), tale.handler, deeds.claim())
    done_at(tale, tale.soon(10, 22), chance=SURE_DRAW, words="已重新处置到位")
    visit(tale)


def disputed(tale: Tale, _: World) -> None:
    """Let the rider disagree, and perhaps be right."""
    rider_begins(tale)
    take_up(tale, 0.1)
    finish(tale, 0.4)
    at = tale.soon(60, 600)
    shot = tale.picture(mended=False, at=at)
    tale.then(at, tale.start.rider, deeds.object_to("照片不是这个位置，问题还在"), shot)
    right = tale.rng.random() < 1 / 2
    words = "经复核，反映属实，重新处置" if right else "经现场复核，问题已解决，照片角度不同"
    judge = tale.rng.choice(OPERATORS)
    tale.then(tale.next_hour(1, 8), judge, deeds.decide_objection(words, uphold=right))
    if right:
        tale.then(tale.next_hour(0.1, 0.5), tale.handler, deeds.claim())
        done_at(tale, tale.soon(10, 22), words="已彻底处置")
        look(tale)


def late(tale: Tale, _: World) -> None:
    """Let nobody care for long: the clock tells superiors, and the office appeals."""
    rider_begins(tale)
    too_late(tale, tale.rng.uniform(1.2, 2.2), excused=tale.rng.random() < 1 / 2)


def too_late(tale: Tale, goal: float, *, excused: bool) -> None:
    """Mend it when more than the limit is used, and let two people judge the excuse."""
    take_up(tale, goal - 0.14)
    finish(tale, goal, chance=SURE_DRAW)
    visit(tale, "已整改，超时情况已记录")
    office, words = tale.start.office or "", "当日防汛应急，人员全部上勤，申请免责"
    tale.then(tale.next_hour(2, 20), tale.supervisor, deeds.appeal(office, words))
    first = "附应急值守记录，初审通过" if excused else "值守记录不全，不予免责"
    judged = deeds.decide_appeal(office, first, uphold=excused)
    tale.then(tale.next_hour(2, 20), "operator1", judged)
    if excused:
        second = deeds.decide_appeal(office, "复审同意免责", uphold=True)
        tale.then(tale.next_hour(2, 20), "operator2", second)


def forgotten(tale: Tale, _: World) -> None:
    """Let a claim lapse, and take it up once more."""
    rider_begins(tale)
    tale.then(tale.soon(5, 40), tale.handler, deeds.claim())
    lapse = tale.share(0.6)
    tale.base = tale.now = max(lapse, tale.now + timedelta(hours=1))
    tale.then(tale.next_hour(0.1, 0.5), tale.handler, deeds.claim())
    done_at(tale, tale.soon(9, 20))
    look(tale)


def rejected(tale: Tale, _: World) -> None:
    """Refuse to take it up."""
    rider_begins(tale)
    reason, words = tale.rng.choice((
        (RejectReason.NOT_A_PROBLEM, "该处为经批准的临时停放区"),
        (RejectReason.CANNOT_FIND, "现场两次查找未发现，请补充位置后重新上报"),
        (RejectReason.NOT_PUBLIC_GROUND, "位于小区内部，已转告物业"),
    ))  # fmt: skip
    tale.then(tale.soon(30, 200), tale.rng.choice(OPERATORS), deeds.reject(reason, words))


def taken_back(tale: Tale, _: World) -> None:
    """Let the rider take it back: it was gone when they came by again."""
    rider_begins(tale)
    tale.then(tale.soon(3, 18), tale.start.rider, deeds.withdraw())


def _moved(tale: Tale, world: World, office: str) -> None:
    """Let another office go on with it, under a limit that begins anew."""
    crew = world.crews[office]
    tale.base = tale.now
    tale.handler, tale.supervisor = tale.rng.choice(crew.dispatchers), crew.supervisor

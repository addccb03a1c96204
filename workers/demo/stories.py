"""The four stories that this product comes from, told with care."""

from datetime import timedelta
from typing import Final

from domain.report.closing_events import Method
from services import contacts
from workers.demo import deeds
from workers.demo.hours import work_day
from workers.demo.places import BEISHAN, KANGQIAO, TIANSHUI, Spot
from workers.demo.plan import Deed
from workers.demo.steps import SURE_DRAW, VERIFIER, begin, done_at, visit
from workers.demo.world import World

LAKESIDE: Final = Spot(120.1452, 30.2586, lake=True)  # 北山街, under the plane trees
WUJIADUN: Final = Spot(120.1549, 30.3712)  # 吴家墩, where many riders live
TIANSHUI_CROSSING: Final = Spot(120.1592, 30.2719)
GATE: Final = Spot(120.1389, 30.2678)  # 曙光路, a compound's gate
LAKE, ROAD, BOLLARD, PILE = "story-lake", "story-road", "story-bollard", "story-pile"


def stories(world: World) -> None:
    """Tell all four."""
    car_by_the_lake(world)
    broken_road(world)
    bollard(world)
    pile_by_the_gate(world)


def car_by_the_lake(world: World) -> None:
    """Tell of a car on the cycle lane by the lake, gone within the hour."""
    at = work_day(world.book.calendar, world.at(0.6), 14, 7)
    spot = world.grounds.keep(LAKESIDE)
    tale = world.tale(LAKE, at, "M09009", BEISHAN, spot=spot, rider="rider1")
    tale.handler = "dispatcher1"
    begin(
        tale,
        condition="M09009.1",
        note="北山街湖边，一辆小车停在非机动车道上，大家都绕到机动车道，很危险",
    )
    other = world.free(at, tale.rng, "rider1")
    shot = tale.picture(mended=False, at=at + timedelta(minutes=4))
    seen = deeds.corroborate(spot.beside(tale.rng), "我也在这儿，还没开走")
    tale.then(at + timedelta(minutes=4), other, seen, shot)
    tale.then(at + timedelta(minutes=6), "dispatcher1", deeds.claim())
    unit = "西湖景区交通秩序巡逻组（演示）"
    tale.then(at + timedelta(minutes=8), "dispatcher1", deeds.entrust(unit))
    words = "巡逻组已到场，正在联系车主"
    tale.then(at + timedelta(minutes=21), "dispatcher1", deeds.progress(words))
    done = "车主已驶离，现场摆放提示锥桶，谢谢你的随手拍"
    done_at(tale, at + timedelta(minutes=43), chance=SURE_DRAW, words=done)
    closing = deeds.verify(Method.PHOTO_PAIR, "前后照片一致，非机动车道已恢复通行")
    tale.then(tale.next_hour(1, 2), VERIFIER, closing)
    tale.then(tale.soon(50, 80), "rider1", deeds.rate(5, "一个小时就挪走了，给力"))
    tale.then(tale.next_hour(1, 3), "supervisor1", deeds.release_photos())


def broken_road(world: World) -> None:
    """Tell of a road that gave way in 康桥: the community called the unit in at once."""
    at = work_day(world.book.calendar, world.at(0.45), 9, 34)
    spot = world.grounds.keep(WUJIADUN)
    tale = world.tale(ROAD, at, "M06013", KANGQIAO, spot=spot, rider="rider9")
    begin(tale, condition=None, note="吴家墩路口塌了一块，早上已经有两个兄弟差点摔倒")
    tale.then(at + timedelta(minutes=3), tale.handler, deeds.claim())
    call = _call("路面塌陷，打电话请小哥提醒过路的人绕行")
    tale.then(at + timedelta(minutes=4), "operator1", call)
    tale.then(at + timedelta(minutes=5), tale.handler, deeds.ask("整条车道都塌了，还是只有路边？"))
    tale.then(at + timedelta(minutes=7), "rider9", deeds.answer("靠路边一米多宽，下面是空的"))
    unit = "康桥街道市政应急班（演示）"
    tale.then(at + timedelta(minutes=9), tale.handler, deeds.entrust(unit))
    when = at + timedelta(minutes=26)
    fenced = deeds.progress("社区工作人员已到现场围护，应急班十分钟后到")
    tale.then(when, tale.handler, fenced, tale.picture(mended=False, at=when))
    when = at + timedelta(minutes=52)
    tale.then(when, tale.handler, deeds.progress("空洞已回填，正在铺沥青"))
    done = "已回填并恢复路面，社区当场叫来施工单位处置"
    done_at(tale, at + timedelta(minutes=74), words=done)
    words = "当场就修，社区说话算数"
    tale.then(tale.soon(60 * 24 * 5, 60 * 24 * 6), "rider9", deeds.rate(5, words))


def bollard(world: World) -> None:
    """Tell of a bollard that lay on a crossing in the evening, and stood the next day."""
    at = work_day(world.book.calendar, world.at(0.3), 19, 46)
    spot = world.grounds.keep(TIANSHUI_CROSSING)
    tale = world.tale(BOLLARD, at, "C02021", TIANSHUI, spot=spot, rider="rider2")
    begin(tale, condition="C02021.2", note="路口的隔离桩被撞断倒在地上，晚上骑车根本看不见")
    morning = work_day(world.book.calendar, at + timedelta(hours=5), 8, 19)
    tale.then(morning, "dispatcher3", deeds.claim())
    tale.handler = "dispatcher3"
    tale.then(tale.soon(3, 6), "dispatcher3", deeds.entrust("交通设施维护队（演示）"))
    done_at(tale, morning + timedelta(hours=2, minutes=12), chance=SURE_DRAW,
            words="已重新安装固定，刷反光漆")  # fmt: skip
    visit(tale, "现场核查，桩体牢固")
    tale.then(tale.soon(100, 200), "rider2", deeds.rate(5, "第二天就修好了"))
    tale.then(tale.next_hour(1, 2), "supervisor2", deeds.release_photos())


def pile_by_the_gate(world: World) -> None:
    """Tell of rubble before a gate: said to be gone, found there, then really gone."""
    at = work_day(world.book.calendar, world.at(0.12), 15, 12)
    spot = world.grounds.keep(GATE)
    tale = world.tale(PILE, at, "M06011", BEISHAN, spot=spot, rider="rider1")
    tale.handler = "dispatcher2"
    begin(tale, note="小区北门口偷倒了一大堆装修垃圾，电瓶车进不去，送餐要绕一大圈")
    again = world.tale(f"{PILE}-again", at + timedelta(minutes=95), "M06011", BEISHAN,
                       spot=spot.beside(tale.rng))  # fmt: skip
    begin(again, note="北门口建筑垃圾堵门")
    again.then(again.soon(15, 30), "dispatcher2", deeds.duplicate(PILE))
    tale.then(at + timedelta(minutes=25), "dispatcher2", deeds.claim())
    unit = "街道环卫清运队（演示）"
    tale.then(at + timedelta(minutes=31), "dispatcher2", deeds.entrust(unit))
    tale.then(at + timedelta(minutes=50), "dispatcher2", deeds.note("查监控找倾倒车辆，转执法中队"))
    done_at(tale, tale.next_hour(1, 2), words="已安排清运")
    found = tale.next_hour(14, 15)
    shot = tale.picture(mended=False, at=found)
    words = "现场仍有一半未清，不予通过，返工"
    tale.then(found, VERIFIER, deeds.reopen(words), shot)
    tale.then(tale.soon(5, 12), "dispatcher2", deeds.claim())
    done_at(tale, tale.next_hour(2, 3), words="已全部清运，门口恢复通行，倾倒人已查处")
    visit(tale, "再次核查，北门畅通")
    tale.then(tale.soon(60, 90), "rider1", deeds.rate(4, "第一次没清干净，第二次清得很彻底"))
    tale.then(tale.next_hour(1, 2), "supervisor1", deeds.release_photos())


def _call(purpose: str) -> Deed:
    """Look up how to reach the rider, and call."""
    return lambda part: contacts.reveal(part.desk, part.report, purpose, part.asked)

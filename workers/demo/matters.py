"""What riders of the demo city see, how often, and what people say about it."""

from random import Random
from typing import Final, NamedTuple

from domain.report.closing_events import Outcome
from workers.demo.pictures import Thing


class Matter(NamedTuple):
    """One kind of problem: the category it is filed under, and how it is told."""

    category: str
    weight: int  # how often it is seen, beside the others
    thing: Thing
    outcome: Outcome
    notes: tuple[str, ...]  # the rider's words; an empty one is none
    done: tuple[str, ...]  # the handler's
    unit: str = "区市政养护中心（演示）"
    condition: str | None = None  # the one a dispatcher finds on the spot


_GREEN, _ORDER, _CARE = "环卫保洁班（演示）", "街面秩序巡查队（演示）", "区市政养护中心（演示）"
_O = Outcome
MATTERS: Final = (
    Matter("M09011", 16, Thing.BIKES, _O.REMOVED,
           ("共享单车倒了一片，走不过去", "车把人行道占满了", "路口单车堆成山", ""),
           ("已摆放整齐并清运多余车辆", "已联系企业清运"), _ORDER, "M09011.1"),
    Matter("M09009", 15, Thing.CAR, _O.PERSUADED,
           ("小车停在非机动车道上，只能绕机动车道", "车停人行道上，轮椅过不去", "堵门口了", ""),
           ("已联系车主驶离", "已贴单并通知车主挪车"), _ORDER, "M09009.1"),
    Matter("M06010", 10, Thing.WASTE, _O.CLEANED,
           ("垃圾没入桶，味道很大", "路边一堆生活垃圾", ""),
           ("已清理干净并冲洗", "已清运"), _GREEN),
    Matter("M06042", 9, Thing.WASTE, _O.CLEANED,
           ("垃圾桶满了，都掉出来了", "夜宵摊旁边的桶满了", ""),
           ("已清空，增加一次清运", "已清理"), _GREEN),
    Matter("M06013", 9, Thing.HOLE, _O.REPAIRED,
           ("路面一个大坑，已经有人摔了", "下雨积水，坑看不出来", "非机动车道裂了很长一条", ""),
           ("已铣刨修补", "已用冷补料修复，平整"), _CARE, "M06013.3"),
    Matter("C01002", 7, Thing.COVER, _O.REPAIRED,
           ("井盖没了，很危险！", "井盖一压就翘", "井盖晚上咣咣响", ""),
           ("已更换井盖", "已加防震垫圈并固定"), _CARE, "C01002.3"),
    Matter("M06036", 7, Thing.PILE, _O.CLEANED,
           ("杂物堆在路边好几天了", "纸板木条占了人行道", ""),
           ("已清除", "已督促码放整齐"), _GREEN),
    Matter("M09012", 6, Thing.CAR, _O.REMOVED,
           ("消防通道被堵死了", "楼道口的消防通道停了车", ""),
           ("已挪车，通道恢复畅通", "已清理，并做了提醒标识"), _ORDER),
    Matter("C01037", 6, Thing.LAMP, _O.REPAIRED,
           ("路灯不亮，这段路很黑", "路灯歪了，怕倒下来", ""),
           ("已更换灯具", "已扶正加固"), "区路灯所（演示）", "C01037.2"),
    Matter("M06050", 5, Thing.KERB, _O.REPAIRED,
           ("路缘石断了，电瓶车上不去", "路沿石翘起来了", ""),
           ("已更换路缘石", "已重新砌筑"), _CARE, "M06050.1"),
    Matter("M06051", 4, Thing.KERB, _O.REPAIRED,
           ("盲道砖缺了好几块", "盲道被井盖切断", ""), ("已补齐盲道砖",), _CARE),
    Matter("M07001", 4, Thing.STICKERS, _O.CLEANED,
           ("配电箱上全是小广告", ""), ("已铲除清洗",), _GREEN),
    Matter("M09006", 4, Thing.STALL, _O.PERSUADED,
           ("摊位摆到非机动车道上了", ""), ("已劝离，恢复通行",), _ORDER),
    Matter("M09005", 4, Thing.STALL, _O.PERSUADED,
           ("店里的东西摆到人行道上", ""), ("已收回店内",), _ORDER),
    Matter("C02017", 3, Thing.BARRIER, _O.REPAIRED,
           ("护栏被撞歪了，伸到车道里", ""), ("已复位加固", "已更换护栏"),
           "交通设施维护队（演示）", "C02017.2"),
    Matter("C02021", 3, Thing.BOLLARDS, _O.REPAIRED,
           ("隔离桩倒了，尖的一头朝上", "路口的桩子断了一根", ""),
           ("已重新安装", "已扶正固定"), _CARE, "C02021.2"),
    Matter("M06040", 3, Thing.BOLLARDS, _O.REMOVED,
           ("有人私自装了地锁，占公共车位", ""), ("已拆除",), _ORDER),
    Matter("C01004", 3, Thing.COVER, _O.CLEANED,
           ("雨水口堵了，一下雨就淹", ""), ("已疏通",), _CARE, "C01004.2"),
    Matter("M10002", 3, Thing.CABLE, _O.REPAIRED,
           ("电线垂下来，骑车会挂到脖子", "线缆拖在地上"), ("已收紧固定", "已联系权属单位处理"),
           "通信线缆抢修组（演示）"),
    Matter("M06011", 3, Thing.PILE, _O.REMOVED,
           ("装修垃圾堆了一周没人管", ""), ("已清运并查处",), _GREEN),
    Matter("M08002", 2, Thing.BARRIER, _O.REMOVED,
           ("施工围挡占了整条非机动车道", ""), ("已退回批准范围",), "区住建巡查组（演示）"),
    Matter("M08006", 2, Thing.PILE, _O.REMOVED,
           ("黄沙水泥堆在路上", ""), ("已清理并覆盖",), "区住建巡查组（演示）"),
    Matter("M06035", 2, Thing.WASTE, _O.REMOVED,
           ("旧沙发扔在路口", ""), ("已清除",), _GREEN),
    Matter("M06034", 1, Thing.CAR, _O.REMOVED,
           ("这辆车停了几个月没动过，轮胎都瘪了",), ("已拖移至停车场",), _ORDER),
    Matter("M06012", 2, Thing.WASTE, _O.CLEANED,
           ("路面有油，很滑", ""), ("已撒沙并冲洗",), _GREEN),
)  # fmt: skip
_BY_CATEGORY: Final = {one.category: one for one in MATTERS}


def matter(category: str) -> Matter:
    """Find what is told about a category."""
    return _BY_CATEGORY[category]


def any_matter(rng: Random) -> Matter:
    """See something, the usual things more often."""
    return rng.choices(MATTERS, [one.weight for one in MATTERS])[0]

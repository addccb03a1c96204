"""Words that staff need every day, ready to be sent or changed: the city may write its own."""

from collections.abc import Iterable
from enum import StrEnum
from typing import Final

from domain.values import Value


class Use(StrEnum):
    """At which step a text is offered: the steps of a report's life that take words."""

    PROGRESS = "progress"
    RESOLVE = "resolve"
    RETURN = "return"
    TRANSFER = "transfer"
    SUSPEND = "suspend"
    EXTEND = "extend"
    ASK = "ask"
    REJECT = "reject"
    DECIDE = "decide"
    ESCALATE = "escalate"


class Template(Value, frozen=True):
    """A text for one step, in both languages."""

    use: str  # one of Use; a word that is not known is offered nowhere
    zh: str
    en: str


def _two(use: Use, zh: str, en: str) -> Template:
    return Template(use=use.value, zh=zh, en=en)


DEFAULTS: Final = (
    _two(
        Use.PROGRESS,
        "已到现场查看，正在处理。",
        "We have been to the place and are working on it.",
    ),
    _two(
        Use.PROGRESS,
        "已通知责任单位，预计今天之内完成。",
        "The unit in charge knows of it; we expect it to be done today.",
    ),
    _two(
        Use.PROGRESS,
        "材料已备好，等天气好转就施工。",
        "The material is ready; work begins when the weather allows.",
    ),
    _two(
        Use.RESOLVE,
        "已清理完毕，现场恢复整洁，谢谢您的反映。",
        "It has been cleared away and the place is clean again. Thank you for telling us.",
    ),
    _two(
        Use.RESOLVE,
        "已修复，可以正常通行，请留意处置后的照片。",
        "It has been repaired and the way is free; please see the photograph.",
    ),
    _two(
        Use.RESOLVE,
        "已劝离并告知有关规定，我们会继续巡查。",
        "Those concerned have left and were told the rules; we keep an eye on the place.",
    ),
    _two(
        Use.RETURN,
        "现场位置不在本街道辖区内，请重新派遣。",
        "The place does not lie within our boundary; please dispatch it again.",
    ),
    _two(
        Use.RETURN,
        "该设施由其他单位管理，不属于本街道职责。",
        "This facility belongs to another unit and is not ours to mend.",
    ),
    _two(
        Use.TRANSFER,
        "经核实在贵街道辖区，请接续处置。",
        "We checked: it lies within your boundary; please go on with it.",
    ),
    _two(
        Use.TRANSFER,
        "两街道交界处，经商定由贵街道处置。",
        "It lies where our ground meets yours; as agreed, it is yours to mend.",
    ),
    _two(
        Use.SUSPEND,
        "需要的配件正在采购，到货后立即处置。",
        "The part is on order; work goes on as soon as it arrives.",
    ),
    _two(
        Use.SUSPEND,
        "需要其他部门先行施工，已发函协调。",
        "Another department has to work here first; we have written to it.",
    ),
    _two(
        Use.EXTEND,
        "工程量比预计的大，请准予延期。",
        "There is more to be done than it seemed; please extend the time.",
    ),
    _two(
        Use.EXTEND,
        "连日降雨无法施工，请准予延期。",
        "It has rained for days and work is not possible; please extend the time.",
    ),
    _two(
        Use.ASK,
        "请问具体在路的哪一侧？附近有什么标志？",
        "On which side of the road is it, and what stands nearby?",
    ),
    _two(
        Use.ASK,
        "我们在现场没有找到，请补拍一张能看清周围的照片。",
        "We could not find it. Please send one more photograph that shows its surroundings.",
    ),
    _two(
        Use.ASK,
        "现在问题还在吗？",
        "Is the problem still there?",
    ),
    _two(
        Use.REJECT,
        "照片中看不出需要处置的问题，欢迎补充照片后重新上报。",
        "The photograph shows nothing that has to be mended; you are welcome to send a better one.",
    ),
    _two(
        Use.REJECT,
        "该问题在居民家中或单位内部，不属于城市管理范围。",
        "This is inside a home or a company's ground, where the city does not act.",
    ),
    _two(
        Use.DECIDE,
        "经复核，问题确未解决，已要求重新处置。",
        "We looked again: it is not mended. The office has to go back to it.",
    ),
    _two(
        Use.DECIDE,
        "经复核，现场已恢复正常，维持原处置结果。",
        "We looked again: the place is in order, and the result stands.",
    ),
    _two(
        Use.ESCALATE,
        "已超过时限，请今天之内处置并说明原因。",
        "It is overdue. Please mend it today, and say why it took so long.",
    ),
    _two(
        Use.ESCALATE,
        "多人反映同一问题，请优先处置。",
        "Several people told us of it; please see to it first.",
    ),
)


def offered(own: Iterable[Template]) -> list[Template]:
    """List the texts by their use; where the city wrote its own for a use, those alone."""
    mine = list(own)
    return [
        text
        for use in Use
        for text in (
            [it for it in mine if it.use == use] or [it for it in DEFAULTS if it.use == use]
        )
    ]

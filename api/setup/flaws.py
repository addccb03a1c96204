"""What is wrong with a form, field by field, in both languages."""

from collections.abc import Coroutine
from typing import Any, Final, TypeVar

from api.faults import InvalidRequest
from api.visit import patiently
from services.city.findings import BadCityFiles, Problem, Rule, dotted

T = TypeVar("T")
_LONGEST: Final = 100
SAYINGS: Final[dict[Rule, str]] = {
    Rule.VALUE: "值不合适",
    Rule.WORDS: "应为 1 到 200 个字,至少一个看得见,首尾不能有空格,不能有控制或改变方向的字符",
    Rule.TEXT: "最多 400 个字,不能有控制或改变方向的字符",
    Rule.UNKNOWN: "没有这一项",
    Rule.MISSING: "缺少这一项",
    Rule.RANGE: "超出允许的范围",
    Rule.TWICE: "重复了",
    Rule.HOURS: '工作时段应写成 "08:00-12:00",先后相接、不重叠',
    Rule.LIMIT: "处置时限应为正整数加单位",
    Rule.CONDITION: "立案条件的编码应为类别编码加点和序号",
    Rule.KIND: "部件或事项与编码不符",
    Rule.POINTS: "佐证积分不能多于首报积分",
    Rule.SEASON: "兑换期的结束早于开始",
    Rule.SUPPLY: "总量不能少于已入库的数量",
    Rule.RIDER_POST: "小哥自行登录,不能在这里设置",
    Rule.OFFICE_NEEDED: "需要写明街道",
    Rule.WHOLE_CITY: "这个角色面向全市,不能限于某个街道",
    Rule.FIGURE: "没有这个指标",
    Rule.USE: "没有这个用途",
    Rule.LINE: "应为一行文字,且不能太长",
    Rule.NO_OFFICE: "没有这个街道,或街道已停用",
    Rule.NO_COMMUNITY: "这个街道没有这个社区",
}
"""In Chinese by the rule; in English the flaw speaks for itself, as `city load` says it."""


async def judged(work: Coroutine[Any, Any, T]) -> T:
    """Wait for a write; what its form says wrong becomes InvalidRequest."""
    try:
        return await patiently(work)
    except BadCityFiles as refused:
        raise InvalidRequest([_field(one) for one in refused.problems]) from refused


def _field(flaw: Problem) -> dict[str, Any]:
    field = dotted(flaw.path)[:_LONGEST]
    return {"field": field, "rule": flaw.rule, "zh": SAYINGS[flaw.rule], "en": flaw.message}

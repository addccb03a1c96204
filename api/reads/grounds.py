"""Why a report went where it went, is due when it is due, and brought what it brought."""

from collections.abc import Mapping
from typing import Any, Final

from api.language import Language

_ROUTES: Final = {
    "inside": ("位置在{matched}界内", "the place lies inside {matched}"),
    "edge": (
        "位置在{matched}的边界上，按规则取代码最小者",
        "the place lies on the edge of {matched}; the rule chooses one",
    ),
    "overlap": (
        "位置同属{matched}，按规则取其一",
        "the place lies in {matched} alike; the rule chooses one",
    ),
    "outside": ("位置不在任何街道界内", "the place lies outside every boundary"),
    "operator": ("由派遣员指定", "an operator chose the office"),
    "transfer": ("由街道主管转派", "a supervisor passed it on"),
}
_UNITS: Final = {
    "urgent_minute": ("紧急分钟", "urgent minutes"),
    "urgent_hour": ("紧急工作时", "urgent hours"),
    "urgent_day": ("紧急工作日", "urgent days"),
    "natural_day": ("自然日", "natural days"),
    "work_hour": ("工作时", "working hours"),
    "work_day": ("工作日", "working days"),
}
_NO_NAMES: Final[Mapping[str, str]] = {}


def why(
    topic: str,
    data: Mapping[str, Any],
    language: Language,
    names: Mapping[str, str] = _NO_NAMES,
) -> str | None:
    """Say what an event rests on, from its own fields alone; None where it rests on nothing."""
    said = [
        _routed(data["routing"], language, names) if data.get("routing") else "",
        _timed(data["terms"], language) if data.get("terms") else "",
        _rewarded(topic, data, language),
    ]
    found = [one for one in said if one]
    return ("；" if language == "zh" else "; ").join(found) or None


def _routed(routing: Mapping[str, Any], language: Language, names: Mapping[str, str]) -> str:
    rule = str(routing["rule"])
    zh, en = _ROUTES.get(rule, (rule, rule))
    matched = [names.get(code, code) for code in routing.get("matched", [])]
    version, boundary = routing["rule_version"], routing.get("boundary")
    if language == "zh":
        drawn = f"，边界第 {boundary} 版" if boundary else ""
        return zh.format(matched="、".join(matched)) + f"（规则第 {version} 版{drawn}）"
    drawn = f", boundary version {boundary}" if boundary else ""
    return en.format(matched=", ".join(matched)) + f" (rule version {version}{drawn})"


def _timed(terms: Mapping[str, Any], language: Language) -> str:
    limit, calendars = terms["limit"], terms.get("calendars", [])
    zh, en = _UNITS[limit["unit"]]
    condition, version = terms["condition"], terms["category_version"]
    if language == "zh":
        used = f"，日历 {'、'.join(calendars)}" if calendars else ""
        return f"时限 {limit['amount']} {zh}：立案条件 {condition}，类别第 {version} 版{used}"
    used = f", calendar {', '.join(calendars)}" if calendars else ""
    return f"limit {limit['amount']} {en}: condition {condition}, category version {version}{used}"


def _rewarded(topic: str, data: Mapping[str, Any], language: Language) -> str:
    if topic == "wallet.credited":
        rule, version, full = data["rule"], data["rule_version"], data["before_cap"]
        capped = full != data["points"]
        if language == "zh":
            cap = f"，规则应给 {full} 分，受每日上限" if capped else ""
            return f"规则 {rule} 第 {version} 版{cap}"
        cap = f", which gives {full}; capped for the day" if capped else ""
        return f"rule {rule}, version {version}{cap}"
    if topic == "wallet.clawed_back" and data.get("reason"):
        return f"原因 {data['reason']}" if language == "zh" else f"because: {data['reason']}"
    return ""

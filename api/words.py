"""What is wrong with a field of a request, said in both languages without repeating it."""

from collections.abc import Sequence
from typing import Any

_SAYINGS = {
    "missing": ("缺少这一项", "is missing"),
    "extra_forbidden": ("没有这一项", "is not a field of this request"),
    "json_invalid": ("不是有效的 JSON", "is not valid JSON"),
    "string_too_short": ("太短", "is too short"),
    "string_too_long": ("太长", "is too long"),
    "string_type": ("应为文字", "must be a text"),
    "string_pattern_mismatch": ("格式不对", "has the wrong form"),
    "too_long": ("数量太多", "has too many items"),
    "too_short": ("数量太少", "has too few items"),
    "list_type": ("应为列表", "must be a list"),
    "dict_type": ("应为对象", "must be an object"),
    "model_attributes_type": ("应为对象", "must be an object"),
    "model_type": ("应为对象", "must be an object"),
    "float_type": ("应为数字", "must be a number"),
    "finite_number": ("应为有限的数字", "must be a finite number"),
    "int_type": ("应为整数", "must be a whole number"),
    "int_parsing": ("应为整数", "must be a whole number"),
    "bool_type": ("应为 true 或 false", "must be true or false"),
    "enum": ("不在可选范围内", "is none of the allowed words"),
    "literal_error": ("不在可选范围内", "is none of the allowed words"),
    "uuid_parsing": ("应为编号 (UUID)", "must be a UUID"),
    "uuid_type": ("应为编号 (UUID)", "must be a UUID"),
    "timezone_aware": ("时间须带时区", "must name its time zone"),
    "moment": ("应为 RFC 3339 时间", "must be an RFC 3339 instant"),
    "day": ("应为日期，如 2026-11-23", "must be a date such as 2026-11-23"),
    "greater_than_equal": ("太小", "is too small"),
    "less_than_equal": ("太大", "is too large"),
    "greater_than": ("太小", "is too small"),
    "less_than": ("太大", "is too large"),
    "plain_text": ("只能是普通文字", "must be plain text"),
    "unseen": ("至少要有一个看得见的字", "must hold something that can be seen"),
    "bool_parsing": ("应为 true 或 false", "must be true or false"),
    "quiet_span": ("请填两个不同的时刻，或都留空", "give two different times, or neither"),
    "no_number": ("不要写电话号码", "must hold no telephone number"),
    "sign_in": (
        "请填手机号和验证码,或账号和密码",
        "give phone and code, or login and password",
    ),
}
_ELSE = ("值不合适", "has a value that does not fit")
_OUTER = ("body", "query", "path", "header")


def faults(errors: Sequence[Any]) -> list[dict[str, Any]]:
    """List what the validation found: where, which rule, and both sayings; never the value."""
    found = []
    for error in errors:
        zh, en = _SAYINGS.get(error["type"], _ELSE)
        place = [str(part) for part in error["loc"] if part not in _OUTER]
        if error["type"] == "json_invalid":
            place = []
        found.append({"field": ".".join(place)[:100], "rule": error["type"], "zh": zh, "en": en})
    return found

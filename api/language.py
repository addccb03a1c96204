"""In which of the two languages an answer is given: Chinese, unless English is preferred."""

from typing import Literal

Language = Literal["zh", "en"]
_LONGEST = 500  # characters looked at; a browser sends fewer than a hundred


def preferred(header: str | None) -> Language:
    """Choose by Accept-Language (RFC 9110, 12.5.4); of equals, the one named first."""
    best: tuple[float, Language] = (0.0, "zh")
    for item in (header or "")[:_LONGEST].split(","):
        tag, _, parameter = item.strip().partition(";")
        quality = _quality(parameter)
        known = _language(tag.strip().lower())
        if known and quality > best[0]:
            best = (quality, known)
    return best[1]


def _language(tag: str) -> Language | None:
    primary = tag.partition("-")[0]
    if primary in ("zh", "*"):
        return "zh"
    return "en" if primary == "en" else None


def _quality(parameter: str) -> float:
    name, _, value = parameter.strip().partition("=")
    if name.strip() != "q":
        return 1.0
    try:
        return min(1.0, max(0.0, float(value)))
    except ValueError:
        return 0.0

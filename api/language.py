"""In which of the two languages an answer is given: Chinese, unless English is preferred."""

from typing import Literal

from api.accepted import quality

Language = Literal["zh", "en"]
_LONGEST = 500  # characters looked at; a browser sends fewer than a hundred


def preferred(header: str | None) -> Language:
    """Choose by Accept-Language (RFC 9110, 12.5.4); of equals, the one named first."""
    best: tuple[float, Language] = (0.0, "zh")
    for item in (header or "")[:_LONGEST].split(","):
        tag, _, parameter = item.strip().partition(";")
        weight = quality(parameter)
        known = _language(tag.strip().lower())
        if known and weight > best[0]:
            best = (weight, known)
    return best[1]


def _language(tag: str) -> Language | None:
    primary = tag.partition("-")[0]
    if primary in ("zh", "*"):
        return "zh"
    return "en" if primary == "en" else None

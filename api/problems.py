"""The one table of refusals over HTTP: status, both languages, and what is sent along."""

from collections.abc import Mapping
from importlib.resources import files
from typing import Any, Final, NamedTuple

from pydantic import BaseModel, ConfigDict, Field

from api.language import Language
from domain.errors import Refused

MEDIA_TYPE: Final = "application/problem+json"
INSIDE: Final = 500  # from here on it is our fault, and nothing of it is told
RETRY_S: Final = 2  # where nothing better is known
AGAIN: Final = (429, 503)


class Row(NamedTuple):
    """One line of the table."""

    code: str
    status: int
    members: tuple[str, ...]
    zh: str
    en: str

    def title(self, language: Language) -> str:
        """Say what the problem is, without details."""
        return self.zh if language == "zh" else self.en


class Problem(BaseModel):
    """A refusal (RFC 9457). Some codes bring members of their own: see the table of codes."""

    model_config = ConfigDict(
        extra="allow",
        json_schema_extra={
            "examples": [
                {
                    "type": "/problems/already-claimed",
                    "title": "已有人认领",
                    "status": 409,
                    "detail": "已有人认领",
                    "code": "already-claimed",
                    "holder": "5f0c8e1b7a6d4c3f9e2b1a0d8c7f6e5d",
                    "holder_login": "dispatcher1",
                    "lease_until": "2026-11-23T06:30:00Z",
                }
            ]
        },
    )

    type: str = Field(description="Where the code is explained: /problems/<code>.")
    title: str = Field(description="The problem in words, by Accept-Language.")
    status: int
    detail: str = Field(description="This very case in words; the title where there is no more.")
    code: str = Field(description="Stable: what programs look at.")


def _read(text: str) -> dict[str, Row]:
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    cells = [[cell.strip() for cell in line.split("|")] for line in lines]
    return {
        code: Row(code, int(status), tuple(members.split()), zh, en)
        for code, status, members, zh, en in cells
    }


TABLE: Final[Mapping[str, Row]] = _read(files("api").joinpath("problems.txt").read_text("utf-8"))


def document(refusal: Refused, language: Language, **more: Any) -> dict[str, Any]:  # noqa: ANN401 - members
    """Write a refusal as a problem document; `more` are members the caller adds."""
    row = TABLE[refusal.code]
    title = row.title(language)
    told = row.status < INSIDE and language == "en"
    members = {name: getattr(refusal, name) for name in row.members}
    if "retry_after_s" in members:
        members["retry_after"] = members.pop("retry_after_s")
    elif row.status in AGAIN:
        members["retry_after"] = RETRY_S
    return {
        "type": f"/problems/{row.code}",
        "title": title,
        "status": row.status,
        "detail": (str(refusal) or title) if told else title,
        "code": row.code,
        **members,
        **more,
    }

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
AGAIN: Final = (429, 503, 507)
RETRY: Final = "retry_after"  # stands in all of those


class Row(NamedTuple):
    """One line of the table."""

    code: str
    status: int
    members: tuple[str, ...]
    where_known: tuple[str, ...]  # members that are left out where nobody knows them
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
    return {row.code: row for row in map(_row, lines)}


def _row(line: str) -> Row:
    code, status, named, zh, en = (cell.strip() for cell in line.split("|"))
    members = [name for name in named.split() if not name.endswith("?")]
    where_known = [name.removesuffix("?") for name in named.split() if name.endswith("?")]
    if int(status) in AGAIN:
        members.append(RETRY)
    return Row(code, int(status), tuple(members), tuple(where_known), zh, en)


TABLE: Final[Mapping[str, Row]] = _read(files("api").joinpath("problems.txt").read_text("utf-8"))


def document(refusal: Refused, language: Language, **more: Any) -> dict[str, Any]:  # noqa: ANN401 - members
    """Write a refusal as a problem document; `more` are members of its row that the caller knows.

    Raises ValueError for a member that its row does not name.
    """
    row = TABLE[refusal.code]
    if strange := more.keys() - set(row.where_known):
        raise ValueError(f"the table of problems gives {row.code} no {', '.join(strange)}")
    title = row.title(language)
    told = row.status < INSIDE and language == "en"
    return {
        "type": f"/problems/{row.code}",
        "title": title,
        "status": row.status,
        "detail": (str(refusal) or title) if told else title,
        "code": row.code,
        **{name: _member(refusal, name) for name in row.members},
        **more,
    }


def _member(refusal: Refused, name: str) -> Any:  # noqa: ANN401 - as above
    if name == RETRY:
        return getattr(refusal, "retry_after_s", RETRY_S)
    return getattr(refusal, name)

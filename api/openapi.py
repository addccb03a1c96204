"""The OpenAPI document, completed by what the tables know better than the routes."""

import json
import re
from collections.abc import Iterator, Mapping
from importlib.resources import files
from typing import Any, Final

from fastapi import FastAPI

from api.authority import Anyone, Policy, policies
from api.problems import MEDIA_TYPE
from api.spoken import POSITION_HEADER, problems
from api.visit import POSITION

Operation = dict[str, Any]
EXAMPLES: Final[Mapping[str, Any]] = json.loads(
    files("api").joinpath("examples.json").read_text("utf-8")
)
"""What is answered, by the name of its shape, or by its route where it has none."""
_NAMED: Final = re.compile(r"{(\w+)}")
_PATH: Final[Mapping[str, str]] = {
    "report": "The report's id; for reading also its number, such as 7K3M9Q2TA.",
    "photo": "The photograph's id.",
    "upload": "The upload's id.",
    "size": "`large` has at most 1600 pixels a side, `small` 320.",
    "queue": "Whose: an office (code9), a community (code12), `desk`, or `verify`.",
    "figure": "rates, times, overdue, participation, trend, categories, map or stock.",
    "month": "A month in China, such as 2026-11.",
    "reward": "The reward's id.",
    "redemption": "The redemption's id.",
    "category": "The category's code, such as M06010.",
    "community": "The community's code (code12).",
    "login": "The login of a member of staff.",
    "rider": "The rider's pseudonym.",
    "z": "The zoom.",
    "x": "The column, from the west.",
    "y": "The row, from the north.",
}
_SCHEMES: Final[tuple[dict[str, list[str]], ...]] = ({"bearer": []}, {"cookie": []})
_REFUSED: Final = 400
_FRAMEWORKS: Final = ("HTTPValidationError", "ValidationError")


class Documented(FastAPI):
    """An application whose OpenAPI document is complete; `cookie` names the pages' session."""

    def __init__(self, *, cookie: str, **more: Any) -> None:  # noqa: ANN401 - FastAPI's own
        super().__init__(**more)
        self._cookie = cookie

    def openapi(self) -> dict[str, Any]:
        """Describe every route once; the same document afterwards."""
        if self.openapi_schema is None:
            _complete(super().openapi(), self._cookie)
        return super().openapi()


def _complete(document: dict[str, Any], cookie: str) -> None:
    schemas = document["components"]["schemas"]
    document["components"]["securitySchemes"] = {
        "bearer": {"type": "http", "scheme": "bearer"},
        "cookie": {"type": "apiKey", "in": "cookie", "name": cookie},
    }
    for name in _FRAMEWORKS:
        schemas.pop(name, None)
    for name in schemas.keys() & EXAMPLES.keys():
        schemas[name]["examples"] = [EXAMPLES[name]]
    for method, path, operation in _operations(document):
        policy = policies()[method, path]
        operation["security"] = _security(policy)
        operation["parameters"] = _parameters(path, operation.get("parameters", []))
        _refuse(operation)
        _answer(operation, policy)


def _operations(document: dict[str, Any]) -> Iterator[tuple[str, str, Operation]]:
    for path, methods in document["paths"].items():
        for method, operation in methods.items():
            yield method.upper(), path, operation


def _security(policy: Policy) -> list[dict[str, list[str]]]:
    """Say whether it takes a session, by the table: none, one if there is one, one."""
    if set(policy.cells) == {Anyone.NOBODY}:
        return []
    return [{}, *_SCHEMES] if policy.open else list(_SCHEMES)


def _parameters(path: str, declared: list[Operation]) -> list[Operation]:
    """Describe what the path names, also where the door alone reads it."""
    known = {one["name"]: one for one in declared if one["in"] == "path"}
    named = []
    for name in _NAMED.findall(path):
        plain = {"name": name, "in": "path", "required": True, "schema": {"type": "string"}}
        named.append({"description": _PATH[name], **known.get(name, plain)})
    return [*named, *(one for one in declared if one["in"] != "path")]


def _refuse(operation: Operation) -> None:
    """Let refusals be problem documents alone; a route without a question has no 422."""
    answers = operation["responses"]
    if any(name in str(answers.get("422")) for name in _FRAMEWORKS):
        del answers["422"]
        if any(one["in"] == "query" for one in operation["parameters"]):
            told = problems(422)[422]
            answers["422"] = {key: told[key] for key in ("description", "content")}
    for status, answer in answers.items():
        content = answer.get("content", {})
        if int(status) >= _REFUSED and MEDIA_TYPE in content:
            answer["content"] = {MEDIA_TYPE: content[MEDIA_TYPE]}


def _answer(operation: Operation, policy: Policy) -> None:
    """Name the position that a write answers with; show what has no shape of its own."""
    example = EXAMPLES.get(f"{policy.method} {policy.path}")
    for status, answer in operation["responses"].items():
        if int(status) >= _REFUSED:
            continue
        if policy.writes:
            answer.setdefault("headers", {})[POSITION] = POSITION_HEADER
        for content in answer.get("content", {}).values():
            if example is not None:
                content["example"] = example

"""The documentation is whole, in two languages, and needs nothing from elsewhere."""

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
from fastapi.routing import APIRoute
from pydantic import BaseModel

from api.app import ROUTERS
from api.authority import POLICIES, Anyone, policies
from api.openapi import EXAMPLES
from api.shapes import ReportShown
from services.number import parse
from tests.api.town import Town, done
from tests.examples import NUMBER


@pytest.fixture(scope="module")
def document(town: Town) -> dict[str, Any]:
    return done(town.client.get("/openapi.json"))


def operations(document: dict[str, Any]) -> list[tuple[str, str, dict[str, Any]]]:
    return [
        (method.upper(), path, operation)
        for path, methods in document["paths"].items()
        for method, operation in methods.items()
        if path.startswith("/v1")
    ]


def test_every_route_of_v1_is_described(document: dict[str, Any]) -> None:
    described = {(method, path) for method, path, _ in operations(document)}

    assert described == {(it.method, it.path) for it in POLICIES if it.path.startswith("/v1")}
    assert document["openapi"].startswith("3.1")
    assert document["info"]["title"] == "随手拍 Suishoupai"


def test_every_operation_speaks_both_languages_and_names_its_refusals(
    document: dict[str, Any],
) -> None:
    for _, path, operation in operations(document):
        assert re.search(r"[\u4e00-\u9fff].* · [A-Z]", operation["summary"]), path
        assert operation["description"]
        kinds = [answer.get("content", {}) for answer in operation["responses"].values()]
        assert any("application/problem+json" in kind for kind in kinds), path


def test_every_keyed_write_asks_for_its_key(document: dict[str, Any]) -> None:
    keyed = {(it.method, it.path) for it in POLICIES if it.keyed}

    for method, path, operation in operations(document):
        names = {it["name"] for it in operation.get("parameters", [])}
        assert ("Idempotency-Key" in names) == ((method, path) in keyed), path


def test_every_body_has_an_example(document: dict[str, Any]) -> None:
    schemas = document["components"]["schemas"]
    for _, path, operation in operations(document):
        content = operation.get("requestBody", {}).get("content", {})
        if "application/json" not in content:
            continue
        schema = content["application/json"]["schema"]
        refs = [it for it in (schema, *schema.get("anyOf", [])) if "$ref" in it]
        name = refs[0]["$ref"].rpartition("/")[2]
        assert schemas[name].get("examples"), (path, name)


def test_the_example_of_a_report_is_one(document: dict[str, Any]) -> None:
    (example,) = document["components"]["schemas"]["ReportShown"]["examples"]

    assert ReportShown.model_validate(example).number == example["number"]


SHOWN = [
    (route, kind)
    for router in ROUTERS
    for route in router.routes
    if isinstance(route, APIRoute) and (kind := route.response_model) is not None
]


def answered(document: dict[str, Any]) -> Iterator[tuple[str, str, dict[str, Any]]]:
    for method, path, operation in operations(document):
        for status, answer in operation["responses"].items():
            if status.startswith("2"):
                for kind, content in answer.get("content", {}).items():
                    if kind in ("application/json", "application/geo+json"):
                        yield method, path, content


def test_every_answer_in_json_has_an_example(document: dict[str, Any]) -> None:
    schemas = document["components"]["schemas"]
    found = list(answered(document))

    assert len(found) > 50
    for method, path, content in found:
        name = content["schema"].get("$ref", "").rpartition("/")[2]
        assert content.get("example") or schemas[name].get("examples"), (method, path)


@pytest.mark.parametrize(("route", "kind"), SHOWN, ids=str)
def test_an_example_has_the_shape_it_stands_for(
    document: dict[str, Any], route: APIRoute, kind: type[BaseModel]
) -> None:
    (method,) = route.methods or {""}
    statuses = document["paths"][route.path][method.lower()]["responses"]
    content = statuses[str(route.status_code or 200)]["content"]["application/json"]
    name = content["schema"]["$ref"].rpartition("/")[2]

    for example in document["components"]["schemas"][name]["examples"]:
        kind.model_validate(example)


def test_no_example_is_of_something_else(document: dict[str, Any]) -> None:
    routes = {f"{method} {path}" for method, path, _ in operations(document)}

    assert set(EXAMPLES) <= routes | set(document["components"]["schemas"])


def test_the_document_says_who_must_sign_in(document: dict[str, Any]) -> None:
    schemes = document["components"]["securitySchemes"]
    assert (schemes["bearer"]["scheme"], schemes["cookie"]["in"]) == ("bearer", "cookie")
    assert schemes["cookie"]["name"] == "suishoupai"
    rows = policies()
    for method, path, operation in operations(document):
        row, asked = rows[method, path], operation["security"]
        named = {name for one in asked for name in one}
        assert named == (set() if set(row.cells) == {Anyone.NOBODY} else {"bearer", "cookie"}), path
        assert row.open == (asked == [] or {} in asked), path


def test_every_parameter_is_described_and_every_name_in_a_path_is_one(
    document: dict[str, Any],
) -> None:
    for _, path, operation in operations(document):
        parameters = operation["parameters"]
        assert all(one.get("description") for one in parameters), (path, parameters)
        named = [one["name"] for one in parameters if one["in"] == "path"]
        assert named == re.findall(r"{(\w+)}", path)


def test_a_refusal_is_a_problem_document_and_nothing_else(document: dict[str, Any]) -> None:
    assert not {"HTTPValidationError", "ValidationError"} & set(document["components"]["schemas"])
    for _, path, operation in operations(document):
        answers = operation["responses"]
        for status, answer in answers.items():
            if int(status) >= 400 and path.startswith("/v1"):
                assert list(answer["content"]) == ["application/problem+json"], (path, status)
                assert answer["description"]
        if any(one["in"] == "query" for one in operation["parameters"]):
            assert "422" in answers, path


def test_every_write_names_its_position(document: dict[str, Any]) -> None:
    for method, path, operation in operations(document):
        for status, answer in operation["responses"].items():
            names = answer.get("headers", {})
            wanted = method != "GET" and int(status) < 400
            assert ("Suishoupai-Position" in names) == wanted, (path, status)


def test_a_photograph_may_announce_its_digest(document: dict[str, Any]) -> None:
    upload = document["paths"]["/v1/photos"]["post"]

    assert {one["name"] for one in upload["parameters"]} == {"Idempotency-Key", "Content-Digest"}


def test_the_number_of_every_example_is_one(document: dict[str, Any]) -> None:
    numbers = set(re.findall(r'"number": "([^"]+)"', json.dumps(document))) | {NUMBER}

    assert len(numbers) > 1
    assert all(parse(number) == number for number in numbers)


def test_what_is_answered_is_what_is_described(town: Town) -> None:
    ReportShown.model_validate(town.verified())
    ReportShown.model_validate(done(town["rider2"].get(f"/v1/reports/{town.claimed()['id']}")))


@pytest.mark.parametrize("path", ["/docs", "/problems/wrong-state"])
def test_a_page_needs_nothing_from_elsewhere(town: Town, path: str) -> None:
    answer = town.client.get(path)
    policy = answer.headers["content-security-policy"]

    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert "script" not in answer.text + policy
    assert "unsafe" not in policy
    assert re.findall(r'(?:src|href)="(?!/)', answer.text) == []
    assert '<html lang="zh-CN">' in answer.text


def test_the_page_shows_every_route(town: Town) -> None:
    text = town.client.get("/docs").text

    assert text.count("<details>") >= sum(it.path.startswith("/v1") for it in POLICIES)

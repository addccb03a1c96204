"""The documentation is whole, in two languages, and needs nothing from elsewhere."""

import json
import re
from typing import Any

import pytest

from api.authority import POLICIES
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


def test_the_number_of_every_example_is_one(document: dict[str, Any]) -> None:
    numbers = set(re.findall(r'"number": "([^"]+)"', json.dumps(document))) | {NUMBER}

    assert len(numbers) > 1
    assert all(parse(number) == number for number in numbers)


def test_what_is_answered_is_what_is_described(town: Town) -> None:
    ReportShown.model_validate(town.verified())
    ReportShown.model_validate(done(town["rider2"].get(f"/v1/reports/{town.claimed()['id']}")))


@pytest.mark.parametrize("path", ["/", "/docs", "/problems/wrong-state"])
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
    assert "演示" in town.client.get("/").text

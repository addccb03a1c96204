"""The OpenAPI document as a plain page: every route, what it takes, what it answers."""

import json
from collections.abc import Mapping
from html import escape
from typing import Any

Document = Mapping[str, Any]
_REF = "#/components/schemas/"


def written_out(document: Document) -> str:
    """Write the document as HTML, grouped by tag; everything in it is escaped."""
    groups: dict[str, list[str]] = {}
    for path, methods in document["paths"].items():
        for method, operation in methods.items():
            tag = (operation.get("tags") or ["…"])[0]
            groups.setdefault(tag, []).append(_operation(method.upper(), path, operation, document))
    about = escape(document["info"].get("description", ""))
    parts = [f"<h1>{escape(document['info']['title'])}</h1><p>{about}</p>"]
    for tag, operations in groups.items():
        parts += [f"<h2>{escape(tag)}</h2>", *operations]
    return "".join(parts)


def _operation(method: str, path: str, operation: Document, document: Document) -> str:
    head = f'<code><b class="{method}">{method}</b> {escape(path)}</code>'
    parts = [
        f"<details><summary>{head} {escape(operation.get('summary', ''))}</summary>",
        f"<p>{escape(operation.get('description', ''))}</p>",
        _parameters(operation.get("parameters", [])),
        _body(operation.get("requestBody"), document),
        _answers(operation.get("responses", {}), document),
        "</details>",
    ]
    return "".join(parts)


def _parameters(parameters: list[Document]) -> str:
    rows = (
        f"<tr><td><code>{escape(one['name'])}</code></td><td>{escape(one['in'])}</td>"
        f"<td>{'必填' if one.get('required') else ''}</td>"
        f"<td>{escape(one.get('description', ''))}</td></tr>"
        for one in parameters
    )
    return f"<table>{''.join(rows)}</table>" if parameters else ""


def _body(body: Document | None, document: Document) -> str:
    if body is None:
        return ""
    kinds = body.get("content", {})
    shown = "".join(_schema(kind.get("schema", {}), document) for kind in kinds.values())
    return f"<p>{escape(', '.join(kinds))}</p>{shown}"


def _answers(answers: Document, document: Document) -> str:
    parts = []
    for status, answer in answers.items():
        parts.append(f"<p><b>{escape(status)}</b> {escape(answer.get('description', ''))}</p>")
        content = answer.get("content", {}).get("application/json", {})
        if status.startswith("2"):
            parts.append(_schema(content.get("schema", {}), document))
    return "".join(parts)


def _schema(schema: Document, document: Document) -> str:
    """Show an example where there is one, else the fields; one level deep."""
    found = _resolved(schema, document)
    if examples := found.get("examples"):
        return f"<pre>{escape(json.dumps(examples[0], ensure_ascii=False, indent=2))}</pre>"
    rows = (
        f"<tr><td><code>{escape(name)}</code></td><td>{escape(_kind(field))}</td>"
        f"<td>{'必填' if name in found.get('required', ()) else ''}</td>"
        f"<td>{escape(field.get('description', ''))}</td></tr>"
        for name, field in found.get("properties", {}).items()
    )
    return f"<table>{''.join(rows)}</table>" if "properties" in found else ""


def _kind(field: Document) -> str:
    if "anyOf" in field:
        return " | ".join(_kind(one) for one in field["anyOf"])
    if "$ref" in field:
        return str(field["$ref"]).removeprefix(_REF)
    return str(field.get("type", "const" if "const" in field else "any"))


def _resolved(schema: Document, document: Document) -> Document:
    for one in (schema, *schema.get("anyOf", ())):
        if "$ref" in one:
            name = str(one["$ref"]).removeprefix(_REF)
            found: Document = document["components"]["schemas"][name]
            return found
    return schema

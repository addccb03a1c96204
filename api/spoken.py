"""What every route says of itself in the OpenAPI document: headers, problems, examples."""

from typing import Any, Final

from api.problems import MEDIA_TYPE, Problem

_PROBLEM: Final[dict[str, Any]] = {
    "model": Problem,
    "content": {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}},
}
POSITION_HEADER: Final = {
    "description": "The position in the log of the last event the write led to.",
    "schema": {"type": "integer", "examples": [8123]},
}
_ETAG: Final = {"description": 'The version, as "v7".', "schema": {"type": "string"}}
_KEY: Final = {
    "name": "Idempotency-Key",
    "in": "header",
    "required": True,
    "description": "1 to 200 visible ASCII characters, fresh for each wish, good for 30 days.",
    "schema": {"type": "string", "minLength": 1, "maxLength": 200, "examples": ["k-20261123-1"]},
}
_IF_MATCH: Final = {
    "name": "If-Match",
    "in": "header",
    "required": False,
    "description": "The ETag of the version you have seen; another one is refused with 412.",
    "schema": {"type": "string", "examples": ['"v7"']},
}


def problems(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """Describe the refusals a route may answer with; where one asks a store, it may be full."""
    told = (*statuses, 507) if 503 in statuses else statuses  # noqa: PLR2004 - as the table says it
    return {status: {**_PROBLEM, "description": _MEANINGS[status]} for status in told}


def keyed(*, versioned: bool = False) -> dict[str, Any]:
    """Describe the headers of a write."""
    return {"parameters": [_KEY, _IF_MATCH] if versioned else [_KEY]}


def written(status: int = 200) -> dict[int | str, dict[str, Any]]:
    """Describe the answer of a write on a report, and its refusals."""
    done = {
        "description": "Done; the report as it is now. The same key answers the same again.",
        "headers": {"ETag": _ETAG},
    }
    return {status: done, **problems(400, 401, 403, 404, 409, 412, 422, 429, 503)}


_MEANINGS: Final = {
    400: "A header is missing or cannot be read.",
    401: "Nobody is signed in, or what was given to sign in is wrong.",
    403: "Not for this caller.",
    404: "There is no such thing, or it is not for this caller to know of.",
    408: "It arrived too slowly.",
    409: "The state forbids it.",
    410: "It was erased.",
    412: "It is not at the version of If-Match any more.",
    413: "Too many bytes.",
    415: "Not a kind of content that is read here.",
    422: "The content does not fit.",
    429: "Too many requests; see Retry-After.",
    503: "Not now; see Retry-After.",
    507: "The disk is full; see Retry-After.",
}

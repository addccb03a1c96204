"""Whatever is asked by whom: no fault of ours, the documented form, nothing that is forbidden."""

import asyncio
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from copy import deepcopy
from itertools import count
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

import schemathesis
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st
from hypothesis.errors import Unsatisfiable
from schemathesis import GenerationMode
from schemathesis.core.failures import FailureGroup
from schemathesis.core.transport import Response
from schemathesis.generation.case import Case
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from api.app import create_app
from api.authority import policies
from projections.house import House
from tests.api.town import BEISHAN, NOTE, Town, done, furnish, open_town
from tests.faults.askers import ASKERS, Asker, allowed, forbidden
from tests.faults.conftest import Figure
from tests.faults.sides import shares, side_by_side
from tests.sizes import chance, times

CASES = times(400, 5_000, 200_000)
WORTH_IT = 1_000  # cases for a process of their own
FORMS = [status_code_conformance, content_type_conformance, response_schema_conformance]
MODES = [GenerationMode.POSITIVE, GenerationMode.NEGATIVE]
ENDLESS = "/stream"  # live lists: tests/api/reads/test_live.py
ENDS = {"DELETE /v1/sessions/current"}  # the session that all later cases need
_keys = count()


@contextmanager
def town_in(folder: Path) -> Iterator[Town]:
    """Furnish a town of one's own."""
    asyncio.run(furnish(folder))
    found = open_town(folder)
    with found.client:
        yield found
    found.house.close()


class Asking:
    """Asks case by case, remembers what there is, and judges each answer."""

    def __init__(self, town: Town) -> None:
        self.town = town
        report = town.report("rider1", note=NOTE)
        done(town["operator1"].ask(report, "dispatch", {"office": BEISHAN}))
        done(town["dispatcher1"].ask(report, "claim"))
        town.inspect(report)
        town.house.projections.catch_up()
        self.known = report["id"]
        self.ids = {
            "report": [report["id"], report["number"]],
            "photo": [report["photos"][0]["id"]],
            "redemption": ["0" * 32],
            "queue": [BEISHAN, "desk", "verify"],
            "figure": ["rates", "trend", "stock"],
            "month": ["2026-11"],
            "size": ["small"],
            "reward": ["water"],
            "category": ["M06099"],
            "community": ["3" * 12],
            "login": ["nobody9"],  # to disable one of the askers would end the test
            "rider": ["0" * 32],
            "z": ["15"],
            "code": ["not-found"],
        }
        self.statuses: Counter[int] = Counter()

    def ask(self, case: Case[Any], asker: Asker, luck: Random) -> None:
        """Send a case; half of what its path names is something that is there."""
        for name in case.path_parameters or {}:
            if name in self.ids and luck.random() < 0.7:
                case.path_parameters[name] = luck.choice(self.ids[name])
        if case.query and "min_position" in case.query:
            del case.query["min_position"]  # it would wait: tests/api/test_waiting.py
        wanted = case.as_transport_kwargs(base_url="http://testserver")
        headers = {
            name: value
            for name, value in wanted["headers"].items()
            if name.lower() not in {"authorization", "cookie"}
        }
        headers.setdefault("Idempotency-Key", f"case-{next(_keys)}")
        if asker.login:
            headers |= self.town[asker.login].headers
        body: dict[str, Any] = {name: wanted[name] for name in ("json", "files") if name in wanted}
        if "data" in wanted:
            body["content"] = wanted["data"]
        self.town.client.cookies.clear()
        answer = self.town.client.request(
            case.method, wanted["url"], params=wanted.get("params"), headers=headers, **body
        )
        self.statuses[answer.status_code] += 1
        self.judge(case, asker, answer)

    def judge(self, case: Case[Any], asker: Asker, answer: Any) -> None:
        path, method = case.operation.path, case.method.upper()
        said = f"{method} {path} as {asker.login}: {answer.status_code} {answer.text[:600]}"
        assert answer.status_code < 500, said
        try:
            case.validate_response(Response.from_any(answer), checks=FORMS)
        except FailureGroup as broken:
            raise AssertionError(f"{said}\n{broken.exceptions}") from None
        if answer.is_success:
            about = str((case.path_parameters or {}).get("report", ""))
            policy = policies()[method, path]
            assert allowed(policy, asker, about, self.known), said
            self.learn(path, method, answer)
        tokens = [one.headers["Authorization"].split()[1] for one in self.town.people.values()]
        for word in (*forbidden(asker, path), *tokens):
            assert word not in answer.text, said

    def learn(self, path: str, method: str, answer: Any) -> None:
        """Keep what came to be, so that later cases go on with it."""
        kind = {"/v1/reports": "report", "/v1/photos": "photo"}.get(path)
        if path.endswith("/redeem"):
            kind = "redemption"
        if kind and method == "POST":
            self.ids[kind].append(answer.json()["id"])


class Found(NamedTuple):
    """What one side asked, and what was wrong."""

    statuses: Counter[int]
    routes: int
    faults: list[str]


def test_no_answer_breaks_its_promise(figure: Figure, tmp_path: Path) -> None:
    parts = [(tmp_path / str(part.start), part) for part in shares(CASES, WORTH_IT)]
    sides = side_by_side(asked, parts)
    faults = [fault for side in sides for fault in side.faults]
    assert not faults, "\n\n".join(faults)
    statuses = sum((side.statuses for side in sides), Counter[int]())
    told = {int(status): many for status, many in sorted(statuses.items())}
    people, routes = len(ASKERS), sides[0].routes
    figure(f"{statuses.total()} cases over {routes} routes as {people} people: {told}")


def asked(part: tuple[Path, range]) -> Found:
    """Ask every route of a town, in so many cases."""
    folder, numbers = part
    with town_in(folder) as town:
        asking, faults = Asking(town), list[str]()
        operations = list(asked_of(town.house))
        each = 1 + len(numbers) * 11 // (20 * len(operations))
        drawn = chance("schema", numbers.start)
        while asking.statuses.total() < len(numbers) and not faults:
            for operation in operations:
                for mode in MODES:  # a route that takes nothing cannot be asked wrongly
                    with suppress(Unsatisfiable):
                        faults += cases(asking, operation, mode, each, drawn.getrandbits(32))
        return Found(asking.statuses, len(operations), faults)


def test_a_broken_promise_would_be_noticed(tmp_path: Path) -> None:
    with town_in(tmp_path / "data") as town:
        noticed(Asking(town))


def noticed(asking: Asking) -> None:
    """An answer that is not what the document says breaks a case; the table lets in one rider."""
    document = deepcopy(create_app(asking.town.house).openapi())
    answers = document["paths"]["/v1/city"]["get"]["responses"]["200"]["content"]
    answers["application/json"]["schema"] = {"type": "integer"}
    schema = schemathesis.openapi.from_dict(document)
    (told,) = cases(asking, schema["/v1/city"]["GET"], GenerationMode.POSITIVE, 3, 1)
    assert "/v1/city" in told
    post = policies()["POST", "/v1/reports/{report}/withdraw"]
    assert [one.login for one in ASKERS if allowed(post, one, "a", "a")] == ["rider1"]


def asked_of(house: House) -> Iterator[Any]:
    """List the routes that end, and end nothing."""
    schema = schemathesis.openapi.from_dict(create_app(house).openapi())
    for found in schema.get_all_operations():
        one: Any = found.ok()  # type: ignore[union-attr]  # raises where the document is broken
        if not one.path.endswith(ENDLESS) and f"{one.method.upper()} {one.path}" not in ENDS:
            yield one


def cases(
    asking: Asking, operation: Any, mode: GenerationMode, amount: int, number: int
) -> list[str]:
    """Ask one route so many times; every second time as somebody whom the table lets in.

    Answers what was wrong, once.
    """
    policy = policies()[operation.method.upper(), operation.path]
    entitled = [one for one in ASKERS if allowed(policy, one, "", "-")]

    @seed(number)
    @settings(
        max_examples=amount,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        report_multiple_bugs=False,
        suppress_health_check=list(HealthCheck),
    )
    @given(
        case=operation.as_strategy(generation_mode=mode),
        asker=st.sampled_from(entitled) | st.sampled_from(ASKERS),
        luck=st.randoms(use_true_random=False),
    )
    def ask(case: Case[Any], asker: Asker, luck: Random) -> None:
        asking.ask(case, asker, luck)

    try:
        ask()
    except AssertionError as fault:
        return [str(fault)]
    return []

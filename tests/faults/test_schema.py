"""Whatever is asked by whom: no fault of ours, the documented form, nothing that is forbidden."""

from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from copy import deepcopy
from pathlib import Path
from typing import Any, NamedTuple

import schemathesis
from hypothesis.errors import Unsatisfiable
from schemathesis import GenerationMode

from api.app import create_app
from projections.house import House
from tests.conftest import FreshDatabase
from tests.faults.askers import ASKERS
from tests.faults.asking import Asking, cases
from tests.faults.conftest import Figure
from tests.faults.sides import shares, side_by_side
from tests.faults.stage import town_in
from tests.faults.verdicts import Verdict
from tests.sizes import chance, times

CASES = times(200, 2_500, 100_000)  # on each engine
WORTH_IT = 1_000  # cases for a process of their own
MODES = [GenerationMode.POSITIVE, GenerationMode.NEGATIVE]
ENDLESS = "/stream"  # live lists: tests/api/reads/test_live.py
ENDS = {"DELETE /v1/sessions/current"}  # the session that all later cases need


class Part(NamedTuple):
    """What one side asks: where its town is, in which databases, and which cases."""

    folder: Path
    stores: dict[str, str]
    numbers: range


class Found(NamedTuple):
    """What one side asked, what its good answers were judged by, and what was wrong."""

    statuses: Counter[int]
    verdicts: Counter[Verdict]
    routes: int
    faults: list[str]


def test_no_answer_breaks_its_promise(
    figure: Figure, tmp_path: Path, fresh_database: FreshDatabase
) -> None:
    parts = []
    for numbers in shares(CASES, WORTH_IT):
        stores = {"DATABASE": fresh_database(), "KEYS": fresh_database()}
        parts.append(Part(tmp_path / f"town{numbers.start}", stores, numbers))
    sides = side_by_side(asked, parts)
    faults = [fault for side in sides for fault in side.faults]
    assert not faults, "\n\n".join(faults)
    statuses = sum((side.statuses for side in sides), Counter[int]())
    verdicts = sum((side.verdicts for side in sides), Counter[Verdict]())
    told = {int(status): many for status, many in sorted(statuses.items())}
    people, routes = len(ASKERS), sides[0].routes
    good = ", ".join(f"{verdicts[one]} {one}" for one in Verdict)
    figure(f"{statuses.total()} cases over {routes} routes as {people} people: {told}")
    figure(f"{verdicts.total()} good answers: {good}")


def asked(part: Part) -> Found:
    """Ask every route of a town, in so many cases."""
    with town_in(part.folder, **part.stores) as town:
        asking, faults = Asking(town), list[str]()
        operations, most = list(asked_of(town.house)), len(part.numbers)
        engine, _, _ = part.stores["DATABASE"].partition(":")
        drawn = chance("schema", engine, part.numbers.start)
        while (left := most - asking.statuses.total()) > 0 and not faults:
            each = 1 + left // (2 * len(operations))
            for operation in operations:
                for mode in MODES:  # a route that takes nothing cannot be asked wrongly
                    with suppress(Unsatisfiable):
                        faults += cases(asking, operation, mode, each, drawn.getrandbits(32))
        asking.sight()
        return Found(asking.statuses, asking.judge.verdicts, len(operations), faults)


def test_an_answer_of_another_form_would_be_noticed(tmp_path: Path) -> None:
    with town_in(tmp_path / "data") as town:
        document = deepcopy(create_app(town.house).openapi())
        answers = document["paths"]["/v1/city"]["get"]["responses"]["200"]["content"]
        answers["application/json"]["schema"] = {"type": "integer"}
        schema = schemathesis.openapi.from_dict(document)
        operation = schema["/v1/city"]["GET"]
        (told,) = cases(Asking(town), operation, GenerationMode.POSITIVE, 3, 1)
    assert "/v1/city" in told


def asked_of(house: House) -> Iterator[Any]:
    """List the routes that end, and end nothing."""
    schema = schemathesis.openapi.from_dict(create_app(house).openapi())
    for found in schema.get_all_operations():
        one: Any = found.ok()  # type: ignore[union-attr]  # raises where the document is broken
        if not one.path.endswith(ENDLESS) and f"{one.method.upper()} {one.path}" not in ENDS:
            yield one

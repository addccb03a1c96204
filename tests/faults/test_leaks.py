"""A gate that stood open would be noticed, whichever it is."""

import asyncio
from collections.abc import Callable, Iterator
from http import HTTPStatus
from types import ModuleType
from typing import Any, Final, NamedTuple

import pytest
import schemathesis
from fastapi import Response
from schemathesis import GenerationMode

from api import admission, photo_access, rewards, showing, sight
from api.app import create_app
from api.reads import mine, purse, queue_access, queues
from api.setup import blocking, looking, photos
from api.shapes import Redeemed
from api.sight import Sight
from api.visit import Visit, reply
from projections.credits.queries import credits_of
from projections.credits.statements import redemptions_of
from projections.queues.queries import EVERYTHING, Whose, page
from services import wallets
from services.city import changes, hiring
from tests.api.town import TIANSHUI
from tests.faults.asking import Asking, cases
from tests.faults.stage import town_in

CASES: Final = 200  # at the most: the first leak ends it
Plant = Callable[[pytest.MonkeyPatch], None]


class Leaking(NamedTuple):
    """A gate that stands open, the route behind it, and what is said of that."""

    route: str
    said: str
    plant: Plant
    numbers: bool = False  # reports are asked for by their numbers alone


def always(module: ModuleType, name: str, *, answer: object = True) -> Plant:
    """Let a gate answer everybody alike."""
    return lambda patch: patch.setattr(module, name, lambda *_, **__: answer)


def instead(module: ModuleType, name: str, other: object) -> Plant:
    """Put something else where a gate was."""
    return lambda patch: patch.setattr(module, name, other)


def _unseen(patch: pytest.MonkeyPatch) -> None:
    """Let nobody look how somebody stands to a report, neither at the door nor behind it."""
    patch.setattr(sight, "holds", lambda *_: True)
    patch.setattr(showing, "sight", lambda *_: Sight.OTHER)


def _elsewhere(engine: Any, *_: object, **more: Any) -> Any:
    """Answer with the queue of an office nobody asked for."""
    return page(engine, Whose.OFFICE, TIANSHUI, **more)


def mixed(name: str, read: Callable[..., Any]) -> Plant:
    """Let a rider read what is somebody else's who asked before."""
    known = set[str]()

    def found(engine: Any, rider: str, **more: Any) -> Any:
        known.add(rider)
        return read(engine, max(known - {rider}, default=rider), **more)

    return instead(purse, name, found)


async def _nothing(*_: object) -> None:
    """Look at nothing."""


async def _told(
    here: Visit, found: wallets.Redemption, _: int, status: HTTPStatus = HTTPStatus.OK
) -> Response:
    """Show a redemption with its code, whoever asks."""
    code = await asyncio.to_thread(wallets.hand_over_code, here.desk, found.id)
    shown = Redeemed(
        id=found.id, reward=found.reward, points=found.points, until=found.until, code=code
    )
    return reply(shown, status, {})


REPORT: Final = "GET /v1/reports/{report}"
QUEUE: Final = "GET /v1/queues/{queue}"
REFUND: Final = "POST /v1/redemptions/{redemption}/refund"
STAND: Final = "do not stand so to the report"
OTHERS: Final = "list holds what is not theirs"
ELSEWHERE: Final = "another office's"
_queue, _set_up = always(queue_access, "allowed"), always(looking, "may_set_up")
LEAKS: Final = {
    "a role": Leaking(
        "GET /v1/templates",
        "no cell lets them in",
        instead(admission, "_cells", lambda policy, caller: policy.cells if caller else {}),
    ),
    "a photograph": Leaking(
        "GET /v1/photos/{photo}/{size}",
        "do not stand so to the photograph",
        always(photo_access, "_may"),
    ),
    "another office's report": Leaking(REPORT, STAND, always(sight, "of_office")),
    "another rider's closed report": Leaking(REPORT, STAND, _unseen),
    "a report by its number": Leaking(
        f"{REPORT}/timeline",
        STAND,
        instead(admission, "_visible", lambda report, *_: report),
        numbers=True,
    ),
    "what staff see of a report": Leaking(
        REPORT, "it ", always(showing, "sight", answer=Sight.STAFF)
    ),
    "another office's queue": Leaking(QUEUE, ELSEWHERE, _queue),
    "the notes of a queue": Leaking(f"{QUEUE}/search", ELSEWHERE, _queue),
    "the load of a queue": Leaking(f"{QUEUE}/load", ELSEWHERE, _queue),
    "what a queue holds": Leaking(QUEUE, OTHERS, instead(queues, "page", _elsewhere)),
    "another rider's reports": Leaking(
        "GET /v1/me/reports", OTHERS, instead(mine, "page", _elsewhere)
    ),
    "another rider's redemptions": Leaking(
        "GET /v1/me/redemptions", OTHERS, mixed("redemptions_of", redemptions_of)
    ),
    "another rider's points": Leaking(
        "GET /v1/me/credits", OTHERS, mixed("credits_of", credits_of)
    ),
    "a redemption": Leaking(
        REFUND, "is another rider's", instead(admission, "_redemption", _nothing)
    ),
    "a code to fetch a reward with": Leaking(
        REFUND, "the code of another rider's", instead(rewards, "_shown", _told)
    ),
    "photographs to release": Leaking(
        "GET /v1/setup/photos", OTHERS, always(photos, "_mine", answer=EVERYTHING)
    ),
    "who is blocked": Leaking("GET /v1/setup/blocked", OTHERS, always(blocking, "_stands")),
    "another office's set-up": Leaking("GET /v1/setup", OTHERS, _set_up),
    "another office's communities": Leaking(
        "POST /v1/setup/communities", ELSEWHERE, always(changes, "demand_office", answer=None)
    ),
    "another office's people": Leaking(
        "POST /v1/setup/staff/{login}/password", ELSEWHERE, always(hiring, "may_give")
    ),
    "another office's posts": Leaking(
        "POST /v1/setup/staff", ELSEWHERE, always(hiring, "may_give")
    ),
    "a block for another office's report": Leaking(
        "POST /v1/setup/blocked", ELSEWHERE, always(blocking, "_stands")
    ),
}


@pytest.fixture(scope="module")
def asking(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Asking]:
    with town_in(tmp_path_factory.mktemp("leaks") / "data") as town:
        yield Asking(town)


@pytest.fixture(scope="module")
def document(asking: Asking) -> Any:
    return schemathesis.openapi.from_dict(create_app(asking.town.house).openapi())


@pytest.mark.parametrize("name", LEAKS)
def test_it_is_noticed(
    asking: Asking, document: Any, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    leaking = LEAKS[name]
    leaking.plant(monkeypatch)
    if leaking.numbers:
        monkeypatch.setitem(asking.ids, "report", asking.ids["report"][1::2])
    method, _, path = leaking.route.partition(" ")
    told = cases(asking, document[path][method], GenerationMode.POSITIVE, CASES, 1)

    assert told, "nobody noticed"
    assert leaking.said in told[0]


def test_without_a_leak_nothing_is_said(asking: Asking, document: Any) -> None:
    routes = dict.fromkeys(leaking.route for leaking in LEAKS.values())
    for method, _, path in (route.partition(" ") for route in routes):
        assert cases(asking, document[path][method], GenerationMode.POSITIVE, 10, 2) == []

"""What stands in a good answer: whose things a list holds, and whose photographs are linked."""

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final
from uuid import UUID

from api.authority import Relation
from domain.actor import Actor
from domain.values import Role
from tests.faults.questions import Question
from tests.faults.reach import dispatches, supervises
from tests.faults.truth import Truth, stands

CREW: Final = (Role.DISPATCHER, Role.SUPERVISOR)
EVERYWHERE: Final = {Role.OPERATOR, Role.VERIFIER, Role.LEAD, Role.AUDITOR, Role.ADMIN}
PHOTOS: Final = re.compile(r"/v1/photos/([0-9a-f]{32})/")
Look = Callable[[Truth, Actor, Any], bool]  # at a part of an answer, for a caller


def sees_all(actor: Actor, report: str, truth: Truth) -> bool:
    """Say whether somebody sees all of a report: its words, its exact place, its photographs."""
    found = truth.report(report)
    roles = {one.role for one in actor.posts}
    if found is None or roles & EVERYWHERE:
        return found is not None
    if any(stands(actor, role, Relation.OFFICE, found) for role in CREW):
        return True
    return stands(actor, Role.RIDER, Relation.OWN, found)


def _of_office(truth: Truth, actor: Actor, name: str) -> bool:
    report = truth.report(name)
    return report is not None and any(stands(actor, it, Relation.OFFICE, report) for it in CREW)


def _mine(truth: Truth, actor: Actor, name: str | None) -> bool:
    """Say whether a rider reported it, told of it as well, or got points for it."""
    if name is None or (actor.id, UUID(name)) in truth.credited:
        return True
    report = truth.report(name)
    return report is not None and (actor.id == report.rider or actor.id in report.corroborators)


def _reports(field: str, look: Look) -> Look:
    return lambda truth, actor, told: all(look(truth, actor, it[field]) for it in told["items"])


def _found(truth: Truth, actor: Actor, told: Any) -> bool:
    return all(_of_office(truth, actor, one) for one in told["items"])


def _tossed(truth: Truth, actor: Actor, told: Any) -> bool:
    return all(_of_office(truth, actor, one["id"]) for one in told["ping_pong"])


def _own(truth: Truth, actor: Actor, told: Any) -> bool:
    found = [truth.report(it["id"]) for it in told["items"]]
    return all(one is not None and one.rider == actor.id for one in found)


def _entered(truth: Truth, actor: Actor, told: Any) -> bool:
    return all(truth.wallets[it["position"]].hex == actor.id for it in told["items"])


def _fetched(truth: Truth, actor: Actor, told: Any) -> bool:
    return all(truth.redeemed[it["id"]] == actor.id for it in told["items"])


def _set_up(truth: Truth, actor: Actor, told: Any) -> bool:
    offices = all(supervises(truth, actor, one["code"]) for one in told["offices"])
    people = [truth.actor(one["login"]).posts for one in told["staff"]]
    return offices and all(any(dispatches(truth, actor, it) for it in posts) for posts in people)


LISTS: Final[Mapping[str, Look]] = {
    "/v1/me/reports": _own,
    "/v1/me/redemptions": _fetched,
    "/v1/me/inbox": _reports("report", _mine),
    "/v1/me/credits": _entered,
    "/v1/me/credits/{month}": _entered,
    "/v1/queues/{queue}": _reports("id", _of_office),
    "/v1/queues/{queue}/search": _found,
    "/v1/queues/{queue}/load": _tossed,
    "/v1/setup": _set_up,
    "/v1/setup/photos": _reports("report", _of_office),
    "/v1/setup/blocked": _reports("report", _of_office),
}
"""What a list that is somebody's own, or an office's, may hold."""


def linked(answer: str) -> Iterator[str]:
    """Name the photographs that an answer links."""
    return (found[1] for found in PHOTOS.finditer(answer))


def more_than_due(truth: Truth, actor: Actor, question: Question, told: Any) -> str | None:
    """Say what one report or redemption shows to somebody who may see less of it."""
    if not isinstance(told, dict):
        return None
    place = told.get("location")
    exact = isinstance(place, dict) and place.get("exact") is True
    if "id" in told and exact and not sees_all(actor, told["id"], truth):
        return "the exact place of a report"
    rider = truth.redeemed.get(str(told.get("id")))
    if "redem" in question.path and rider and told.get("code") and rider != actor.id:
        return "the code of another rider's redemption"
    return None

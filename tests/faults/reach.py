"""How far a supervisor's hand reaches in the set-up: the own office and its dispatchers."""

from collections.abc import Callable, Mapping
from typing import Final

from api.authority import Relation
from domain.actor import Actor
from domain.people import Post
from domain.values import Role
from tests.faults.questions import Question
from tests.faults.truth import Truth, stands


def supervises(truth: Truth, actor: Actor, *offices: str | None) -> bool:
    return all(one and truth.works_at(actor, Role.SUPERVISOR, one) for one in offices)


def _community(truth: Truth, actor: Actor, question: Question) -> bool:
    """A community of the own office, before and after."""
    before = truth.offices.get(question.said("code"), question.said("office"))
    return supervises(truth, actor, before, question.said("office"))


def _closed(truth: Truth, actor: Actor, question: Question) -> bool:
    return supervises(truth, actor, truth.offices.get(question.named["community"]))


def _given(truth: Truth, actor: Actor, question: Question) -> bool:
    asked = question.body["posts"] if isinstance(question.body, dict) else []
    before = truth.actor(question.said("login")).posts
    posts = {
        Post(role=Role(one["role"]), office=one.get("office"), community=one.get("community"))
        for one in asked
    }
    return all(dispatches(truth, actor, one) for one in posts - before)


def _account(truth: Truth, actor: Actor, question: Question) -> bool:
    posts = truth.actor(question.named["login"]).posts
    return bool(posts) and all(dispatches(truth, actor, one) for one in posts)


def _blocked(truth: Truth, actor: Actor, question: Question) -> bool:
    if question.method == "GET":
        return True  # judged block by block
    report = truth.report(question.said("report"))
    return report is not None and stands(actor, Role.SUPERVISOR, Relation.OFFICE, report)


def dispatches(truth: Truth, actor: Actor, post: Post) -> bool:
    """Say whether a post is a dispatcher's in an office that somebody supervises."""
    return post.role is Role.DISPATCHER and supervises(truth, actor, post.office)


SET_UP: Final[Mapping[str, Callable[[Truth, Actor, Question], bool]]] = {
    "/v1/setup/communities": _community,
    "/v1/setup/communities/{community}/close": _closed,
    "/v1/setup/staff": _given,
    "/v1/setup/staff/{login}/password": _account,
    "/v1/setup/staff/{login}/disable": _account,
    "/v1/setup/staff/{login}/enable": _account,
    "/v1/setup/blocked": _blocked,
}
"""What a supervisor may do there, by its path."""

"""Cases made from the API's own document, asked by somebody, and their answers judged."""

from collections import Counter
from itertools import count
from random import Random
from typing import Any, Final

from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st
from schemathesis import GenerationMode
from schemathesis.core.failures import FailureGroup
from schemathesis.core.transport import Response
from schemathesis.generation.case import Case
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from api.authority import policies
from domain.actor import Actor
from tests.api.town import Town, picture
from tests.faults.askers import ASKERS, Asker
from tests.faults.contents import EVERYWHERE, sees_all
from tests.faults.questions import Leak, Question
from tests.faults.stage import NOTES, PHONES, bodies, set_out
from tests.faults.truth import Truth
from tests.faults.verdicts import Judge

FORMS: Final = [status_code_conformance, content_type_conformance, response_schema_conformance]
OFTEN: Final = 0.7  # a case names something that is there
FIRST, LAST = 30, 200  # things of a kind that are met again: with more, none is met twice
_keys = count()


class Asking:
    """Asks case by case, remembers what there is, and judges each answer."""

    def __init__(self, town: Town) -> None:
        self.town = town
        self.ids, self.bodies = set_out(town), bodies(town)
        self.truth = Truth(town.house.wiring)
        self.judge = Judge(self.truth)
        self.actors = {one.login: self.truth.actor(one.login) for one in ASKERS}
        self.noted = dict(zip(NOTES, self.ids["report"][::2], strict=False))
        self.statuses: Counter[int] = Counter()
        self._granted: set[str] = set()  # who asked what under which key, and got it
        self.sight()

    def sight(self) -> None:
        """Make sure that everybody holds the posts by which they are judged."""
        for one in ASKERS:
            assert self.truth.actor(one.login).posts == one.posts, one

    def there(self, kind: str) -> list[str]:
        """List what may be named: all that was set out, and what came to be last."""
        return self.ids[kind][:FIRST] + self.ids[kind][FIRST:][-LAST:]

    def ask(self, case: Case[Any], asker: Asker, luck: Random) -> None:
        """Send a case; most of what it names is something that is there."""
        for name in case.path_parameters or {}:
            if name in self.ids and luck.random() < OFTEN:
                case.path_parameters[name] = luck.choice(self.there(name))
        if case.query and "min_position" in case.query:
            del case.query["min_position"]  # it would wait: tests/api/test_waiting.py
        if case.operation.path == "/v1/photos/{photo}/{size}" and luck.random() < OFTEN:
            case.query = {"report": luck.choice(self.there("report"))}
        wanted = case.as_transport_kwargs(base_url="http://testserver")
        headers = {
            name: value
            for name, value in wanted["headers"].items()
            if name.lower() not in {"authorization", "cookie"}
        }
        headers.setdefault("Idempotency-Key", f"case-{next(_keys)}")
        if asker.login:
            headers |= self.town[asker.login].headers
        body = self._body(case, asker, wanted, luck)
        self.town.client.cookies.clear()
        self.truth.follow()
        answer = self.town.client.request(
            case.method, wanted["url"], params=wanted.get("params"), headers=headers, **body
        )
        self.statuses[answer.status_code] += 1
        named = {name: str(value) for name, value in (case.path_parameters or {}).items()}
        question = Question(case.method.upper(), case.operation.path, named, body.get("json"))
        said = f"{question} as {asker.login}: {answer.status_code} {answer.text[:600]}"
        assert answer.status_code < 500 or self._of_the_future(question, answer), said
        once = f"{asker.login} {headers['Idempotency-Key']} {question}"
        try:
            case.validate_response(Response.from_any(answer), checks=FORMS)
            self.look(asker, question, answer, again=once in self._granted)
        except (FailureGroup, Leak) as broken:
            why = broken.exceptions if isinstance(broken, FailureGroup) else broken
            raise AssertionError(f"{said}\n{why}") from None
        if answer.is_success and question.method != "GET":
            self._granted.add(once)

    def _of_the_future(self, question: Question, answer: Any) -> bool:
        """Say whether somebody asked for a position that the log does not have, and was told."""
        if question.method != "GET" or "problem+json" not in answer.headers.get("content-type", ""):
            return False
        told = answer.json()
        return bool(told["code"] == "not-yet-shown" and told["asked"] > self.truth.position)

    def look(self, asker: Asker, question: Question, answer: Any, *, again: bool) -> None:
        """Judge a documented answer; the truth is that of before the question.

        What was granted once is told `again` under its key to whoever still passes the door.
        """
        actor = self.actors[asker.login]
        if answer.is_success:
            self.judge.let_in(asker, actor, question, again=again)
            self.truth.follow()
            self.learn(actor, question, answer)
            self.judge.holds(asker, actor, question, answer)
        tokens = [one.headers["Authorization"].split()[1] for one in self.town.people.values()]
        for word in (*self.forbidden(asker, question.path), *tokens):
            if word in answer.text:
                raise Leak(f"it says {word}")

    def forbidden(self, asker: Asker, path: str) -> list[str]:
        """List the words that must not be answered: riders' notes and telephone numbers."""
        actor = self.actors[asker.login]
        operators = any(one.role == "operator" for one in actor.posts)
        phones = [] if operators and path == "/v1/contacts" else PHONES.items()
        words = [word for login, word in phones if login != asker.login]
        if any(one.role in EVERYWHERE for one in actor.posts):
            return words
        unseen = [one for one, it in self.noted.items() if not sees_all(actor, it, self.truth)]
        return words + [NOTES[one] for one in unseen]

    def learn(self, actor: Actor, question: Question, answer: Any) -> None:
        """Keep what came to be, so that later cases go on with it."""
        kind = {"/v1/reports": "report", "/v1/photos": "photo"}.get(question.path)
        if question.path.endswith("/redeem"):
            kind = "redemption"
        if kind and question.method == "POST":
            told = answer.json()
            self.ids[kind] += [told[one] for one in ("id", "number") if one in told]
            if kind == "photo":
                self.truth.senders[told["id"]].add(actor.id)

    def _body(
        self, case: Case[Any], asker: Asker, wanted: dict[str, Any], luck: Random
    ) -> dict[str, Any]:
        """Take a case's body; most of what it names is there, too, and most photographs are."""
        body: dict[str, Any] = {name: wanted[name] for name in ("json", "files") if name in wanted}
        if "data" in wanted:
            body["content"] = wanted["data"]
        if case.operation.path == "/v1/photos" and luck.random() < OFTEN:
            body = {"content": picture()}
        told = body.get("json")
        if isinstance(told, dict) and luck.random() < OFTEN:
            there = {name: luck.choice(some) for name, some in self.bodies.items()}
            if "photos" in told:
                there["photos"] = self._own(asker, luck)
            if "report" in told:
                there["report"] = luck.choice(self.there("report"))
            body["json"] = told | {name: there[name] for name in told.keys() & there.keys()}
        return body

    def _own(self, asker: Asker, luck: Random) -> list[str]:
        """Take a photograph that the caller sent, or has to send first."""
        mine = self.actors[asker.login].id
        sent = [one for one in self.there("photo") if mine in self.truth.senders[one]]
        return [luck.choice(sent)] if sent else []


def cases(
    asking: Asking, operation: Any, mode: GenerationMode, amount: int, number: int
) -> list[str]:
    """Ask one route so many times; every second time as somebody whom the table may let in.

    Answers what was wrong, once.
    """
    policy = policies()[operation.method.upper(), operation.path]
    entitled = [one for one in ASKERS if one.cells(policy)]
    faults: list[str] = []

    @seed(number)
    @settings(
        max_examples=amount,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(
        case=operation.as_strategy(generation_mode=mode),
        asker=st.sampled_from(entitled) | st.sampled_from(ASKERS),
        luck=st.randoms(use_true_random=True),
    )
    def ask(case: Case[Any], asker: Asker, luck: Random) -> None:
        if not faults:  # what was asked once cannot be asked again as if it had not been
            try:
                asking.ask(case, asker, luck)
            except AssertionError as fault:
                faults.append(str(fault))

    ask()
    return faults

"""Who does what next: mostly what makes sense, now and then what does not."""

from random import Random
from typing import Final
from uuid import UUID

from domain.people import Post
from domain.values import Role
from workers.simulation.cases import Case, Cases
from workers.simulation.hours import Hours
from workers.simulation.purses import Purses
from workers.simulation.town import PRICE, Cast
from workers.simulation.wishes import VERBS, Wish, soon

FIRST: Final = 100  # above the numbers of all that was wished before a play begins
NOBODY: Final = UUID(int=0)
SILLY: Final = 0.08  # the share of wishes that take no account of how things stand
AGAIN: Final = 5  # reports in work before people rather go on with them than send more
_SENSE: Final = {
    "submitted": "corroborate withdraw dispatch dispatch reject reclassify add_photos duplicate",
    "dispatched": "claim claim claim claim transfer suspend corroborate ask send_back duplicate",
    "claimed": "resolve resolve resolve resolve progress release extend suspend note send_back",
    "suspended": "resume resume escalate",
    "returned": "dispatch dispatch reject corroborate",
    "resolved": "verify verify verify object reopen decide_objection",
    "verified": "rate object decide_objection reopen",
    "rejected": "object decide_objection reopen",
    "duplicate": "object decide_objection reopen",
    "withdrawn": "object",
}
_CLOSED: Final = ("verified", "rejected", "withdrawn")
_ROLES: Final = {
    Role.DISPATCHER: "claim progress release resolve send_back note ask duplicate extend suspend",
    Role.SUPERVISOR: "transfer suspend resume extend decide_extension decide_suspension",
    Role.OPERATOR: "dispatch reject reclassify reopen decide_objection escalate duplicate",
    Role.VERIFIER: "hand_over verify reopen decide_objection",
    Role.ADMIN: "grant revoke",
}
_OWN: Final = ("withdraw", "add_photos", "object", "rate", "answer")


class People:
    """Draws wishes; what is known of the city is the second opinion's knowledge."""

    def __init__(self, cast: Cast, random: Random, cases: Cases, purses: Purses) -> None:
        self._cast = cast
        self._random = random
        self._cases = cases
        self._purses = purses
        self._made = FIRST

    def wish(self, hours: Hours) -> Wish:
        """Let somebody wish something."""
        draw = self._random
        verb, case, redemption = self._matter()
        self._made += 1
        choice = draw.randrange(1_000_000)
        who = self._who(verb, case)
        if verb in ("hand_over", "cancel") and not redemption:
            redemption = f"{choice:032x}"
        if verb == "cancel":
            who = self._purses.reserved.get(redemption, who)
        if verb in ("grant", "revoke"):
            redemption = draw.choice(list(self._cast.staff)[:4])
        if verb == "duplicate":
            redemption = draw.choice(list(self._cases.all) or [NOBODY.hex])
        report = UUID(hex=case.name) if case else NOBODY
        until = soon(hours.wall, choice)
        return Wish(self._made, who, verb, report, choice, until, redemption)

    def _matter(self) -> tuple[str, Case | None, str]:
        draw, cases = self._random, list(self._cases.all.values())
        if draw.random() < SILLY:
            return draw.choice(list(VERBS)), draw.choice([*cases, None]), ""
        in_work = sum(case.state not in _CLOSED for case in cases)
        if (other := self._aside()) is not None:
            return other[0], None, other[1]
        if not cases or draw.random() * AGAIN > in_work:
            return "submit", None, ""
        case = draw.choice(cases[-8:])
        return self._next(case), case, ""

    def _aside(self) -> tuple[str, str] | None:
        """Choose something that is no matter of a report, if there is anything."""
        draw, waiting = self._random, list(self._purses.reserved)
        rich = any(purse.balance >= PRICE for purse in self._purses.all.values())
        if waiting and draw.random() < 1 / 5:
            return draw.choice(["hand_over", "cancel"]), draw.choice(waiting)
        if rich and draw.random() < 1 / 8:
            return "redeem", ""
        return (draw.choice(["grant", "revoke"]), "") if draw.random() < 1 / 40 else None

    def _next(self, case: Case) -> str:
        draw = self._random
        if case.asked and draw.random() < 1 / 3:
            return "answer"
        if case.state in ("dispatched", "claimed") and draw.random() < 1 / 12:
            return draw.choice(["decide_extension", "decide_suspension"])
        return draw.choice(_SENSE[case.state].split())

    def _who(self, verb: str, case: Case | None) -> str:
        draw, cast = self._random, self._cast
        if draw.random() < SILLY / 2:
            return draw.choice([*cast.riders, *cast.staff])
        if verb in _OWN and case:
            return case.rider
        if verb == "redeem":
            rich = [who for who, purse in self._purses.all.items() if purse.balance >= PRICE]
            return draw.choice(rich or list(cast.riders))
        if case and case.holder and verb in _ROLES[Role.DISPATCHER].split():
            return case.holder
        roles = [role for role, verbs in _ROLES.items() if verb in verbs.split()]
        fit = [who for who, post in cast.staff.items() if self._fits(post, roles, case)]
        return draw.choice(fit or list(cast.riders))

    def _fits(self, post: Post, roles: list[Role], case: Case | None) -> bool:
        here = case is None or case.office is None or post.office in (None, case.office)
        return post.role in roles and here

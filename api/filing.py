"""A report on its way in: whose it is, and the limits of that rider."""

from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress

from api.asking import Submission
from api.faults import InvalidRequest
from api.visit import Visit
from api.words import faults
from domain.kernel import Subject
from domain.values import Role
from projections.house import House
from projections.queues.sent import sent_since
from services.chinaday import midnight
from services.database import AWAY
from services.limits import Limited
from services.reporting.context import Asked
from services.reporting.intake import Draft, submit
from services.reporting.looking import Looked, look_up
from services.suishoupai import Change
from services.together import Together

Beforehand = Together[tuple[Sequence[str], str, str], Looked]
"""Asked with photographs, who uploaded them, and whose report it is."""


async def reporter(here: Visit, wish: Submission) -> str:
    """Name the rider whose report it is: the caller's own, or the one an operator writes for.

    Raises InvalidRequest where a phone is given by a rider or not by an operator,
    BadPhone, UnknownRider and RateLimited.
    """
    own = here.actor.holds(Role.RIDER)
    if own is (wish.phone is not None):
        kind = "extra_forbidden" if own else "missing"
        raise InvalidRequest(faults([{"type": kind, "loc": ("body", "phone")}]))
    if wish.phone is None:
        return here.actor.id
    here.wiring.limits.check(Limited.LOOK_UPS, here.actor.id)
    return await here.wiring.identity.riders.known(wish.phone)


def nameless(wish: Submission, rider: str) -> Submission:
    """Put the rider's pseudonym where the phone was: the log keeps a digest of the wish.

    A digest of anything short, such as a phone, can be guessed.
    """
    return wish.model_copy(update={"phone": rider}) if wish.phone else wish


async def file(here: Visit, draft: Draft, rider: str, asked: Asked) -> Change:
    """File a report for `rider`; what was filed under this key before counts once.

    Raises RateLimited, and what `submit` raises.
    """
    beforehand: Beforehand = here.request.app.state.beforehand
    limits, counted = here.wiring.limits, False

    def allow() -> None:
        nonlocal counted
        if not counted:
            limits.check(Limited.SUBMITS, rider)
            counted = True

    async def look() -> Looked:
        return await beforehand.ask((draft.photos, asked.actor.id, rider))

    change = await submit(here.desk, draft, rider, asked, look, allow)
    if counted and (change.receipt is None or change.receipt.repeated):
        limits.give_back(Limited.SUBMITS, rider)
    return change


def together(house: House) -> Beforehand:
    """Look up what reports on their way in rest on, for many of them at once."""

    def look(wishes: Sequence[tuple[Sequence[str], str, str]]) -> list[Looked]:
        found = look_up(house.wiring.desk, [(photos, who) for photos, who, _ in wishes])
        riders = {rider for _, _, rider in wishes}
        with suppress(*AWAY):  # who needs a key asks again, and is told
            house.wiring.keyring.ahead(riders, Subject.RIDER.value)
        sent = _sent_today(house, riders)
        return [
            one._replace(sent_today=sent.get(rider, 0))
            for one, (_, _, rider) in zip(found, wishes, strict=True)
        ]

    return Together(look)


def _sent_today(house: House, riders: Iterable[str]) -> Mapping[str, int]:
    """Count the riders' reports of today.

    The view may be some events behind, so the day's limit is no exact one. While the
    view cannot be asked the hour's limit stands alone: a report needs the log, no view.
    """
    try:
        return sent_since(house.projections.engine, riders, midnight(house.wiring.clock()))
    except AWAY:
        return {}

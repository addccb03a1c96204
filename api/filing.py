"""A report on its way in: whose it is, and the limits of that rider."""

from functools import partial

from sqlalchemy.exc import InterfaceError, OperationalError

from api.asking import Submission
from api.faults import InvalidRequest
from api.reads.questions import projections
from api.visit import Visit
from api.words import faults
from domain.values import Role
from projections.queues.queries import sent_since
from services.chinaday import midnight
from services.limits import Limited
from services.reporting.context import Asked
from services.reporting.intake import Draft, submit
from services.suishoupai import Change


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
    return wish.model_copy(update={"phone": rider if wish.phone else None})


async def file(here: Visit, draft: Draft, rider: str, asked: Asked) -> Change:
    """File a report for `rider`; what was filed under this key before counts once.

    Raises RateLimited, and what `submit` raises.
    """
    return await submit(here.desk, draft, rider, asked, partial(_sent_today, here, rider, asked))


def _sent_today(here: Visit, rider: str, asked: Asked) -> int:
    """Count the rider's reports of today, and this one against the hour's limit.

    The view may be some events behind, so the day's limit is no exact one. While the
    view cannot be asked the hour's limit stands alone: a report needs the log, no view.
    """
    if here.wiring.log.command(asked.command.id):
        return 0
    here.wiring.limits.check(Limited.SUBMITS, rider)
    try:
        since = midnight(here.wiring.clock())
        return sent_since(projections(here).engine, rider, since)
    except (OperationalError, InterfaceError):
        return 0

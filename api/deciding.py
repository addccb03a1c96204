"""One route for four decisions: the matter says which."""

from api.asking import Decide
from api.visit import Visit
from services.reporting import closing, handling
from services.reporting.context import Asked
from services.suishoupai import Change


async def decide(here: Visit, wish: Decide, asked: Asked) -> Change:
    """Answer the objection, the request or the appeal that waits for an answer."""
    desk, report = here.desk, here.report.id
    words, yes = wish.words, wish.approve
    match wish.matter:
        case "objection":
            return await closing.decide_objection(desk, report, words, asked, uphold=yes)
        case "extension":
            return await handling.decide_extension(desk, report, words, asked, approve=yes)
        case "suspension":
            return await handling.decide_suspension(desk, report, words, asked, approve=yes)
        case "appeal":
            office = wish.office or here.report.office or ""
            return await closing.decide_appeal(desk, report, office, words, asked, uphold=yes)

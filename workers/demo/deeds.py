"""What people do in a tale, each by the use case that the API calls."""

import asyncio
from datetime import datetime

from domain.datum import Datum
from domain.report.closing_events import Method, Outcome
from domain.report.handling import Why
from domain.report.intake_events import RejectReason
from domain.report.resting import Plea
from domain.report.state import Report
from domain.report.table import State
from domain.values import Source
from services.reporting import closing, handling, intake
from workers.demo.places import Spot
from workers.demo.plan import Deed, Part


def submit(
    category: str,
    condition: str | None,
    spot: Spot,
    datum: Datum,
    note: str,
    answers: dict[str, str] | None = None,
    accuracy_cm: int = 900,
) -> Deed:
    """File a report: from the phone's own fix, in the datum of the phone."""

    async def deed(part: Part) -> object:
        place = spot.fix(datum, accuracy_cm, part.desk.now())
        draft = intake.Draft(
            category, condition, part.photos, place, datum, Source.DEVICE, note or None, answers
        )
        return await intake.submit(part.desk, draft, part.asked.actor.id, part.asked)

    return deed


def corroborate(spot: Spot, note: str) -> Deed:
    """Confirm what another rider reported."""

    async def deed(part: Part) -> object:
        place = spot.fix(Datum.WGS84, 1_100, part.desk.now())
        return await intake.corroborate(
            part.desk, part.report, part.photos, note, place, part.asked
        )

    return deed


def add_photos() -> Deed:
    """Show more of one's own report."""
    return lambda part: intake.add_photos(part.desk, part.report, part.photos, part.asked)


def dispatch(office: str) -> Deed:
    """Send it by hand from the desk."""
    return lambda part: intake.dispatch(part.desk, part.report, office, None, part.asked)


def reclassify(category: str, words: str) -> Deed:
    """Put it under another category."""
    return lambda part: intake.reclassify(part.desk, part.report, category, None, words, part.asked)


def reject(reason: RejectReason, words: str) -> Deed:
    """Refuse it, in words the rider reads."""
    return lambda part: intake.reject(part.desk, part.report, reason, words, part.asked)


def duplicate(of: str) -> Deed:
    """Say that another tale told it first."""

    async def deed(part: Part) -> object:
        original = part.told.get(of)
        if original is None:
            return None
        return await intake.duplicate(part.desk, part.report, original, part.asked)

    return deed


def withdraw() -> Deed:
    """Take it back."""
    return lambda part: intake.withdraw(part.desk, part.report, part.asked)


def release_photos() -> Deed:
    """Let everybody see the first picture and the last."""

    async def deed(part: Part) -> object:
        report = await _load(part)
        first = report.photos[0].id
        return await intake.release_photo(part.desk, part.report, first, part.asked)

    return deed


def claim() -> Deed:
    """Take the work on."""
    return lambda part: handling.claim(part.desk, part.report, None, part.asked)


def regrade(condition: str, words: str) -> Deed:
    """Set the condition found on the spot."""
    return lambda part: handling.regrade(part.desk, part.report, condition, words, part.asked)


def entrust(unit: str) -> Deed:
    """Hand the work to a unit."""
    return lambda part: handling.entrust(part.desk, part.report, unit, part.asked)


def progress(words: str) -> Deed:
    """Tell how it goes."""
    return lambda part: handling.progress(part.desk, part.report, words, part.photos, part.asked)


def note(words: str) -> Deed:
    """Leave a note among staff."""
    return lambda part: handling.note(part.desk, part.report, words, part.asked)


def release() -> Deed:
    """Let go."""
    return lambda part: handling.release(part.desk, part.report, part.asked)


def send_back(why: Why, suggested: str | None = None) -> Deed:
    """Return it to the desk."""
    return lambda part: handling.send_back(part.desk, part.report, why, suggested, part.asked)


def transfer(office: str, why: Why) -> Deed:
    """Send it on."""
    return lambda part: handling.transfer(part.desk, part.report, office, why, part.asked)


def suspend(plea: Plea, until: datetime) -> Deed:
    """Let it rest, or ask for it."""
    return lambda part: handling.suspend(part.desk, part.report, plea, until, part.asked)


def decide_suspension(words: str, *, approve: bool) -> Deed:
    """Decide on the rest asked for."""
    return lambda part: handling.decide_suspension(
        part.desk, part.report, words, part.asked, approve=approve
    )


def extend(plea: Plea) -> Deed:
    """Move the deadline, or ask for it."""
    return lambda part: handling.extend(part.desk, part.report, plea, part.asked)


def decide_extension(words: str, *, approve: bool) -> Deed:
    """Decide on the time asked for."""
    return lambda part: handling.decide_extension(
        part.desk, part.report, words, part.asked, approve=approve
    )


def escalate(words: str) -> Deed:
    """Tell a superior, by hand."""
    return lambda part: handling.escalate(part.desk, part.report, words, part.asked)


def resolve(outcome: Outcome, words: str) -> Deed:
    """Say that it is done."""
    return lambda part: closing.resolve(
        part.desk, part.report, outcome, words, part.photos, part.asked
    )


def verify(method: Method, words: str) -> Deed:
    """Look, and close it."""
    return lambda part: closing.verify(
        part.desk, part.report, method, words, part.photos, part.asked
    )


def look_if_drawn(words: str) -> Deed:
    """Compare the pictures and close it, where another person has to look."""

    async def deed(part: Part) -> object:
        report = await _load(part)
        waits = report.state is State.RESOLVED and report.needs_another
        if not waits or report.objection:
            return None
        return await verify(Method.PHOTO_PAIR, words)(part)

    return deed


def object_to(words: str) -> Deed:
    """Disagree."""
    return lambda part: closing.object_to(part.desk, part.report, words, part.photos, part.asked)


def decide_objection(words: str, *, uphold: bool) -> Deed:
    """Decide who is right."""
    return lambda part: closing.decide_objection(
        part.desk, part.report, words, part.asked, uphold=uphold
    )


def reopen(words: str) -> Deed:
    """Send it back to work."""
    return lambda part: closing.reopen(part.desk, part.report, words, part.photos, part.asked)


def ask(words: str) -> Deed:
    """Ask the rider."""
    return lambda part: closing.ask(part.desk, part.report, words, part.asked)


def answer(words: str) -> Deed:
    """Answer the office."""
    return lambda part: closing.answer(part.desk, part.report, words, part.asked)


def rate(stars: int, words: str) -> Deed:
    """Say how content one is, if it is closed by now."""

    async def deed(part: Part) -> object:
        if (await _load(part)).state is not State.VERIFIED:
            return None
        return await closing.rate(part.desk, part.report, stars, words, part.asked)

    return deed


def appeal(office: str, words: str) -> Deed:
    """Ask that a delay be not counted."""
    return lambda part: closing.appeal(part.desk, part.report, office, words, part.asked)


def decide_appeal(office: str, words: str, *, uphold: bool) -> Deed:
    """Review an appeal."""
    return lambda part: closing.decide_appeal(
        part.desk, part.report, office, words, part.asked, uphold=uphold
    )


async def _load(part: Part) -> Report:
    return await asyncio.to_thread(part.desk.app.load, Report, part.report)

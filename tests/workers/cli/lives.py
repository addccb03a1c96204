"""One report's whole life in a demo city, lived at the desk and by the workers."""

import io
from collections.abc import AsyncIterator
from itertools import count

from PIL import Image

from domain.actor import Actor, rider
from domain.datum import Datum
from domain.report.closing_events import Method, Outcome
from domain.values import Fix, Source
from projections.house import House
from services.commands import Command
from services.identity.actors import actor_for
from services.reporting import closing, handling, intake
from services.reporting.context import Asked, report_of
from workers.crew import WORKERS

CANARY = "canary: beside the second plane tree"
LAKESIDE = Fix(lon_e7=1_201_420_000, lat_e7=302_649_000)  # in 北山街道
_numbers = count(1)


async def live_once(house: House) -> str:
    """Submit, dispatch, claim, resolve and verify a report; answer its id."""
    desk, vault = house.wiring.desk, house.wiring.vault
    finder = await actor(house, "rider1")
    photo = await vault.store(picture(), finder.id)
    draft = intake.Draft("M06010", None, [photo.id], LAKESIDE, Datum.WGS84, Source.PIN, CANARY)
    change = await intake.submit(desk, draft, finder.id, asked(finder))
    report = report_of(change).id
    await catch_up(house)
    handler = await actor(house, "dispatcher1")
    await handling.claim(desk, report, None, asked(handler))
    after = await vault.store(picture(), handler.id)
    work = asked(handler)
    await closing.resolve(desk, report, Outcome.CLEANED, "swept", [after.id], work)
    checker = await actor(house, "verifier1")
    await closing.verify(desk, report, Method.PHOTO_PAIR, "", [], asked(checker))
    await catch_up(house)
    return report.hex


async def catch_up(house: House) -> None:
    """Let every worker do what is to be done, until nobody finds anything new."""
    for _ in range(2):
        for name, worker in WORKERS.items():
            if name != "deadlines":
                await worker(house)()


async def actor(house: House, login: str) -> Actor:
    signed = await house.wiring.identity.staff.token(login)
    if login.startswith("rider"):
        return rider(signed.signed.pseudonym)
    return actor_for(signed.signed, house.wiring.book)[0]


def asked(who: Actor) -> Asked:
    return Asked(who, Command.of(who.id, "test", str(next(_numbers)), b""))


async def picture() -> AsyncIterator[bytes]:
    """Draw a picture that was never drawn before."""
    number = next(_numbers)
    out = io.BytesIO()
    Image.new("RGB", (64, 48), (number % 256, 80, 90)).save(out, "JPEG")
    yield out.getvalue()

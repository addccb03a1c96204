"""A small city in which work waits for every worker, always the same and never begun."""

from datetime import datetime, timedelta
from typing import Final

from services.chinaday import midnight
from services.clock import system_clock
from tests.faults.city import OFFICE, City
from tests.faults.errands import done
from tests.faults.judging import caught_up
from tests.faults.pictures import picture
from tests.faults.wishes.handling import PLEA
from tests.faults.wishes.stage import Stage, on_stage
from tests.sizes import chance

NOTIFIED: Final = {"NOTIFY": "console"}
_EIGHT: Final = timedelta(hours=8)  # in the morning, when nobody wants to be left alone
_HOUR: Final = timedelta(hours=1)
_A_NIGHT: Final = timedelta(days=1)
_DAYS_OFF: Final = timedelta(days=4)
_LONG: Final = timedelta(days=40)  # later every deadline has passed
WAITING: Final = 3  # reports that no office has
CLOSING: Final = 3  # reports that silence may close: one in ten is drawn for a person instead


def morning() -> datetime:
    """Name a moment at which all work of the scene waits, and the log's clock has not passed."""
    return midnight(system_clock() + _A_NIGHT) + _EIGHT


async def set_up(city: City) -> datetime:
    """Let people leave work for every worker; answer when it is to be done."""
    begins = morning()
    async with on_stage(city) as stage:
        await caught_up(stage.house)
        stage.now.ahead = begins - system_clock()
        await _people_act(stage)
    return begins + _HOUR


def much_later(begins: datetime) -> datetime:
    """Name a moment at which nothing that had a deadline is in time."""
    return begins + _LONG


async def _people_act(stage: Stage) -> None:
    same = await stage.submitted()  # a photograph of which later ones are copies
    seen = await _fresh(stage)
    second = {"photos": [await stage.photo("rider2")]}
    await stage.ask("rider2", seen, "corroborate", second)
    for _ in range(WAITING):
        await _fresh(stage)
    await stage.dispatched()
    await stage.claimed()
    for _ in range(CLOSING):
        await _mended(stage, await _fresh(stage))
    done = await _mended(stage, await _fresh(stage))
    await stage.ask("verifier1", done, "verify")
    again = await stage.dispatched()
    await stage.ask("dispatcher1", again, "duplicate", {"original": await stage.dispatched()})
    await stage.ask("rider1", await _fresh(stage), "withdraw")
    no = {"reason": "not_public_ground", "words": "小区内部道路"}
    await stage.ask("operator1", same, "reject", no)
    rest = PLEA | {"until": (stage.now() + _DAYS_OFF).isoformat()}
    await stage.ask("supervisor1", await stage.claimed(), "suspend", rest)
    await stage.redeemed()


async def _fresh(stage: Stage) -> str:
    """Send in a report whose photograph looks like no other."""
    wish = stage.errands.submission(await _unlike(stage, "rider1"))
    return str((await stage.post("rider1", "/v1/reports", wish))["id"])


async def _mended(stage: Stage, report: str) -> str:
    await stage.ask("operator1", report, "dispatch", {"office": OFFICE})
    await stage.ask("dispatcher1", report, "claim")
    work = {"outcome": "cleaned", "photos": [await _unlike(stage, "dispatcher1")]}
    return await stage.ask("dispatcher1", report, "resolve", work)


async def _unlike(stage: Stage, login: str) -> str:
    image = picture(chance("unlike", stage.number()).getrandbits(48))
    return str(done(await stage.errands.upload(login, image))["id"])

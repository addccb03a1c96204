"""What happens to reports that bear points, and what came of it."""

from uuid import UUID

from domain.actor import Actor
from domain.streams import wallet_stream
from services.reporting import closing, intake
from tests import examples as ex
from tests.houses import Home


def purse(home: Home, rider: Actor = ex.RIDER) -> tuple[int, int]:
    it = home.wallet(rider)
    return it.balance, it.pending


def told(home: Home, rider: Actor = ex.RIDER) -> list[str]:
    stream = wallet_stream(rider.id)
    return [one.TOPIC.removeprefix("wallet.") for one in home.events(stream)]


async def corroborate(home: Home, report: UUID, rider: Actor = ex.NEIGHBOUR) -> None:
    photos, asked = [await home.photo(rider)], home.asked(rider)
    await intake.corroborate(home.desk, report, photos, None, None, asked)


async def duplicate(home: Home, report: UUID, original: UUID) -> None:
    await intake.duplicate(home.desk, report, original, home.asked(ex.OPERATOR))


async def reopen(home: Home, report: UUID) -> None:
    await closing.reopen(home.desk, report, "look again", [], home.asked(ex.SECOND_OPERATOR))


async def quietly(home: Home, rider: Actor = ex.RIDER, **more: object) -> UUID:
    """A report whose points are on their way."""
    report = await home.dispatched(rider, **more)
    await home.work("award")
    return report

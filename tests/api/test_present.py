"""Reports are brought up to date together, and none of them is the worse for another."""

import asyncio
from typing import Any
from uuid import UUID

from sqlalchemy import update

from api import present
from domain.report.state import Report
from services.database import writing
from services.envelope import UnreadableEvent
from services.keytables import subject_key
from tests.api.town import Town
from tests.faults.poison import Poisoner


def asked(town: Town, *reports: dict[str, Any]) -> list[Report | BaseException]:
    """Ask for reports in one moment, and so in one round."""

    async def ask() -> list[Report | BaseException]:
        together = present.together(town.house.wiring)
        wishes = (together.ask(UUID(one["id"])) for one in reports)
        return await asyncio.gather(*wishes, return_exceptions=True)

    return asyncio.run(ask())


def test_a_report_that_cannot_be_read_spoils_no_other(town: Town) -> None:
    sick, well = town.dispatched(), town.dispatched()
    with Poisoner(town.house.wiring.settings) as poisoner:
        poisoner.append(UUID(sick["id"]), "report.progressed", b"{")

    first, second = asked(town, sick, well)

    assert isinstance(first, UnreadableEvent)
    assert isinstance(second, Report)
    assert second.version == well["version"]


def test_a_key_that_cannot_be_opened_spoils_no_other(town: Town) -> None:
    sick, well = town.dispatched(), town.dispatched()
    keyring = town.house.wiring.keyring
    for one in (sick, well):
        keyring._cache.forget(UUID(one["id"]).hex)  # noqa: SLF001 - as in another process
    broken = update(subject_key).values(wrapped_dek=b"\0" * 40)
    with writing(keyring._engine) as db:  # noqa: SLF001 - nobody else breaks a key
        db.execute(broken.where(subject_key.c.subject_ref == UUID(sick["id"]).hex))

    found = asked(town, sick, well)

    assert [one.version for one in found if isinstance(one, Report)] == [
        sick["version"],
        well["version"],
    ]
    assert keyring.kept(UUID(well["id"]).hex, 1)

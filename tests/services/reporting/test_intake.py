"""From the photograph to the office: one report for one wish, under the city's rules."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Any
from unittest import mock
from uuid import UUID

import pytest

from domain.category import Category, UnknownCategory, UnknownCondition
from domain.datum import Datum, metres_between
from domain.errors import Refused
from domain.office import Office, PlaceClosed
from domain.report import intake_events as i
from domain.report.refusals import BadOriginal, NotAllowed, PhotoNeeded
from domain.streams import category_stream, office_stream
from domain.values import Fix
from services.eventlog.request import Append
from services.photos.refusals import UnknownPhoto
from services.reporting import intake
from services.reporting.context import Asked, StaleVersion, UnknownReport
from tests import examples as ex
from tests.cities import ROAD, RUBBISH, ground, set_up
from tests.houses import Home


async def retire(home: Home, category: str = RUBBISH) -> None:
    wiring, stream = home.house.wiring, category_stream(category)
    await set_up(wiring, Category, stream, lambda it, *who: it.retire(*who))


async def close(home: Home, office: str) -> None:
    wiring, stream = home.house.wiring, office_stream(office)
    await set_up(wiring, Office, stream, lambda it, *who: it.close(*who))


def test_one_wish_files_one_report(either_home: Home) -> None:
    home = either_home

    async def go() -> None:
        asked, photos = home.asked(ex.RIDER), [await home.photo(ex.RIDER)]
        size = home.size()
        wishes = [home.submit(asked=asked, photos=photos) for _ in range(5)]
        assert len(set(await asyncio.gather(*wishes))) == 1
        assert home.size() == size + 1

    asyncio.run(go())


def test_what_the_city_takes_back_later_does_not_unmake_a_report(home: Home) -> None:
    async def go() -> None:
        asked, photos = home.asked(ex.RIDER), [await home.photo(ex.RIDER)]
        filed = await home.submit(asked=asked, photos=photos)
        await retire(home)
        home.desk.vault.destroy(photos[0])
        assert await home.submit(asked=asked, photos=photos) == filed
        with pytest.raises(UnknownCategory):
            await home.submit()
        await intake.dispatch(home.desk, filed, ex.BEISHAN, None, home.asked(ex.OPERATOR))

    asyncio.run(go())


@pytest.mark.parametrize(
    ("wish", "refusal"),
    [
        ({"category": "M99999"}, UnknownCategory),
        ({"condition": f"{ROAD}.1"}, UnknownCondition),
        ({"photos": ["0" * 32]}, UnknownPhoto),
    ],
)
def test_what_the_city_does_not_know_is_refused(
    home: Home, wish: dict[str, Any], refusal: type[Refused]
) -> None:
    async def go() -> None:
        size = home.size()
        with pytest.raises(refusal):
            await home.submit(**wish)
        assert home.size() == size

    asyncio.run(go())


def test_nobody_reports_with_another_ones_photograph_or_with_none(home: Home) -> None:
    async def go() -> None:
        theirs = await home.photo(ex.NEIGHBOUR)
        with pytest.raises(UnknownPhoto):
            await home.submit(ex.RIDER, photos=[await home.photo(ex.RIDER), theirs])
        draft = intake.Draft(RUBBISH, None, [], ground(ex.XIXI), Datum.WGS84, ex.SEEN.source)
        with pytest.raises(PhotoNeeded):
            await intake.submit(home.desk, draft, ex.RIDER.id, home.asked(ex.RIDER))
        with pytest.raises(NotAllowed):
            await home.submit(ex.RIDER, asked=home.asked(ex.VERIFIER), photos=[])

    asyncio.run(go())


def test_the_place_is_public_on_wgs84_and_what_was_sent_is_sealed(home: Home) -> None:
    async def go() -> None:
        sent = Fix(lon_e7=1_201_150_000, lat_e7=302_100_000, accuracy_cm=800)
        report = await home.submit(place=sent, datum=Datum.GCJ02, note="by the gate")
        closed, opened = home.events(report)[0], home.app.opened(report)[0].event
        assert isinstance(closed, i.Submitted)
        assert isinstance(opened, i.Submitted)
        place = closed.location
        away = metres_between(
            place.lon_e7 / 1e7, place.lat_e7 / 1e7, sent.lon_e7 / 1e7, sent.lat_e7 / 1e7
        )
        assert 300 < away < 800, "the two datums differ by about half a kilometre here"
        assert closed.note
        assert (closed.note.value, closed.fix and closed.fix.value) == (None, None)
        assert opened.note
        assert opened.fix
        assert (opened.note.value, opened.fix.value) == ("by the gate", sent)

    asyncio.run(go())


def test_a_closed_office_gets_no_work(either_home: Home) -> None:
    home, rival = either_home, either_home.another()

    async def go() -> None:
        report = await home.submit()
        asked = partial(home.asked, ex.OPERATOR)
        with pytest.raises(PlaceClosed):
            await intake.dispatch(home.desk, report, "999999999", None, asked())
        await close(rival, ex.LIUXIA)  # this process has not heard of it yet
        with pytest.raises(PlaceClosed):
            await intake.dispatch(home.desk, report, ex.LIUXIA, None, asked())

        append = home.app.event_log.append
        closing: list[bool] = []

        async def too_late(wish: Append) -> Any:
            if not closing:
                closing.append(True)
                with ThreadPoolExecutor(1) as elsewhere:  # the loop of this thread is busy
                    elsewhere.submit(lambda: asyncio.run(close(rival, ex.XIXI))).result()
            return await append(wish)

        with (
            mock.patch.object(home.app.event_log, "append", too_late),
            pytest.raises(PlaceClosed),
        ):
            await intake.dispatch(home.desk, report, ex.XIXI, None, asked())
        assert home.report(report).state == "submitted"

    try:
        asyncio.run(go())
    finally:
        rival.close()


def test_who_has_seen_an_older_version_is_told(home: Home) -> None:
    async def go() -> None:
        report = await home.submit()
        seen = home.asked(ex.OPERATOR, version=1)
        first = await intake.dispatch(home.desk, report, ex.BEISHAN, None, seen)
        with pytest.raises(StaleVersion) as caught:
            await withdraw(home, report, home.asked(ex.RIDER, version=1))
        assert (caught.value.seen, caught.value.actual) == (1, 2)
        again = await intake.dispatch(home.desk, report, ex.BEISHAN, None, seen)
        assert again.position == first.position
        await withdraw(home, report, home.asked(ex.RIDER, version=2))

    asyncio.run(go())


async def withdraw(home: Home, report: UUID, asked: Asked) -> None:
    await intake.withdraw(home.desk, report, asked)


def test_a_report_nobody_filed_is_unknown(home: Home) -> None:
    async def go() -> None:
        with pytest.raises(UnknownReport):
            await intake.withdraw(home.desk, ex.REPORT, home.asked(ex.RIDER))
        report = await home.submit()
        with pytest.raises(UnknownReport):
            await intake.duplicate(home.desk, report, ex.REPORT, home.asked(ex.OPERATOR))
        with pytest.raises(BadOriginal):
            await intake.duplicate(home.desk, report, report, home.asked(ex.OPERATOR))

    asyncio.run(go())


def test_two_reports_cannot_be_each_others_original(either_home: Home) -> None:
    home = either_home

    async def go() -> None:
        one, other = await home.submit(), await home.submit()
        asked = [home.asked(ex.OPERATOR), home.asked(ex.SECOND_OPERATOR)]
        outcomes = await asyncio.gather(
            intake.duplicate(home.desk, one, other, asked[0]),
            intake.duplicate(home.desk, other, one, asked[1]),
            return_exceptions=True,
        )
        assert [isinstance(one, Refused) for one in outcomes].count(True) == 1
        states = sorted(home.report(it).state for it in (one, other))
        assert states == ["duplicate", "submitted"]

    asyncio.run(go())

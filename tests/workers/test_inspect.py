"""What an inspection says of photographs: what was shown before, by whom, and where from."""

import asyncio
from datetime import timedelta
from typing import Any
from uuid import UUID

import piexif
import pytest
from PIL import Image, ImageEnhance

from domain.actor import Actor
from domain.kernel import Personal
from domain.report import intake_events as i
from domain.report.closing_events import Resolved
from domain.values import Fix, Source
from services.photos.cipher import Part
from services.photos.refusals import PhotoErased
from services.reporting import handling, intake
from tests import examples as ex
from tests.cities import STEP, ground
from tests.houses import Home, jpeg, new_picture
from tests.services.photos.pictures import scene

PLAIN = {"photo_without_metadata"}


def looks(home: Home, report: UUID) -> list[i.Inspected]:
    return [one for one in home.events(report) if isinstance(one, i.Inspected)]


def flags(home: Home, report: UUID) -> set[str]:
    return {one.flag for look in looks(home, report) for one in look.flags} - PLAIN


def other(home: Home, report: UUID, flag: str) -> str | None:
    (found,) = (one.other for look in looks(home, report) for one in look.flags if one.flag == flag)
    return found


async def sent(home: Home, picture: bytes, rider: Actor = ex.RIDER, **more: Any) -> UUID:
    return await home.submit(rider, photos=[await home.photo(rider, picture)], **more)


def test_what_a_photograph_says_is_sealed_and_never_a_rejection(either_home: Home) -> None:
    home = either_home

    async def go() -> None:
        report = await home.submit(place=ground(ex.LIUXIA))
        await home.work("inspect")
        (look,) = looks(home, report)
        assert (look.by, look.rider, look.holds) == ("system:inspect", ex.RIDER.id, False)
        assert look.facts == Personal(), "closed for those who hold no key"
        opened = home.app.opened(report, version=2)[0].event
        assert isinstance(opened, i.Inspected)
        photo = home.report(report).photos[0].id
        assert opened.facts == Personal(value=[{"photo": photo, "readers_disagree": "False"}])
        assert home.report(report).state == "submitted"

    asyncio.run(go())


def test_the_same_photograph_again_is_seen_whoever_sends_it(home: Home) -> None:
    picture = new_picture()

    async def go() -> None:
        first = await sent(home, picture)
        again = await sent(home, picture, office=ex.LIUXIA)  # far away
        stolen = await sent(home, picture, ex.NEIGHBOUR, office=ex.LIUXIA)
        await home.work("inspect")
        assert flags(home, first) == set()
        assert flags(home, again) == {"same_photo"}
        assert "same_photo_other_rider" in flags(home, stolen)
        assert other(home, again, "same_photo") == first.hex
        assert home.report(again).holds

    asyncio.run(go())


def test_the_first_is_no_copy_however_late_the_inspection_comes(home: Home) -> None:
    async def go() -> None:
        first = await sent(home, jpeg(scene()))
        home.now.wait(minutes=1)
        await sent(home, jpeg(scene()), ex.NEIGHBOUR)
        await sent(home, jpeg(ImageEnhance.Brightness(scene()).enhance(1.1)), ex.THIRD_RIDER)
        await home.work("inspect")
        assert flags(home, first) == set()

    asyncio.run(go())


def test_a_likeness_counts_near_in_place_and_time(home: Home) -> None:
    brighter = jpeg(ImageEnhance.Brightness(scene()).enhance(1.15))
    metre = 90  # in 1e-7 degree of latitude, roughly
    near_by, far_off = (ground(ex.BEISHAN, north=n * metre) for n in (250, 900))

    async def go() -> None:
        first = await sent(home, jpeg(scene()))
        near = await sent(home, brighter, ex.NEIGHBOUR, place=near_by)
        far = await sent(home, brighter, ex.THIRD_RIDER, place=far_off)
        await home.work("inspect")
        assert "near_duplicate_photo" in flags(home, near)
        assert other(home, near, "near_duplicate_photo") == first.hex
        assert "near_duplicate_photo" not in flags(home, far)
        home.now.wait(days=91)
        darker = jpeg(ImageEnhance.Brightness(scene()).enhance(0.85))
        late = await sent(home, darker, Actor(ex.who(9), ex.RIDER.posts))
        await home.work("inspect")
        assert "near_duplicate_photo" not in flags(home, late)

    asyncio.run(go())


def test_a_photograph_taken_elsewhere_is_flagged(home: Home) -> None:
    place = {1: b"N", 2: ((31, 1), (0, 1), (0, 1)), 3: b"E", 4: ((121, 1), (0, 1), (0, 1))}
    exif = piexif.dump({"GPS": place})

    async def go() -> None:
        report = await sent(home, jpeg(Image.new("RGB", (64, 48), "teal"), exif=exif))
        await home.work("inspect")
        assert flags(home, report) == {"photo_far_from_location"}
        assert home.report(report).holds

    asyncio.run(go())


def test_nobody_rides_that_fast(home: Home) -> None:
    def device(office: str) -> dict[str, Any]:
        return {"source": Source.DEVICE, "place": ground(office)}

    async def go() -> None:
        slow = await home.submit(**device(ex.BEISHAN))
        home.now.wait(minutes=30)
        calm = await home.submit(**device(ex.LIUXIA))
        home.now.wait(seconds=20)
        fast = await home.submit(**device(ex.BEISHAN))
        await home.work("inspect")
        assert (flags(home, slow), flags(home, calm)) == (set(), set())
        assert "implausible_speed" in flags(home, fast)

    asyncio.run(go())


def test_outside_all_ground_and_without_accuracy_it_says_so(home: Home) -> None:
    async def go() -> None:
        spot = ground(None)
        exact = Fix(lon_e7=spot.lon_e7, lat_e7=spot.lat_e7, accuracy_cm=0)
        report = await home.submit(place=exact, source=Source.DEVICE)
        edge = await home.submit(place=ground(ex.BEISHAN, east=STEP // 2))
        await home.work("inspect")
        assert flags(home, report) == {"location_outside", "accuracy_exactly_zero"}
        assert flags(home, edge) == {"location_ambiguous"}

    asyncio.run(go())


def test_who_confirms_with_the_reporters_own_photograph_is_seen(home: Home) -> None:
    picture = new_picture()

    async def go() -> None:
        report = await sent(home, picture)
        copied = [await home.photo(ex.NEIGHBOUR, picture)]
        asked = home.asked(ex.NEIGHBOUR)
        await intake.corroborate(home.desk, report, copied, None, None, asked)
        await home.work("inspect")
        own, theirs = looks(home, report)
        told = [(one.rider, one.holds) for one in (own, theirs)]
        assert told == [(ex.RIDER.id, False), (ex.NEIGHBOUR.id, True)]
        assert "same_photo_other_rider" in {one.flag for one in theirs.flags}

    asyncio.run(go())


def test_what_somebodys_photograph_says_is_erased_with_them(home: Home) -> None:
    async def go() -> None:
        report = await home.submit()
        photos = [await home.photo(ex.NEIGHBOUR)]
        asked = home.asked(ex.NEIGHBOUR)
        await intake.corroborate(home.desk, report, photos, None, None, asked)
        await home.work("inspect")
        home.house.wiring.keyring.destroy(ex.NEIGHBOUR.id)
        opened = (one.event for one in home.app.opened(report))
        facts = [one.facts for one in opened if isinstance(one, i.Inspected)]
        assert [one and one.erased for one in facts] == [False, True]

    asyncio.run(go())


def test_an_after_photo_that_is_the_before_photo_stops_the_silent_closing(home: Home) -> None:
    picture = new_picture()

    async def go() -> None:
        report = await home.claimed(photos=[await home.photo(ex.RIDER, picture)])
        await home.resolve(report, picture)
        resolved = home.events(report)[-1]
        assert isinstance(resolved, Resolved)
        assert resolved.closing.closes_at
        assert not home.report(report).needs_another
        await home.work("inspect")
        assert home.report(report).needs_another
        home.now.at = resolved.closing.closes_at + timedelta(days=1)
        await home.work("deadlines")
        assert home.report(report).state == "resolved"
        await home.verify(report)

    asyncio.run(go())


def test_photographs_taken_by_a_change_open_under_the_reports_key(either_home: Home) -> None:
    home, rider = either_home, Actor(ex.who(301), ex.RIDER.posts)
    vault, keyring = home.desk.vault, home.house.wiring.keyring

    async def go() -> None:
        report = await home.claimed(rider, place=ground(ex.BEISHAN, east=70_000))
        shown = [await home.photo(ex.DISPATCHER)]
        asked = home.asked(ex.DISPATCHER)
        await handling.progress(home.desk, report, "on it", shown, asked)
        before, middle = (one.id for one in home.report(report).photos)
        assert vault.evidence_of(before) == vault.evidence_of(middle) == []
        size = home.size()
        await home.work("inspect")
        assert home.size() == size + 1, "what staff shows is kept, not judged"

        for photo in (before, middle):
            assert vault.evidence_of(photo) == [report.hex]
        keyring.destroy(rider.id)
        fresh = home.another()
        try:
            assert fresh.desk.vault.open(before, Part.LARGE).data
        finally:
            fresh.close()
        with pytest.raises(PhotoErased):
            vault.open(before, Part.ORIGINAL)

    asyncio.run(go())


def test_a_lost_bookmark_inspects_nothing_twice(either_home: Home) -> None:
    home = either_home

    async def go() -> None:
        await home.submit(place=ground(ex.XIXI))
        await home.work("inspect")
        size = home.size()
        home.forget("inspect")
        assert await home.work("inspect")
        assert home.size() == size

    asyncio.run(go())

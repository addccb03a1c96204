"""Where a phone was at a rider's reports: opened once, and forgotten with the rider."""

import asyncio
from typing import Any
from uuid import UUID

import pytest

from domain.actor import Actor
from domain.values import Fix, Source
from services.eventlog.recorder import EventLog
from services.keycache import LIFETIME
from services.reporting.context import Reporting
from tests import examples as ex
from tests.cities import ground
from tests.houses import Home
from workers import fixes as module
from workers.fixes import Fixes

RIDER = ex.RIDER.id


async def sent(home: Home, amount: int = 1, rider: Actor = ex.RIDER, **more: Any) -> list[UUID]:
    spot = ground(ex.LIUXIA)
    fix = Fix(lon_e7=spot.lon_e7, lat_e7=spot.lat_e7, device_time=home.now())
    given: dict[str, Any] = {"source": Source.DEVICE, "place": fix} | more
    return [await home.submit(rider, **given) for _ in range(amount)]


def known(desk: Reporting) -> Fixes:
    desk.keyring.warm([RIDER, ex.NEIGHBOUR.id])
    return Fixes(desk.app, desk.keyring)


def count(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    asked, lines = list[object](), EventLog.lines

    def counted(log: EventLog, *given: Any, **more: Any) -> Any:
        asked.append(more.get("streams"))
        return lines(log, *given, **more)

    monkeypatch.setattr(EventLog, "lines", counted)
    return asked


def test_a_fix_is_opened_once(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    (report,) = asyncio.run(sent(home))
    fixes, asked = known(home.desk), count(monkeypatch)
    ((position, fix),) = fixes.of({RIDER: [report.hex]}).values()
    assert (fix.received_at, fix.device_time) == (home.now(), home.now())
    assert home.app.opened(report)[0].position == position
    assert fixes.of({RIDER: [report.hex]}) == {report.hex: (position, fix)}
    assert asked == [[report]]


def test_what_was_learnt_from_the_log_is_not_asked_for(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    (report,) = asyncio.run(sent(home))
    fixes, asked = known(home.desk), count(monkeypatch)
    fixes.learn(home.app.opened(report)[0])
    assert list(fixes.of({RIDER: [report.hex]})) == [report.hex]
    assert not asked


def test_a_pin_says_nothing_of_a_phone_and_is_read_once(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    (report,) = asyncio.run(sent(home, source=Source.PIN, place=ground(ex.LIUXIA)))
    fixes, asked = known(home.desk), count(monkeypatch)
    assert [fixes.of({RIDER: [report.hex]}) for _ in range(2)] == [{}, {}]
    assert len(asked) == 1


def test_what_is_personal_of_a_fix_is_forgotten_with_its_rider(home: Home) -> None:
    (mine,), (theirs,) = asyncio.run(sent(home)), asyncio.run(sent(home, rider=ex.NEIGHBOUR))
    fixes = known(home.desk)
    both = {RIDER: [mine.hex], ex.NEIGHBOUR.id: [theirs.hex]}
    assert {fix.device_time for _, fix in fixes.of(both).values()} == {home.now()}
    home.desk.keyring.destroy(RIDER)
    left = {one: fix.device_time for one, (_, fix) in fixes.of(both).items()}
    assert left == {mine.hex: None, theirs.hex: home.now()}


def test_nothing_is_kept_of_a_rider_who_was_not_seen_for_a_minute(home: Home) -> None:
    (mine,), (theirs,) = asyncio.run(sent(home)), asyncio.run(sent(home, rider=ex.NEIGHBOUR))
    home.desk.keyring.warm([RIDER, ex.NEIGHBOUR.id])
    now = [0.0]
    fixes = Fixes(home.desk.app, home.desk.keyring, lambda: now[0])
    fixes.of({RIDER: [mine.hex]})
    for now[0] in (LIFETIME - 1, LIFETIME):
        fixes.of({ex.NEIGHBOUR.id: [theirs.hex]})
    assert list(fixes._known) == [ex.NEIGHBOUR.id]  # noqa: SLF001 - it must be nowhere in memory


def test_what_came_first_is_dropped_first_and_read_again(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    reports = [one.hex for one in asyncio.run(sent(home, 3))]
    monkeypatch.setattr(module, "MOST", 2)
    fixes, asked = known(home.desk), count(monkeypatch)
    assert set(fixes.of({RIDER: reports})) == set(reports)
    assert set(fixes.of({RIDER: reports})) == set(reports)
    assert asked[1] == [UUID(reports[0])]
    assert set(fixes.of({RIDER: reports[2:]})) == {reports[2]}
    assert len(asked) == 2


def test_of_too_many_riders_those_asked_about_last_are_remembered(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    (mine,), (theirs,) = asyncio.run(sent(home)), asyncio.run(sent(home, rider=ex.NEIGHBOUR))
    monkeypatch.setattr(module, "ROOM", 1)
    fixes, asked = known(home.desk), count(monkeypatch)
    for rider, report in ((RIDER, mine), *[(ex.NEIGHBOUR.id, theirs)] * 2):
        assert set(fixes.of({rider: [report.hex]})) == {report.hex}
    assert asked == [[mine], [theirs]]
    assert set(fixes.of({RIDER: [mine.hex]})) == {mine.hex}
    assert asked == [[mine], [theirs], [mine]]

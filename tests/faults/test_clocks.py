"""Clocks that go back, ahead, stand still or are years off break no order, lease or deadline."""

import asyncio
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from random import Random
from zoneinfo import ZoneInfo

import pytest

from domain.errors import Refused
from projections.house import House, open_house
from services.identity.consent import CONSENT_TEXT
from services.identity.senders import RememberingSender
from tests.faults.conftest import Figure
from tests.sizes import chance, times
from workers.simulation.accidents import FAR, NEAR
from workers.simulation.founding import Town, build
from workers.simulation.hours import Hours
from workers.simulation.playing import play, scratch
from workers.simulation.town import BEGAN

SEEDS = times(20, 200, 5_000)
PLAYS = times(2, 50, 5_000)
STEPS = 40
LOOKS = 14
ZONES = ("Europe/Berlin", "America/New_York", "Asia/Shanghai", "Pacific/Kiritimati")


class Entrance:
    """One rider before the door: codes are asked for and tried, sessions looked up."""

    def __init__(self, house: House, sender: RememberingSender, phone: str) -> None:
        self._identity, self._sender, self._phone = house.wiring.identity, sender, phone
        self._codes: dict[str, bool] = {}  # a code that was issued -> whether it was ever refused
        self._tokens: dict[str, bool] = {}  # a token -> whether it ever was over
        self.revived: list[str] = []

    def ask(self) -> None:
        sending = self._identity.riders.request_code(self._phone, self._phone, lambda send: send())
        asyncio.run(sending)
        sent = self._sender.codes.get(f"+86{self._phone}")
        if sent is not None and sent not in self._codes:
            self._codes = {sent: False}

    def enter(self) -> None:
        for code, refused in self._codes.items():
            try:
                entering = self._identity.riders.sign_in(self._phone, code, CONSENT_TEXT, "zh")
                signed = asyncio.run(entering)
            except Refused:
                self._codes[code] = True
                continue
            if refused:
                self.revived.append(f"code of {self._phone}")
            self._codes[code] = True  # it serves once
            self._tokens[signed.token] = False

    def look(self) -> None:
        sessions = self._identity.sessions
        for token, over in self._tokens.items():
            signed = sessions.remembered(token) or sessions.session(token)
            if signed is None:
                self._tokens[token] = True
            elif over:
                self.revived.append(f"session of {self._phone}")


@pytest.fixture(scope="module")
def town() -> Iterator[Town]:
    with scratch() as folder:
        yield build(folder / "town")


def test_codes_and_sessions_never_revive(town: Town, figure: Figure) -> None:
    hours, sender = Hours(BEGAN), RememberingSender()
    settings = town.copy(town.folder.parent / "door")
    house = open_house(settings, hours.now, sender)
    looks = 0
    try:
        for seed in range(SEEDS):
            random = chance("clocks", seed)
            hours.wall, hours.frozen = BEGAN + timedelta(days=3 * seed % 300), False
            entrance = Entrance(house, sender, f"139{seed:08}")
            for _ in range(LOOKS):
                disturb(hours, random)
                random.choice((entrance.ask, entrance.enter, entrance.look))()
                looks += 1
            assert not entrance.revived, (seed, entrance.revived)
    finally:
        house.close()
    figure(f"{SEEDS} seeds, {looks} looks at codes and sessions, none revived")


def test_order_leases_and_deadlines_keep_their_laws(town: Town, figure: Figure) -> None:
    first = chance("clock plays").randrange(1_000_000)
    endings = [play(seed, town, STEPS, clocks=True) for seed in range(first, first + PLAYS)]
    broken = [(one.seed, one.broken, one.trace[-12:]) for one in endings if one.broken]
    assert not broken, broken[:3]
    jumps = sum("clock " in line for one in endings for line in one.trace)
    figure(f"seeds {first}..{first + PLAYS - 1}, {jumps} clocks set or stopped, none broken")


@pytest.mark.parametrize("zone", ZONES)
def test_the_zone_of_a_clock_changes_nothing(
    town: Town, zone: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    seed = chance("zones", zone).randrange(1_000_000)
    at_home = play(seed, town, STEPS, clocks=True)
    now = Hours.now
    monkeypatch.setattr(Hours, "now", lambda self: now(self).astimezone(ZoneInfo(zone)))
    abroad = play(seed, town, STEPS, clocks=True)
    assert (abroad.broken, at_home.broken) == (None, None)
    assert (abroad.root, abroad.digest) == (at_home.root, at_home.digest)


def disturb(hours: Hours, random: Random) -> None:
    """Let time pass, or let the clock do what clocks do."""
    match random.choice(("pass", "pass", "near", "far", "freeze", "home")):
        case "pass":
            hours.let_pass(timedelta(seconds=random.choice((1, 70, 290, 310, 4_000, 90_000))))
        case "near":
            hours.set(hours.wall + random.choice(NEAR))
        case "far":
            hours.set(random.choice(FAR))
        case "freeze":
            hours.frozen = not hours.frozen
        case "home":
            hours.set(datetime(2026, 11, 24, tzinfo=UTC))

"""Plays the plan: beat after beat, with the workers and the clock in step."""

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final, NamedTuple
from uuid import UUID

import structlog

from domain.errors import Refused
from domain.report.intake_events import Submitted
from projections.house import House
from services.reporting.context import Asked, report_of
from services.suishoupai import Change
from workers.crew import WORKERS
from workers.demo.history import Storyteller
from workers.demo.people import Troupe
from workers.demo.pictures import Shot, take
from workers.demo.plan import Beat, Part

TICK: Final = timedelta(minutes=20)  # how often the clock is looked at while nobody acts
QUICK: Final = timedelta(seconds=4)  # how long the workers take to see a new report
AHEAD: Final = 10  # beats whose pictures are drawn and sent while others still act
NOBODY: Final = UUID(int=0)
Progress = Callable[[int, int], None]
logger = structlog.get_logger()


class Told(NamedTuple):
    """What was told: how many beats, and which of them were refused."""

    beats: int
    refused: list[str]


class Stage:
    """Where the plan is played: the house, its workers, its people."""

    def __init__(self, house: House, clock: Storyteller, troupe: Troupe) -> None:
        self._house = house
        self._clock = clock
        self._troupe = troupe
        self._chance = 0
        self._desk = replace(house.wiring.desk, randbelow=lambda _: self._chance)
        self._work = {name: make(house) for name, make in WORKERS.items()}
        self._told: dict[str, UUID] = {}
        self._photos: dict[tuple[str, Shot], asyncio.Task[str]] = {}
        self._looked = clock()

    async def play(self, beats: Sequence[Beat], end: datetime, progress: Progress) -> Told:
        """Play what has not been played before, and let it be `end`."""
        played = await asyncio.to_thread(self._played, beats)
        refused: list[str] = []
        try:
            for number in range(played, len(beats)):
                beat = beats[number]
                self._send_for(beats[number : number + AHEAD])
                await self._wait(beat.at)
                if code := await self._act(beat):
                    refused.append(f"{beat.tale}/{beat.number} {code}")
                progress(number + 1, len(beats))
        finally:
            await self._leave()
        await self._wait(end)
        await self._round(*WORKERS)
        return Told(len(beats) - played, refused)

    def _played(self, beats: Sequence[Beat]) -> int:
        """Count the beats up to the last that the log knows; remember their reports."""
        log = self._house.wiring.log
        if not log.lines(0, 1, (Submitted.TOPIC,)):
            return 0
        last = 0
        for number, beat in enumerate(beats, start=1):
            known = log.command(beat.command.id)
            if known is None:
                continue
            last = number
            (line,) = log.lines(known.first_position - 1, 1)
            if line.topic == Submitted.TOPIC:
                self._told[beat.tale] = UUID(str(line.originator_id))
        return last

    async def _act(self, beat: Beat) -> str | None:
        """Let somebody act; answer with the code of a refusal."""
        actor, guards = self._troupe.actor(beat.who)
        keys = [(beat.who, shot) for shot in beat.shots]
        photos = [await self._photos[key] for key in keys]
        asked = Asked(actor, beat.command, guards)
        report = self._told.get(beat.tale, NOBODY)
        self._chance = beat.chance
        try:
            done = await beat.deed(Part(self._desk, report, asked, photos, self._told))
        except Refused as refusal:
            logger.warning("not told", code=refusal.code)
            return refusal.code
        if report == NOBODY and beat.shots and isinstance(done, Change):
            self._told[beat.tale] = report_of(done).id
            self._clock.reach(self._clock() + QUICK)
        if beat.shots:
            await self._round("dispatch", "project", "inspect")
        await self._round("award")
        return None

    async def _wait(self, moment: datetime) -> None:
        """Let time pass; what falls due meanwhile is done when it is due."""
        while self._clock() + TICK < moment:
            self._clock.reach(self._clock() + TICK)
            await self._look()
        self._clock.reach(moment)
        if self._clock() - self._looked >= TICK / 2:
            await self._look()

    async def _look(self) -> None:
        self._looked = self._clock()
        if await self._work["deadlines"]():
            await self._round("award")

    async def _round(self, *names: str) -> None:
        for name in names:
            await self._work[name]()

    def _send_for(self, beats: Sequence[Beat]) -> None:
        """Have pictures drawn and sent ahead of the moment at which they are needed."""
        for beat in beats:
            for shot in beat.shots:
                if (beat.who, shot) not in self._photos:
                    sending = self._sent(shot, self._troupe.pseudonym(beat.who))
                    self._photos[beat.who, shot] = asyncio.create_task(sending)

    async def _sent(self, shot: Shot, uploader: str) -> str:
        data = await asyncio.to_thread(take, shot)
        stored = await self._house.wiring.vault.store(_stream(data), uploader)
        return stored.id

    async def _leave(self) -> None:
        for sending in self._photos.values():
            sending.cancel()
        await asyncio.gather(*self._photos.values(), return_exceptions=True)


async def _stream(data: bytes) -> AsyncIterator[bytes]:
    yield data

"""Compares what people were told with what the log, the views and the folder hold."""

import asyncio
import json
import subprocess
from collections import Counter
from typing import Any, NamedTuple
from uuid import UUID

from domain.report.closing_events import Resolved
from domain.report.handling_events import Claimed
from domain.report.intake_events import Dispatched, Submitted
from domain.wallet import Credited
from projections.house import House, open_house
from services.eventlog.request import Line
from services.photos.cipher import Part
from tests.faults.calls import Call
from tests.faults.city import City
from tests.faults.load import REPORT
from tests.faults.server import PROGRAM, environ
from workers.crew import WORKERS

PAGE = 10_000
TOPICS = {
    "POST /v1/reports": Submitted.TOPIC,
    f"{REPORT}claim": Claimed.TOPIC,
    f"{REPORT}resolve": Resolved.TOPIC,
}
UPLOAD = "POST /v1/photos"


class Judged(NamedTuple):
    """What a test ended with."""

    acknowledged: int
    refused: int
    asked_again: int
    lines: int

    def __str__(self) -> str:
        return (
            f"{self.acknowledged} acknowledged, 0 lost, {self.asked_again} asked again, "
            f"{self.refused} refused, {self.lines} lines, verify clean"
        )


def judge(city: City, calls: list[Call]) -> Judged:
    """Find every acknowledged call in the log, no refused one, and nothing half-written."""
    house = open_house(city.settings)
    try:
        asyncio.run(caught_up(house))
        lines = everything(house)
        told_is_written(city, house, calls, lines)
        written_was_told(city, calls, lines)
        whole(house, lines)
        photographs_open(house, calls, lines)
        done_once(house, lines)
    finally:
        house.close()
    assert verdict(city)["clean"]
    good = sum(1 for call in calls if call.answer and call.answer.good)
    again = sum(1 for call in calls if call.tries > 1)
    return Judged(good, len(calls) - good, again, len(lines))


async def caught_up(house: House) -> None:
    """Let every worker do what was left undone."""
    for make in WORKERS.values():
        await make(house)()
    await WORKERS["project"](house)()


def everything(house: House) -> list[Line]:
    """Read the whole log."""
    lines: list[Line] = []
    while page := house.wiring.log.lines(len(lines), PAGE):
        lines += page
    assert [line.id for line in lines] == list(range(1, len(lines) + 1))
    return lines


def told_is_written(city: City, house: House, calls: list[Call], lines: list[Line]) -> None:
    """An acknowledged command stands at its position; a refused one stands nowhere."""
    for call in calls:
        assert call.answer is not None, call
        assert call.answer.status < 500, call
        if call.route == UPLOAD:
            continue
        known = house.wiring.log.command(call.command(city))
        if not call.answer.good:
            assert known is None, call
            continue
        assert known is not None, call
        told, line = call.answer, lines[call.answer.position - 1]
        assert known.first_position + known.count - 1 == told.position == line.id
        assert line.command_id == call.command(city)
        assert line.originator_id == UUID(told.body["id"])
        assert line.originator_version == told.body["version"]
        assert line.topic == TOPICS[call.route]


def written_was_told(city: City, calls: list[Call], lines: list[Line]) -> None:
    """Whatever the log says that people did, they were told; each thing once."""
    for route, topic in TOPICS.items():
        told = [
            call.command(city)
            for call in calls
            if call.route == route and call.answer and call.answer.good
        ]
        written = [line.command_id for line in lines if line.topic == topic]
        assert Counter(told) == Counter(written), topic


def whole(house: House, lines: list[Line]) -> None:
    """Every command has all its events, side by side."""
    for name, count in Counter(line.command_id for line in lines).items():
        known = house.wiring.log.command(name)
        assert known is not None
        assert known.count == count
        first = known.first_position
        assert {line.command_id for line in lines[first - 1 : first - 1 + count]} == {name}


def photographs_open(house: House, calls: list[Call], lines: list[Line]) -> None:
    """Every photograph that was acknowledged, or that an event names, opens."""
    vault = house.wiring.vault
    uploads = [call.answer for call in calls if call.route == UPLOAD]
    names = {answer.body["id"] for answer in uploads if answer and answer.good}
    for line in lines:
        event = house.wiring.codec.to_domain_event(line).event
        if isinstance(event, Submitted | Resolved):
            names |= {photo.id for photo in event.photos}
            for photo in event.photos:
                assert vault.describe(photo.id).digest == photo.digest
                assert UUID(str(line.originator_id)).hex in vault.evidence_of(photo.id)
    for name in names:
        for part in Part:
            assert vault.open(name, part).data


def done_once(house: House, lines: list[Line]) -> None:
    """Every report was sent to one office once, and brought points once."""
    steps = [house.wiring.codec.to_domain_event(line) for line in lines]
    sent = [step.originator_id for step in steps if isinstance(step.event, Submitted)]
    dispatched = [step.originator_id for step in steps if isinstance(step.event, Dispatched)]
    credited = [UUID(step.event.report) for step in steps if isinstance(step.event, Credited)]
    assert Counter(sent) == Counter(dispatched) == Counter(credited)


def verdict(city: City) -> dict[str, Any]:
    """Ask `suishoupai verify`, as an auditor would."""
    ran = subprocess.run(
        [*PROGRAM, "verify", "--json"],
        capture_output=True,
        text=True,
        check=False,
        env=environ(city),
    )
    assert ran.returncode == 0, ran.stdout + ran.stderr
    found: dict[str, Any] = json.loads(ran.stdout)
    return found

"""Use cases of operating: what a view or a worker gave up is tried again or left out, on record."""

from contextlib import suppress
from typing import NamedTuple

from domain.actor import Actor
from domain.parking import ParkedRetried, ParkedSkipped, Parking, Stop
from domain.streams import parking_stream
from domain.values import Role
from services.envelope import UnreadableEvent
from services.reporting.context import Asked
from services.suishoupai import Change, Suishoupai

TOPICS = (ParkedRetried.TOPIC, ParkedSkipped.TOPIC)


def may_speak(actor: Actor) -> bool:
    """Say whether somebody may decide what becomes of it: administrators alone."""
    return actor.holds(Role.ADMIN)


class Wish(NamedTuple):
    """What is to become of something given up, and why."""

    stop: Stop
    reason: str
    skip: bool


async def say(app: Suishoupai, wish: Wish, asked: Asked) -> Change:
    """Put somebody's word into the log; whoever gave it up finds it there, now and always."""

    def decide(it: Parking) -> None:
        act = it.skip if wish.skip else it.retry
        act(wish.stop, wish.reason, asked.actor.id, app.clock())

    things = [(Parking, parking_stream(wish.stop.follower))]
    return await app.change(things, decide, asked.command, asked.guards)


def left_out(app: Suishoupai, follower: str) -> frozenset[int]:
    """List the positions that a follower is to leave out, as the log says now.

    A word that cannot be read is none: it must not keep its follower from starting.
    """
    found = set()
    for line in app.event_log.stream(parking_stream(follower)):
        with suppress(UnreadableEvent):
            event = app.codec.to_domain_event(line).event
            if isinstance(event, ParkedSkipped):
                found.add(event.position)
    return frozenset(found)

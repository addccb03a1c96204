"""What workers have done to a city, whatever the order in which they did it."""

from collections import Counter
from typing import Any

from msgspec import to_builtins
from sqlalchemy import select

from projections.house import House
from services.eventlog.request import Line
from services.telling.tables import delivery
from tests.faults.judging import everything, photographs_open, whole
from workers.verdict import judge_live

Effects = Counter[tuple[Any, ...]]


def written(house: House, since: int) -> Effects:
    """Count what was written after a position: by which command, where, and what it says."""
    return Counter(_said(house, line) for line in everything(house)[since:])


def told(house: House) -> Effects:
    """Count what went out to whom: of which event, over which channel, and how that ended."""
    names = [line.command_id for line in everything(house)]
    rows = select(delivery.c.position, delivery.c.rider, delivery.c.channel, delivery.c.state)
    with house.wiring.identity.telling.engine.connect() as db:
        return Counter((names[position - 1], *rest) for position, *rest in db.execute(rows))


def sound(house: House) -> None:
    """Nothing is given up or half-written, views equal a fresh replay, photographs open."""
    lines = everything(house)
    whole(house, lines)
    photographs_open(house, [], lines)
    assert not any(house.parked().values()), house.parked()
    verdict = judge_live(house, lambda *_: None)
    assert verdict.clean, verdict.spoken()


def topics(effects: Effects, worker: str) -> set[str]:
    """Name the kinds of events that a worker has written."""
    return {topic for _, topic, _, by, *_ in effects if by == f"system:{worker}"}


def _said(house: House, line: Line) -> tuple[Any, ...]:
    event = house.wiring.codec.to_domain_event(line).event
    facts = _unplaced(to_builtins(event))
    return line.command_id, line.topic, line.originator_id, event.by, repr(facts)


def _unplaced(fact: Any) -> Any:
    """Leave out where in the log something stood: that is as chance had it."""
    if isinstance(fact, dict):
        return {name: _unplaced(one) for name, one in fact.items() if name != "position"}
    return [_unplaced(one) for one in fact] if isinstance(fact, list) else fact

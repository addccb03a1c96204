"""Sends each new report to the office whose ground it lies on, with its deadline."""

from collections.abc import Sequence

import structlog
from sqlalchemy import Engine

from domain.actor import system
from domain.kernel import Event, Step
from domain.report.intake_events import Submitted
from services.commands import Command
from services.reporting import intake
from services.reporting.context import Asked, Reporting
from workers.follow import Follower, tell

WORKER = system("dispatch")
logger = structlog.get_logger()


def dispatcher(desk: Reporting, engine: Engine) -> Follower:
    """Make the worker; it never waits for the inspection of the photographs."""

    async def handle(steps: Sequence[Step[Event]]) -> None:
        wishes = []
        for step in steps:
            asked = Asked(WORKER, Command.worker("dispatch", step.originator_id, step.position))
            wishes.append(intake.dispatched_by_rule(desk, step.originator_id, asked))
        outcomes = await desk.carry_out(wishes)
        for step, outcome in zip(steps, outcomes, strict=True):
            if outcome is None:
                logger.info("not dispatched", report=step.originator_id.hex)
        tell("dispatch", outcomes)

    return Follower("dispatch", [Submitted.TOPIC], desk.app, engine, handle)

"""Sends each new report to the office whose ground it lies on, with its deadline."""

import structlog
from sqlalchemy import Engine

from domain.actor import system
from domain.kernel import Event, Step
from domain.report.intake_events import Submitted
from services.commands import Command
from services.reporting import intake
from services.reporting.context import Asked, Reporting
from workers.follow import Follower

WORKER = system("dispatch")
logger = structlog.get_logger()


def dispatcher(desk: Reporting, engine: Engine) -> Follower:
    """Make the worker; it never waits for the inspection of the photographs."""

    async def handle(step: Step[Event]) -> None:
        asked = Asked(WORKER, Command.worker("dispatch", step.originator_id, step.position))
        change = await intake.dispatch_by_rule(desk, step.originator_id, asked)
        if change is None:
            logger.info("left to the desk", report=step.originator_id.hex)

    return Follower("dispatch", [Submitted.TOPIC], desk.app, engine, handle)

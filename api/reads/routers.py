"""Every router that only looks, and what they need of the application."""

from functools import partial
from typing import Final

from fastapi import APIRouter, FastAPI

from api.reads import (
    audit_log,
    audit_past,
    audit_people,
    audit_report,
    audit_views,
    catalogue,
    city,
    health,
    inbox,
    inbox_live,
    live,
    loads,
    metrics,
    mine,
    nearby,
    places,
    purse,
    queue_search,
    queues,
    scrape,
    shelf,
    templates,
    tiles,
    timelines,
    usual,
)
from api.reads.dashboard import routes as dashboard
from api.reads.figures import Figures
from api.reads.kept import Kept
from api.reads.measuring import Measured
from api.reads.pulse import Moved, Pulse
from projections.house import House
from projections.inbox.queries import told_since
from projections.keeper import Projections

ROUTERS: Final[tuple[APIRouter, ...]] = (
    city.router,
    places.router,
    catalogue.router,
    usual.router,
    templates.router,
    nearby.router,  # before the route of a single report, whose id it would be taken for
    timelines.router,
    mine.router,
    inbox.router,
    inbox_live.router,
    purse.router,
    shelf.router,
    queue_search.router,
    live.router,
    loads.router,
    queues.router,
    metrics.router,
    dashboard.router,
    tiles.router,
    audit_log.router,
    audit_past.router,
    audit_people.router,
    audit_report.router,
    audit_views.router,
    health.router,
    scrape.router,
)


def install(app: FastAPI, house: House) -> None:
    """Give the application what open screens and Prometheus ask for.

    Call it last: the outermost layer is the one that was added last.
    """
    views = house.projections
    app.state.pulses = {
        "queues": Pulse(lambda _: Moved(views.position("queues"), None)),
        "inbox": Pulse(partial(_told, views)),
    }
    app.state.dashboards = Kept()
    app.state.figures = Figures(house)
    app.add_middleware(Measured, figures=app.state.figures)


def _told(views: Projections, seen: int) -> Moved:
    """Say whose inboxes moved; at the first look, that all did: nobody reads them all for it."""
    if not seen:
        return Moved(views.position("inbox"), None)
    return Moved(*told_since(views.engine, seen))

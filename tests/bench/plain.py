"""The rival: the same endpoint as the framework's and the library's own documents write it.

Session, rate limits, day's limit, photographs, sealing and answer are ours and the same;
FastAPI reads and answers in its own way, and the library's `Application.save` stores, one
transaction for each report, through its own recorder and its own pool.
"""

from http import HTTPStatus
from typing import Any, cast
from uuid import UUID

from eventsourcing.application import Application
from eventsourcing.persistence import ApplicationRecorder, Mapper
from fastapi import FastAPI, HTTPException, Request, Response

from api.asking import Submission
from api.reports import fix
from api.shapes import ReportShown
from api.showing import View, show
from api.visit import POSITION
from domain.report import intake
from domain.report.state import Report
from domain.values import PhotoRole
from projections.house import House
from projections.queues.sent import sent_since
from services.chinaday import midnight
from services.identity.actors import actor_for
from services.limits import Limited
from services.number import new_number
from services.reporting.intake import on_wgs84
from services.wiring import Wiring
from tests.bench.library import recorder


class Filing(Application[UUID]):
    """The library's application, with our codec alone in the place of its own."""

    def __init__(self, wiring: Wiring, url: str) -> None:
        self._codec = wiring.codec
        self._url = url
        super().__init__()

    def construct_mapper(self) -> Mapper[UUID]:
        return self._codec

    def construct_recorder(self) -> ApplicationRecorder:
        return recorder(self._url)


def plain_app(house: House, url: str) -> FastAPI:
    """Offer the one endpoint."""
    wiring, app = house.wiring, FastAPI()
    filing = Filing(wiring, url)

    @app.post("/v1/reports", status_code=HTTPStatus.CREATED)
    def send(wish: Submission, request: Request, response: Response) -> ReportShown:
        signed = wiring.identity.sessions.session(request.headers["authorization"][7:])
        if signed is None:
            raise HTTPException(HTTPStatus.UNAUTHORIZED)
        wiring.limits.check(Limited.REQUESTS, signed.pseudonym)
        wiring.limits.check(Limited.SUBMITS, signed.pseudonym)
        actor, _ = actor_for(signed, wiring.book)
        report, at = _decided(house, wish, actor.id, actor), wiring.clock()
        (first,) = report._news  # noqa: SLF001 - `save` takes them away
        (recording,) = filing.save(cast("Any", report))
        response.headers[POSITION] = str(recording.notification.id)
        response.headers["ETag"] = f'"v{report.version}"'
        return show(wiring, report, View(actor, at), first.event)

    return app


def _decided(house: House, wish: Submission, rider: str, actor: Any) -> Report:
    """Decide as our own use case does."""
    wiring, desk = house.wiring, house.wiring.desk
    wiring.book.refresh()
    desk.unblocked(actor)
    now = desk.now()
    sent = sent_since(house.projections.engine, [rider], midnight(now)).get(rider, 0)
    assert sent < wiring.book.policy.daily_reports
    category = desk.category(wish.category)
    category.check(wish.answers or {})
    place = fix(wish.location, wish.taken_at)
    seen = intake.Sighting(
        category=wish.category,
        category_version=category.number,
        condition=wish.condition,
        location=on_wgs84(place, wish.location.datum),
        datum=wish.location.datum,
        source=wish.location.source,
        photos=desk.pictures(wish.photos, rider, PhotoRole.BEFORE),
        note=wish.note,
        answers=wish.answers,
        fix=place,
    )
    report = Report(desk.ids.take())
    intake.submit(report, seen, new_number(), rider, actor, now)
    return report

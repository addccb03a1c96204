"""A process that does nothing but write to a log, and says what was acknowledged."""

from itertools import count, islice
from multiprocessing.connection import Connection
from uuid import UUID, uuid4

from services.database import open_engine
from services.eventlog import ChangedMeanwhile, EventLog, Receipt
from tests.services.eventlog.examples import TENANT, happened, wish

Told = tuple[bytes, Receipt]  # command id and what was answered


def write(
    url: str, told: Connection, rounds: int | None = None, shared: UUID | None = None
) -> None:
    """Append for some rounds or for ever, several commands at a time.

    Each round writes two streams of its own in one command, and one event of a
    stream that other processes may write too, again and again until it is in.
    """
    engine = open_engine(url, durable=True)
    log = EventLog(engine, tenant=TENANT)
    for _ in islice(count(), rounds):
        pairs = [
            wish(happened(uuid4(), 1), happened(uuid4(), 1), happened(uuid4(), 1)) for _ in range(4)
        ]
        answers = [(request, log.submit(request)) for request in pairs]
        if shared:
            told.send(push(log, shared))
        for request, answer in answers:
            told.send((request.command_id, answer.result()))
    told.close()
    log.close()
    engine.dispose()


def push(log: EventLog, stream: UUID) -> Told:
    """Append to a stream for which others race, as its next version."""
    while True:
        request = wish(happened(stream, len(log.stream(stream)) + 1))
        try:
            return request.command_id, log.submit(request).result()
        except ChangedMeanwhile:
            continue

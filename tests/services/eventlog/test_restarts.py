"""PostgreSQL may be killed under load: nothing is lost, and nobody is accused."""

from collections import deque
from concurrent.futures import Future
from uuid import UUID, uuid4

from services.eventlog import Append, EventLog, Receipt
from tests.postgres import cluster
from tests.services.eventlog.examples import assert_sound, happened, opened, wish

RESTARTS = 3
AT_ONCE = 24


def test_a_killed_server_loses_nothing_and_accuses_nobody() -> None:
    streams = [uuid4() for _ in range(8)]
    with cluster(durable=True) as server, opened(server.url, durable=True) as log:
        load = Load(log, streams)
        for _ in range(RESTARTS):
            load.run(150)
            server.stop()  # with commands on their way
            server.start()
        load.run(150)
        load.finish()
        assert_sound(log)
        lines = {line.id: line.command_id for line in log.lines(0, 10_000)}
        # Every command was acknowledged, as its own first success, and is there.
        assert len(lines) == len(load.acknowledged) == load.sent == 600
        for command_id, receipt in load.acknowledged:
            assert lines[receipt.first_position] == command_id
            assert not receipt.repeated


class Load:
    """Keeps many commands on their way, each the next version of its stream."""

    def __init__(self, log: EventLog, streams: list[UUID]) -> None:
        self._log = log
        self._streams = streams
        self._waiting: deque[tuple[Append, Future[Receipt]]] = deque()
        self.acknowledged: list[tuple[bytes, Receipt]] = []
        self.sent = 0

    def run(self, commands: int) -> None:
        for _ in range(commands):
            turn, stream = divmod(self.sent, len(self._streams))
            request = wish(happened(self._streams[stream], turn + 1))
            self._waiting.append((request, self._log.submit(request)))
            self.sent += 1
            while len(self._waiting) > AT_ONCE:
                self._settle()

    def finish(self) -> None:
        while self._waiting:
            self._settle()

    def _settle(self) -> None:
        request, answer = self._waiting.popleft()
        self.acknowledged.append((request.command_id, answer.result(60)))


def test_a_follower_survives_a_restart() -> None:
    with cluster() as server, opened(server.url, durable=True) as log:
        log.insert_events([happened(uuid4(), 1)])
        with log.subscribe() as subscription:
            assert next(subscription).id == 1
            server.stop()
            server.start()
            log.insert_events([happened(uuid4(), 1)])
            assert next(subscription).id == 2

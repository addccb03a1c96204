"""Several processes write one log, and nobody can tell: tests/faults kills them as well."""

from uuid import uuid4

from tests.services.eventlog.examples import assert_sound, everything, opened
from tests.services.eventlog.writers import all_told, writer


def test_four_processes_write_one_log_without_a_gap(database_url: str) -> None:
    shared = uuid4()
    with (
        opened(database_url) as log,
        writer(database_url, 10, shared) as (_, first),
        writer(database_url, 10, shared) as (_, second),
        writer(database_url, 10, shared) as (_, third),
        writer(database_url, 10, shared) as (_, fourth),
    ):
        seen = log.lines(0, 7)
        while len(seen) < 4 * 10 * 13 and log.wait_past(len(seen), 10):
            seen += log.lines(len(seen), 7)
        told = [word for hear in (first, second, third, fourth) for word in all_told(hear)]
        assert seen == everything(log)
        assert_sound(log)
        assert len(log.stream(shared)) == 40
    assert len(told) == 4 * 10 * 5
    written = {line.id: line.command_id for line in seen}
    for command_id, receipt in told:
        assert {written[position] for position in receipt.positions} == {command_id}

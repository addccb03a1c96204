"""Whoever writes the log may be killed at any instant: nothing acknowledged is lost."""

from collections import Counter
from time import monotonic, sleep

from tests.faults.conftest import Figure
from tests.services.eventlog.bare_writer import Told
from tests.services.eventlog.examples import assert_sound, everything, opened
from tests.services.eventlog.writers import all_told, writer
from tests.sizes import chance, times

KILLS = times(5, 100, 5_000)  # on each engine
LONGEST_S = 0.02  # after its first words


def test_nothing_acknowledged_is_lost_when_a_writer_is_killed(
    database_url: str, figure: Figure
) -> None:
    drawn, began = chance("writers", database_url.partition(":")[0]), monotonic()
    told: list[Told] = []
    for _ in range(KILLS):
        with writer(database_url) as (process, hear):
            told += [hear.recv() for _ in range(drawn.randint(1, 10))]
            sleep(drawn.uniform(0, LONGEST_S))
            process.kill()
            told += all_told(hear)
    with opened(database_url) as log:
        assert_sound(log)
        lines = everything(log)
    assert len(lines) >= 3 * len(told) > 0
    written = {line.id: line.command_id for line in lines}
    for command_id, receipt in told:
        assert {written[position] for position in receipt.positions} == {command_id}
    assert set(Counter(written.values()).values()) == {3}  # nothing half-written
    figure(
        f"{KILLS} kills in {monotonic() - began:.0f} s; {len(told)} acknowledged, 0 lost, "
        f"{len(lines)} lines, none half-written"
    )

"""Whose password is renewed when the files of a city give them posts."""

from tests.services.city.conftest import TownHall, pseudonym
from tests.services.city.folders import spoil


def test_a_password_is_renewed_where_the_posts_outgrow_it_and_not_again(hall: TownHall) -> None:
    hall.load()
    assert hall.register.renewed == [pseudonym("dispatcher1"), pseudonym("lead1")]
    hall.load()
    spoil(hall.folder, "staff.toml", '{ role = "lead" }', '{ role = "auditor" }')
    hall.load()
    assert len(hall.register.renewed) == 2  # of a lead, only administrators set the password

    east = '{ role = "dispatcher", office = "990101001" }'
    spoil(hall.folder, "staff.toml", east, f'{east},\n  {{ role = "verifier" }}')
    hall.load()

    assert hall.register.renewed[2:] == [pseudonym("dispatcher1")]

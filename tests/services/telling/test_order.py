"""Where planning stands, whatever a database takes for the order of letters and signs."""

from services.telling.deliveries import ALL


def test_a_finished_position_stands_behind_every_rider_under_any_collation() -> None:
    assert ALL.isalpha(), "many collations put signs before digits and letters"
    assert ALL > "f" * 32

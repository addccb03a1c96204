"""Which stream a thing lives in never changes: the log would lose its past."""

from uuid import UUID

import pytest

from domain import streams

NAMED = [
    (streams.city_stream(), "2a6907c8-eaaa-5f93-ae4c-408d5edd4405"),
    (streams.office_stream("330106002"), "984e6695-0ebe-57f9-b82f-142f969882ea"),
    (streams.community_stream("330106002001"), "3cb16ee1-5edf-5132-a014-d4fe9e16739a"),
    (streams.category_stream("M06010"), "022d5c9d-c409-5709-be1c-e558435b181d"),
    (streams.calendar_stream(2026), "30401f7a-cf07-5142-a546-3b33c4e63961"),
    (streams.reward_stream("meal"), "c86e1fe3-4ca9-50bd-bed9-cb40ae57dc25"),
    (
        streams.staff_stream("00000000000000000000000000000000"),
        "dc216f5c-e423-5626-84a9-171075d70bbe",
    ),
    (
        streams.disclosures_stream("00000000000000000000000000000000"),
        "b0e9dd71-0927-50db-b163-4e7916711ca1",
    ),
    (
        streams.rider_stream("00000000000000000000000000000000"),
        "9a804792-3e02-50ff-9737-629443bac7f6",
    ),
    (
        streams.block_stream("00000000000000000000000000000000"),
        "3013e7b4-5bbc-5924-b897-d5a78a18c0c2",
    ),
    (streams.parking_stream("queues"), "d88818c1-f2b5-57ef-84a4-f2eca689da1b"),
    (
        streams.wallet_stream("00000000000000000000000000000001"),
        "00000000-0000-0000-0000-000000000001",
    ),
]


@pytest.mark.parametrize(("stream", "known"), NAMED)
def test_a_thing_lives_in_its_stream_for_ever(stream: UUID, known: str) -> None:
    assert stream == UUID(known)


def test_no_two_kinds_of_things_share_a_stream() -> None:
    assert len({stream for stream, _ in NAMED}) == len(NAMED)

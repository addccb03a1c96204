"""The tree is the one of RFC 6962, and the leaves are those that auditors expect."""

from hashlib import sha256
from uuid import UUID

import pytest

from domain.merkle import EMPTY, Frontier, leaf_data, leaf_hash, node

BY = '{"v":1,"d":{"by":"0000000000000000000000000000000%d",%s}}'
EVENTS = [  # topic, state, bytes of the leaf, its hash: published test vectors
    (
        "report.submitted",
        BY % (2, '"category":"pothole"'),
        182,
        "8b4625c26a12d23076b4c75e31268d6c1dd605db880b0e967112fb1fdb3ccf62",
    ),
    (
        "report.dispatched",
        BY % (3, '"office":"w1"'),
        176,
        "524b14312465c7840367e2adab8fda7d0ccb445c71cc26960341ab3209a39f3f",
    ),
    (
        "report.resolved",
        BY % (4, '"office":"w1","proof":"ab"'),
        187,
        "1a5065d16f65f2bc7c951657e62383b850f182bb824c9e1ab38ffdc9a2ebfaf3",
    ),
]
ROOT = "cdbfae31cb31e8aed47711732b0489c93ff5de15b334409db64eaaabe86b2857"


def leaf(index: int) -> bytes:
    topic, state, _, _ = EVENTS[index]
    return leaf_data(
        index=index,
        tenant="demo",
        originator_id=UUID(int=1),
        originator_version=index + 1,
        topic=topic,
        command_id=(100 + index).to_bytes(16, "big"),
        recorded_at=1_700_000_000_000_000 + index,
        state=state.encode(),
    )


def rfc_root(leaves: list[bytes]) -> bytes:
    """The definition of RFC 6962, section 2.1, word for word, over leaf hashes."""
    if not leaves:
        return sha256(b"").digest()
    if len(leaves) == 1:
        return leaves[0]
    split = 1
    while split * 2 < len(leaves):
        split *= 2
    return node(rfc_root(leaves[:split]), rfc_root(leaves[split:]))


@pytest.mark.parametrize("index", range(len(EVENTS)))
def test_a_leaf_is_what_the_published_vector_says(index: int) -> None:
    *_, size, expected = EVENTS[index]
    assert len(leaf(index)) == size
    assert leaf_hash(leaf(index)).hex() == expected


def test_the_root_over_three_events_is_the_published_one() -> None:
    tree = Frontier().extended(leaf_hash(leaf(index)) for index in range(3))
    assert tree.root.hex() == ROOT


def test_an_empty_tree_is_the_hash_of_nothing() -> None:
    assert Frontier().root == EMPTY == sha256(b"").digest()


def test_the_root_is_that_of_rfc_6962_at_every_size() -> None:
    leaves = [leaf_hash(str(index).encode()) for index in range(600)]
    tree = Frontier()
    assert tree.root == rfc_root([])
    for size, new in enumerate(leaves, 1):
        tree = tree.extended([new])
        assert tree.root == rfc_root(leaves[:size])
        assert len(tree.roots) == size.bit_count()


def test_growing_at_once_and_one_by_one_is_the_same() -> None:
    leaves = [leaf_hash(str(index).encode()) for index in range(77)]
    one_by_one = Frontier()
    for new in leaves:
        one_by_one = one_by_one.extended([new])
    assert Frontier().extended(leaves) == one_by_one


def test_a_packed_tree_is_read_back() -> None:
    tree = Frontier().extended(leaf_hash(bytes([index])) for index in range(100))
    assert Frontier.unpack(tree.size, tree.packed) == tree


def test_a_packed_tree_of_another_size_is_refused() -> None:
    with pytest.raises(ValueError, match="has not 32 bytes"):
        Frontier.unpack(3, bytes(32))


def test_each_part_of_an_event_changes_its_leaf() -> None:
    parts: dict[str, object] = {
        "index": 0,
        "tenant": "demo",
        "originator_id": UUID(int=1),
        "originator_version": 1,
        "topic": "report.noted",
        "command_id": bytes(16),
        "recorded_at": 1,
        "state": b"{}",
    }
    others: dict[str, object] = {
        "index": 1,
        "tenant": "dem",
        "originator_id": UUID(int=2),
        "originator_version": 2,
        "topic": "oreport.noted",
        "command_id": b"\1" * 16,
        "recorded_at": 2,
        "state": b"[]",
    }
    leaves = [leaf_data(**parts)]  # type: ignore[arg-type]  # a table of mixed types
    for name, other in others.items():
        leaves.append(leaf_data(**parts | {name: other}))  # type: ignore[arg-type]  # ditto
    assert len(set(leaves)) == len(parts) + 1

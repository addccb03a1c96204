"""The tree over the log: its root changes if any recorded byte, or their order, does."""

from collections.abc import Iterable
from hashlib import sha256
from typing import Self
from uuid import UUID

from msgspec import Struct

DOMAIN = b"suishoupai-event-v1\n"
EMPTY = sha256(b"").digest()
_HASH = 32


def leaf_data(
    *,
    index: int,
    tenant: str,
    originator_id: UUID,
    originator_version: int,
    topic: str,
    command_id: bytes,
    recorded_at: int,
    state: bytes,
) -> bytes:
    """Write down one event as it is hashed and handed to auditors.

    `index` is the event's position - 1 and `recorded_at` is in microseconds since
    1970. It commits to order, stream, version, kind, command, time and bytes.
    """
    return b"".join(
        (
            DOMAIN,
            index.to_bytes(8, "big"),
            _with_length(tenant.encode()),
            originator_id.bytes,
            originator_version.to_bytes(8, "big"),
            _with_length(topic.encode()),
            command_id,
            recorded_at.to_bytes(8, "big"),
            _with_length(state),
        )
    )


def leaf_hash(data: bytes) -> bytes:
    """Hash a leaf; the leading byte tells it from a node (RFC 9162, 2.1.1)."""
    return sha256(b"\x00" + data).digest()


def node(left: bytes, right: bytes) -> bytes:
    """Join two subtrees (RFC 9162, 2.1.1)."""
    return sha256(b"\x01" + left + right).digest()


class Frontier(Struct, frozen=True):
    """A tree cut down to what growing it needs: the roots of its full subtrees.

    Largest first, one for each 1-bit of `size`: twenty for a million events.
    """

    size: int = 0
    roots: tuple[bytes, ...] = ()

    @classmethod
    def unpack(cls, size: int, packed: bytes) -> Self:
        """Read back what `packed` wrote; a ValueError if it does not fit `size`."""
        if len(packed) != size.bit_count() * _HASH:
            raise ValueError(f"a tree of {size} leaves has not {len(packed)} bytes")
        steps = range(0, len(packed), _HASH)
        return cls(size, tuple(packed[at : at + _HASH] for at in steps))

    @property
    def packed(self) -> bytes:
        """The roots, one after the other."""
        return b"".join(self.roots)

    def extended(self, leaves: Iterable[bytes]) -> "Frontier":
        """Answer with the tree that has these leaf hashes as well."""
        size, roots = self.size, list(self.roots)
        for leaf in leaves:
            full, joined = size, leaf
            while full & 1:
                joined = node(roots.pop(), joined)
                full >>= 1
            roots.append(joined)
            size += 1
        return Frontier(size, tuple(roots))

    @property
    def root(self) -> bytes:
        """The one hash that stands for the whole tree."""
        if not self.roots:
            return EMPTY
        *larger, root = self.roots
        for subtree in reversed(larger):
            root = node(subtree, root)
        return root


def _with_length(text: bytes) -> bytes:
    return len(text).to_bytes(4, "big") + text

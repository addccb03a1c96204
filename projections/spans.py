"""Spans of the log in an order in which those around one position are quickly found.

Each span has a *node*: the number in it that can be halved most often. The nodes of all
spans around a position lie on one short path, one for each bit of a position, and of a
node's spans those around it are a range by their ends. So a list of the past is found
among a million ended rows by forty looks at an index, wherever the past is (the
relational interval tree of Kriegel, Poetke and Seidl).
"""

_BITS = 40  # of a position: a log of a million million events


def node(first: int, last: int) -> int:
    """Name the node of a span of positions, from 1 on, both ends included."""
    step = ((first - 1) ^ last).bit_length() - 1
    return last >> step << step


def path(position: int) -> tuple[list[int], list[int]]:
    """Name all nodes of spans around a position: those up to it, and those beyond."""
    before: list[int] = []
    beyond: list[int] = []
    for step in range(_BITS):
        one = (position >> step | 1) << step
        (before if one <= position else beyond).append(one)
    return before, beyond

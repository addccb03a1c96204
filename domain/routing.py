"""Whose ground a place is on: the published rule for every case, the awkward ones too."""

from collections.abc import Iterable
from enum import StrEnum

from msgspec import Struct

RULE_VERSION = 1


class PlaceRule(StrEnum):
    """Which case of the rule applied; an event stores the word for ever."""

    INSIDE = "inside"  # strictly inside exactly one area
    OVERLAP = "overlap"  # strictly inside several areas
    EDGE = "edge"  # inside none, on the edge of at least one
    OUTSIDE = "outside"  # in and on none: the operator's desk decides


class Candidate(Struct, frozen=True):
    """An area that holds the place, or whose edge runs through it."""

    code: str
    boundary_version: int
    on_edge: bool


class Placement(Struct, frozen=True):
    """Whose ground it is and why: `office` is the area's code, None when outside all."""

    office: str | None
    rule: PlaceRule
    matched: tuple[str, ...] = ()  # all that hold or touch the place, sorted
    boundary: int | None = None  # version of the boundary that decided
    rule_version: int = RULE_VERSION

    @property
    def is_ambiguous(self) -> bool:
        """Whether a person may want to look: another area could claim the place too."""
        return len(self.matched) > 1 or self.rule is PlaceRule.EDGE


OUTSIDE = Placement(None, PlaceRule.OUTSIDE)


def decide(candidates: Iterable[Candidate]) -> Placement:
    """Choose among the areas at a place, whatever the order they come in.

    The only one that strictly holds the place has it. Where several do, or only edges
    meet, the smallest code has it: arbitrary, but the same for everyone and every time.
    """
    found = sorted(candidates, key=lambda candidate: (candidate.code, candidate.on_edge))
    if not found:
        return OUTSIDE
    inside = [candidate for candidate in found if not candidate.on_edge]
    chosen = (inside or found)[0]
    match len({candidate.code for candidate in inside}):
        case 0:
            rule = PlaceRule.EDGE
        case 1:
            rule = PlaceRule.INSIDE
        case _:
            rule = PlaceRule.OVERLAP
    matched = tuple(dict.fromkeys(candidate.code for candidate in found))
    return Placement(chosen.code, rule, matched, chosen.boundary_version)

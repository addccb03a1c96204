"""What makes a report's evidence worth a second look: flags for a person, never a rejection."""

from collections.abc import Sequence
from typing import Final

from domain.evidence.facts import EarlierFix, EarlierPhoto, PhotoFacts, SentFacts
from domain.evidence.flags import HOLDING, Finding, Flag, holds_points
from domain.evidence.journey import judge_device, judge_movement, judge_place
from domain.evidence.picture import judge_likeness, judge_metadata

__all__ = [
    "EVIDENCE_RULE_VERSION",
    "HOLDING",
    "EarlierFix",
    "EarlierPhoto",
    "Finding",
    "Flag",
    "PhotoFacts",
    "SentFacts",
    "holds_points",
    "judge",
]

EVIDENCE_RULE_VERSION: Final = 1
"""Named by every event that holds findings; a changed threshold is a new version."""


def judge(
    sent: SentFacts, photos: Sequence[PhotoFacts], earlier: Sequence[EarlierPhoto] = ()
) -> tuple[Finding, ...]:
    """Find everything worth a look: of the report first, then photograph by photograph.

    `earlier` are photographs of other reports near in place and time. For an after-photo
    they are the before-photos: the same picture again proves no repair.
    """
    findings = [*judge_place(sent), *judge_device(sent), *judge_movement(sent)]
    for photo in photos:
        findings += [*judge_metadata(photo, sent), *judge_likeness(photo, earlier)]
    return tuple(findings)

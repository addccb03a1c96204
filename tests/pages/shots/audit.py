"""Pictures of the audit console."""

from typing import Final

from tests.pages.shots.shot import Shot

SHOTS: Final[dict[str, Shot]] = {
    "audit-log": Shot("/audit", "auditor1"),
}

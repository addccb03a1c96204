"""Pictures of the rider's page."""

from typing import Final

from tests.pages import rider_steps as rider
from tests.pages.shots.shot import Shot
from tests.pages.visitor import NARROW, PHONE

SHOTS: Final[dict[str, Shot]] = {
    "rider-sign-in": Shot("/rider", size=PHONE),
    "rider-terms": Shot("/rider", size=PHONE, then=rider.read_terms),
    "rider-home": Shot("/rider", "rider1", size=PHONE),
    "rider-home-desk": Shot("/rider", "rider1"),
    "rider-report": Shot("/rider", "rider1", size=PHONE, then=rider.drafted),
    "rider-report-dark-en": Shot(
        "/rider", "rider1", size=PHONE, language="en", scheme="dark", then=rider.drafted
    ),
    "rider-report-narrow": Shot("/rider", "rider1", size=NARROW, whole=True, then=rider.drafted),
    "rider-pin": Shot("/rider", "rider1", size=PHONE, then=rider.pinned),
    "rider-sent": Shot("/rider", "rider2", size=PHONE, then=rider.reported),
    "rider-outbox": Shot("/rider", "rider2", size=PHONE, then=rider.offline),
    "rider-mine": Shot("/rider#/reports", "rider1", size=PHONE),
    "rider-one": Shot("/rider#/reports", "rider1", size=PHONE, whole=True, then=rider.opened),
    "rider-one-desk-dark": Shot(
        "/rider#/reports", "rider1", scheme="dark", whole=True, then=rider.opened
    ),
    "rider-inbox": Shot("/rider#/inbox", "rider1", size=PHONE),
    "rider-points": Shot("/rider#/points", "rider1", size=PHONE),
    "rider-rewards": Shot("/rider#/points/rewards", "rider1", size=PHONE),
    "rider-code": Shot("/rider#/points/rewards", "rider1", size=PHONE, then=rider.redeemed),
    "rider-settings": Shot("/rider#/me", "rider1", size=PHONE, language="en"),
}

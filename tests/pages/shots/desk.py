"""Pictures of the desk: its queue, a report, its forms."""

from typing import Final

from tests.pages import desk
from tests.pages.shots.shot import Shot
from tests.pages.visitor import PHONE

SHOTS: Final[dict[str, Shot]] = {
    "desk-queue": Shot("/desk", "dispatcher1", then=desk.looked_around),
    "desk-report": Shot("/desk", "dispatcher1", then=desk.looked_at),
    "desk-resolve": Shot("/desk", "dispatcher1", then=desk.at_work),
    "desk-dark-en": Shot("/desk", "supervisor1", language="en", scheme="dark", then=desk.looked_at),
    "desk-verify": Shot("/desk", "verifier1", then=desk.looked_at),
    "desk-operator": Shot("/desk", "operator1", then=desk.looked_at),
    "desk-phone": Shot("/desk", "dispatcher1", size=PHONE),
    "desk-phone-report": Shot("/desk", "dispatcher1", size=PHONE, then=desk.looked_at),
    "desk-phone-resolve-dark-en": Shot(
        "/desk", "dispatcher1", size=PHONE, language="en", scheme="dark", then=desk.at_work
    ),
}

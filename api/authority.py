"""Who may ask what: one row for each route, and nothing without a row.

A cell says how somebody in that role must stand to the thing the route is about. Whether
the thing's state allows it, and what else it takes, the domain decides afterwards.
"""

from collections.abc import Mapping
from enum import StrEnum
from functools import cache
from typing import Final, NamedTuple

from domain.values import Role


class Relation(StrEnum):
    """How the caller must stand to the report, photograph or redemption of the route."""

    ANY = "any"  # however, or the route is about no such thing
    OFFICE = "office"  # it is or was with the office (and community) of the caller's post
    OWN = "own"  # the caller reported, sent or redeemed it
    SHOWN = "shown"  # it is open or mended, so other riders may see it; or it is the caller's own
    RELEASED = "released"  # a photograph the city has released to the public; or the caller's own


class Anyone(StrEnum):
    """The columns of the table that are no role."""

    NOBODY = "anonymous"  # without a session
    ACCOUNT = "account"  # with a session, whatever the posts


Column = Anyone | Role
COLUMNS: Final[tuple[Column, ...]] = (*Anyone, *Role)
NO_KEY: Final = frozenset(
    {
        ("POST", "/v1/sessions/codes"),
        ("POST", "/v1/sessions"),
        ("DELETE", "/v1/sessions/current"),
        ("POST", "/v1/me/password"),
        ("POST", "/v1/me/inbox/read"),
        ("POST", "/v1/me/quiet-hours"),
        ("POST", "/v1/setup/staff/{login}/password"),
        ("POST", "/v1/setup/staff/{login}/disable"),
        ("POST", "/v1/setup/staff/{login}/enable"),
    }
)
"""Writes beside the log, such as log-ins: they take no Idempotency-Key."""


class Policy(NamedTuple):
    """One row of the table."""

    method: str
    path: str
    cells: Mapping[Column, Relation]

    @property
    def open(self) -> bool:
        """Whether it answers without a session, too."""
        return Anyone.NOBODY in self.cells

    @property
    def writes(self) -> bool:
        """Whether it may change something."""
        return self.method not in ("GET", "HEAD")

    @property
    def keyed(self) -> bool:
        """Whether it demands an Idempotency-Key."""
        return self.writes and (self.method, self.path) not in NO_KEY


def _row(route: str, cells: str) -> Policy:
    method, _, path = route.partition(" ")
    named = (cell.partition(":") for cell in cells.split())
    return Policy(method, path, {_column(who): Relation(how or "any") for who, _, how in named})


def _column(name: str) -> Column:
    return Anyone(name) if name in set(Anyone) else Role(name)


_REPORT = "/v1/reports/{report}"
_CITY = "operator verifier lead auditor admin"

POLICIES: Final[tuple[Policy, ...]] = (
    _row("GET /", "anonymous"),
    _row("GET /rider", "anonymous"),
    _row("GET /desk", "anonymous"),
    _row("GET /audit", "anonymous"),
    _row("GET /dashboard", "anonymous"),
    _row("GET /assets/{file}", "anonymous"),
    _row("GET /icons/{file}", "anonymous"),
    _row("GET /sw.js", "anonymous"),
    _row("GET /app.webmanifest", "anonymous"),
    _row("GET /docs", "anonymous"),
    _row("GET /openapi.json", "anonymous"),
    _row("GET /problems/{code}", "anonymous"),
    _row("POST /v1/sessions/codes", "anonymous"),
    _row("POST /v1/sessions", "anonymous"),
    _row("DELETE /v1/sessions/current", "account"),
    _row("GET /v1/me", "account"),
    _row("POST /v1/me/password", "anonymous"),  # the old password is asked for instead
    _row("POST /v1/photos", "rider dispatcher supervisor operator verifier"),
    _row(
        "GET /v1/photos/{photo}/{size}",
        "anonymous:released account:released rider:own dispatcher:office supervisor:office "
        + _CITY,
    ),
    _row("POST /v1/photos/uploads", "rider dispatcher supervisor operator verifier"),
    # of an upload: the caller's own
    _row(
        "POST /v1/photos/uploads/{upload}/complete",
        "rider dispatcher supervisor operator verifier",
    ),
    _row("POST /v1/reports", "rider operator"),  # an operator for the rider of a phone
    _row("POST /v1/contacts", "operator"),
    _row(f"GET {_REPORT}", f"rider:shown dispatcher:office supervisor:office {_CITY}"),
    _row(f"POST {_REPORT}/dispatch", "operator"),
    _row(f"POST {_REPORT}/claim", "dispatcher:office supervisor:office"),
    _row(f"POST {_REPORT}/regrade", "dispatcher:office supervisor:office"),
    _row(f"POST {_REPORT}/reclassify", "dispatcher:office supervisor:office operator"),
    _row(f"POST {_REPORT}/entrust", "dispatcher:office supervisor:office"),
    _row(f"POST {_REPORT}/progress", "dispatcher:office supervisor:office"),
    _row(f"POST {_REPORT}/note", "dispatcher:office supervisor:office operator verifier"),
    _row(f"POST {_REPORT}/release", "dispatcher:office supervisor:office"),
    _row(f"POST {_REPORT}/return", "dispatcher:office supervisor:office"),
    _row(f"POST {_REPORT}/transfer", "supervisor:office operator"),
    _row(f"POST {_REPORT}/suspend", "dispatcher:office supervisor:office"),
    _row(f"POST {_REPORT}/resume", "supervisor:office operator"),
    _row(f"POST {_REPORT}/extend", "dispatcher:office supervisor:office"),
    _row(f"POST {_REPORT}/resolve", "dispatcher:office supervisor:office"),
    _row(f"POST {_REPORT}/verify", "rider:own operator verifier"),
    _row(f"POST {_REPORT}/object", "rider:own"),
    _row(f"POST {_REPORT}/reopen", "operator verifier"),
    _row(f"POST {_REPORT}/reject", "operator"),
    _row(f"POST {_REPORT}/duplicate", "dispatcher:office operator"),
    _row(f"POST {_REPORT}/corroborate", "rider:shown"),
    _row(f"POST {_REPORT}/photos", "rider:own"),
    _row(f"POST {_REPORT}/photos/{{photo}}/release", "supervisor:office operator admin"),
    _row(f"POST {_REPORT}/withdraw", "rider:own"),
    _row(f"POST {_REPORT}/escalate", "operator admin"),
    _row(f"POST {_REPORT}/ask", "dispatcher:office supervisor:office operator"),
    _row(f"POST {_REPORT}/answer", "rider:own"),
    _row(f"POST {_REPORT}/rate", "rider:own"),
    _row(f"POST {_REPORT}/appeal", "supervisor:office"),
    _row(f"POST {_REPORT}/decide", "supervisor:office operator verifier admin"),
    _row("GET /v1/city", "anonymous"),
    _row("GET /v1/offices", "anonymous"),
    _row("GET /v1/offices.geojson", "anonymous"),
    _row("GET /v1/categories", "anonymous"),
    _row("GET /v1/categories/common", "account"),
    _row("GET /v1/templates", f"dispatcher supervisor {_CITY}"),
    _row("GET /v1/rewards", "anonymous"),
    _row("GET /v1/map/{z}/{x}/{y}", "anonymous"),
    _row("GET /v1/reports/nearby", "account"),
    _row(f"GET {_REPORT}/timeline", f"rider:shown dispatcher:office supervisor:office {_CITY}"),
    _row("GET /v1/me/reports", "rider"),
    _row("GET /v1/me/credits", "rider"),
    _row("GET /v1/me/credits/{month}", "rider"),
    _row("GET /v1/me/redemptions", "rider"),
    _row("GET /v1/me/inbox", "rider"),
    _row("POST /v1/me/inbox/read", "rider"),
    _row("GET /v1/me/inbox/stream", "rider"),
    _row("GET /v1/me/quiet-hours", "rider"),
    _row("POST /v1/me/quiet-hours", "rider"),
    # of a queue: the office's own, or the community's where the post is there
    _row("GET /v1/queues/{queue}", f"dispatcher:office supervisor:office {_CITY}"),
    _row("GET /v1/queues/{queue}/search", f"dispatcher:office supervisor:office {_CITY}"),
    _row("GET /v1/queues/{queue}/stream", f"dispatcher:office supervisor:office {_CITY}"),
    _row("GET /v1/queues/{queue}/load", "supervisor:office operator lead admin"),
    _row("GET /v1/metrics", f"dispatcher supervisor {_CITY}"),
    # what the city switched on; to staff every figure
    _row("GET /v1/dashboard", "anonymous"),
    _row("GET /v1/dashboard/map/geojson", "anonymous"),
    _row("GET /v1/dashboard/{figure}/csv", "anonymous"),
    _row("GET /v1/audit/events", "auditor admin"),
    _row("GET /v1/audit/span", "auditor admin"),
    _row("GET /v1/audit/position", "auditor admin"),
    _row("GET /v1/audit/difference", "auditor admin"),
    _row("GET /v1/audit/roles", "auditor admin"),
    _row("GET /v1/audit/disclosures", "auditor admin"),
    _row("GET /v1/audit/reports/{report}", "auditor admin"),
    _row("GET /v1/audit/queues", "auditor admin"),
    _row("GET /v1/audit/metrics", "auditor admin"),
    _row("GET /v1/audit/credits", "auditor admin"),
    _row("GET /health/live", "anonymous"),
    _row("GET /health/ready", "anonymous"),
    _row("GET /metrics", "admin"),
    _row("POST /v1/rewards/{reward}/redeem", "rider"),
    _row("POST /v1/redemptions/{redemption}/hand-over", "dispatcher supervisor operator"),
    _row("POST /v1/redemptions/{redemption}/refund", "rider:own operator"),
    # of a supervisor: the communities and dispatchers of the own office (services/city/reach.py)
    _row("GET /v1/setup", "supervisor:office admin"),
    _row("POST /v1/setup/policy", "admin"),
    _row("POST /v1/setup/categories", "admin"),
    _row("POST /v1/setup/categories/{category}/retire", "admin"),
    _row("POST /v1/setup/communities", "supervisor:office admin"),
    _row("POST /v1/setup/communities/{community}/close", "supervisor:office admin"),
    _row("POST /v1/setup/staff", "supervisor:office admin"),
    _row("POST /v1/setup/staff/{login}/password", "supervisor:office admin"),
    _row("POST /v1/setup/staff/{login}/disable", "supervisor:office admin"),
    _row("POST /v1/setup/staff/{login}/enable", "supervisor:office admin"),
    _row("POST /v1/setup/rewards", "admin"),
    _row("POST /v1/setup/rewards/{reward}/withdraw", "admin"),
    _row("GET /v1/setup/photos", "supervisor:office operator admin"),
    # of a supervisor: for reports that are or were with the own office
    _row("POST /v1/setup/blocked", "supervisor:office operator admin"),
    _row("GET /v1/setup/blocked", "supervisor:office operator admin"),
    _row("POST /v1/setup/blocked/{rider}/lift", "operator admin"),
)


class UndeclaredRoute(Exception):
    """A route without a row, or a row without a route: the process must not start."""


@cache
def policies() -> Mapping[tuple[str, str], Policy]:
    """Index the table by method and path; a route twice in it stops the start."""
    found = {(row.method, row.path): row for row in POLICIES}
    if len(found) != len(POLICIES):
        raise UndeclaredRoute("a route has two rows in api/authority.py")
    return found

"""Commands for the photographs' store: photos scrub."""

import time
from argparse import Namespace
from dataclasses import asdict
from datetime import timedelta
from typing import Any, Final

from services.photos.opening import check_blobs
from services.photos.scrub import Finding, Scrubbed, Scrubber
from services.photos.unused import Unused
from services.settings import Settings
from services.wiring import Wiring, open_wiring
from workers.numbers import Whole
from workers.progress import Bar
from workers.telling import Declined, answer, tell

LEAST_HOURS: Final = 1  # a row comes a moment after its objects
LEAST_DAYS: Final = 1  # a phone without a network keeps a report for a while
MOST_DAYS: Final = 3_650  # ten years: nothing is older, and a wish for more is a slip
MOST_PHOTOGRAPHS: Final = 1_000_000_000  # in any store


class NothingKnown(Declined):
    """No photograph is known here, so nothing is swept; look at the settings."""


def add_to(commands: Any) -> None:  # noqa: ANN401 - argparse does not name its class
    """Offer the commands."""
    photos = commands.add_parser("photos", help="look after the photographs").add_subparsers(
        metavar="scrub", required=True
    )
    scrub = photos.add_parser("scrub", help="are all of them there, and unaltered?")
    scrub.add_argument(
        "--sample",
        type=Whole(1, MOST_PHOTOGRAPHS),
        metavar="N",
        help="read the bytes of N photographs alone",
    )
    scrub.add_argument("--sweep", action="store_true", help="remove what nobody names any more")
    scrub.add_argument(
        "--older",
        type=Whole(LEAST_HOURS, MOST_DAYS * 24),
        metavar="HOURS",
        default=24,
        help="how old an object must be for that (24)",
    )
    scrub.add_argument(
        "--unused",
        type=Whole(LEAST_DAYS, MOST_DAYS),
        metavar="DAYS",
        help="destroy photographs, too, that nobody used for a report in so many days",
    )
    scrub.add_argument("--json", action="store_true", help="answer with one JSON object a line")
    scrub.set_defaults(run=_scrub)


def _scrub(args: Namespace, settings: Settings) -> int:
    check_blobs(settings)
    wiring = open_wiring(settings)
    try:
        if args.sweep and not wiring.vault.shelf.page("", 1):
            raise NothingKnown
        unused = _unused(wiring, args.unused) if args.unused else 0
        quarantined = wiring.uploads.sweep() if args.sweep else 0
        found = _look(args, wiring)
    finally:
        wiring.close()
    swept = {"unused": unused, "quarantined": quarantined}
    if args.json:
        answer(whole=found.whole, **asdict(found), **swept)
    else:
        _tell(found, swept)
    return 0 if found.whole else 1


def _unused(wiring: Wiring, days: int) -> int:
    before = wiring.clock() - timedelta(days=days)
    return Unused(wiring.vault, wiring.log, time.sleep).sweep(before)


def _look(args: Namespace, wiring: Wiring) -> Scrubbed:
    def told(finding: Finding) -> None:
        if args.json:
            answer(**finding._asdict())
        else:
            whose = f" {finding.part} of {finding.photo}" if finding.photo else ""
            tell(f"{finding.what}{whose}: {finding.digest}")

    before = time.time() - args.older * 3600
    vault = wiring.vault
    if args.sweep:
        vault.blobs.tidy(before)
    with Bar("photos scrub") as bar:
        return Scrubber(vault.shelf, vault.blobs, told, bar).scrub(
            before, args.sample, sweep=args.sweep
        )


def _tell(found: Scrubbed, swept: dict[str, int]) -> None:
    tell(f"photographs {found.photographs}")
    tell(f"objects     {found.objects}, of which {found.read} were read")
    tell(f"orphans     {found.orphans}, of which {found.swept} were removed")
    tell(f"quarantine  {swept['quarantined']} removed")
    tell(f"unused      {swept['unused']} destroyed")
    wrong = f"{found.missing} missing, {found.altered} altered"
    tell("whole" if found.whole else wrong)

"""Prints what a place takes: `python -m deploy.scale`; for a city of yours, `--workers N`.

`--measure` weighs the city that SUISHOUPAI_* names instead.
"""

import os
import sys
from argparse import ArgumentParser

from deploy.scale.given import PLACES, Assumed, Measured, Place
from deploy.scale.measuring import weigh
from deploy.scale.pages import count, tables
from services.settings import from_environment


def main() -> int:
    """Print the tables of docs/scale.md, or of one's own numbers."""
    usual = Assumed()
    parser = ArgumentParser("python -m deploy.scale", description=__doc__)
    parser.add_argument("--workers", type=int, help="of your city")
    parser.add_argument("--share", type=float, default=usual.share, help="who report on a day")
    for meal, share in (("lunch", usual.lunch), ("dinner", usual.dinner)):
        helped = f"of a day's reports, in the hour after {meal}"
        parser.add_argument(f"--{meal}", type=float, default=share, help=helped)
    parser.add_argument("--photos", type=int, default=usual.photos, help="of a report")
    parser.add_argument("--measure", action="store_true", help="weigh a city on PostgreSQL")
    args = parser.parse_args()
    if args.measure:
        for name, number in weigh(from_environment(os.environ)).items():
            _say(f"{name:<20} {count(number)}")
        return 0
    places = [Place("your city", args.workers)] if args.workers else PLACES
    assumed = Assumed(share=args.share, photos=args.photos, lunch=args.lunch, dinner=args.dinner)
    for name, shown in tables(places, assumed, Measured()).items():
        _say(f"{name}\n\n{shown}\n")
    return 0


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")


if __name__ == "__main__":
    sys.exit(main())

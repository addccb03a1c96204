"""The command that plays a city from a seed: a failure found once is found again."""

from argparse import Namespace
from typing import Any, Final

from services.settings import Settings
from workers.numbers import FOR_EVER, Span, Whole
from workers.progress import Bar
from workers.simulation.founding import build
from workers.simulation.playing import STEPS, Ending, play, scratch
from workers.telling import answer, tell

TAIL: Final = 40  # lines of a trace that are told
SEED: Final = Whole(0, FOR_EVER)
MOST_STEPS: Final = 1_000_000  # of one play, which takes a day


def add_to(commands: Any) -> None:  # noqa: ANN401 - argparse does not name its class
    """Offer the command."""
    about = "play a city in memory, from a seed, with accidents, and ask every law"
    simulate = commands.add_parser("simulate", help=about)
    which = simulate.add_mutually_exclusive_group(required=True)
    which.add_argument("--seed", type=SEED, metavar="N", help="play this one and tell its end")
    which.add_argument("--seeds", type=Span(SEED), metavar="A..B", help="play all of these")
    simulate.add_argument(
        "--steps", type=Whole(1, MOST_STEPS), default=STEPS, metavar="M", help=f"or {STEPS}"
    )
    simulate.add_argument("--clocks", action="store_true", help="let clocks alone go wrong")
    simulate.add_argument("--json", action="store_true", help="answer with JSON")
    simulate.set_defaults(run=_simulate)


def _simulate(args: Namespace, _: Settings) -> int:
    seeds = args.seeds or range(args.seed, args.seed + 1)
    broken = events = 0
    with scratch() as folder, Bar("simulate") as bar:
        town = build(folder / "town")
        for number, seed in enumerate(seeds, start=1):
            ending = play(seed, town, args.steps, clocks=args.clocks)
            broken += ending.broken is not None
            events += ending.size
            bar(number, len(seeds))
            if args.json:
                _answer(ending)
            elif ending.broken or not args.seeds:
                _tell(ending)
    if args.seeds and not args.json:
        tell(f"{len(seeds)} seeds, {events} events, {broken} broken")
    return 1 if broken else 0


def _answer(ending: Ending) -> None:
    facts = ending._asdict()
    trace = facts.pop("trace")
    answer(**facts, tail=trace[-TAIL:] if ending.broken else [])


def _tell(ending: Ending) -> None:
    for line in ending.trace[-TAIL:]:
        tell(line)
    tell(f"seed   {ending.seed}, {ending.steps} steps")
    tell(f"trace  {ending.digest}")
    tell(f"lines  {ending.size}")
    tell(f"root   {ending.root}")
    tell(f"broken {ending.broken}" if ending.broken else "every law held")

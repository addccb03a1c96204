"""The command for what was given up: parked, parked retry, parked skip."""

import asyncio
from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from projections.house import House, open_house
from services.settings import Settings
from workers.numbers import FOR_EVER, Whole
from workers.parked import WORKER, Given, listed, say, take_up
from workers.telling import answer, tell


def add_to(commands: Any) -> None:  # noqa: ANN401 - argparse does not name its class
    """Offer the command; without a word after it, it lists."""
    parked = commands.add_parser("parked", help="what views and workers gave up, and why")
    _offer(parked, _list)
    words = parked.add_subparsers(metavar="retry|skip")
    retry = words.add_parser("retry", help="let it be tried again, once its cause is mended")
    _offer(retry, lambda args, settings: _say(args, settings, skip=False))
    skip = words.add_parser("skip", help="leave the event out, for good and on record")
    _offer(skip, lambda args, settings: _say(args, settings, skip=True))
    for word in (retry, skip):
        word.add_argument("name", metavar="NAME", help="the view or the worker")
        word.add_argument(
            "position", metavar="POSITION", type=Whole(1, FOR_EVER), help="of the event in the log"
        )
        word.add_argument(
            "--by", required=True, metavar="LOGIN", help="the administrator who says so"
        )
        word.add_argument("--reason", required=True, metavar="TEXT", help="why; nothing personal")


def _offer(parser: ArgumentParser, act: Callable[[Namespace, Settings], int]) -> None:
    parser.add_argument("--json", action="store_true", help="answer with JSON, one object a line")
    parser.set_defaults(run=act)


def _list(args: Namespace, settings: Settings) -> int:
    with _housed(settings) as house:
        found = listed(house)
    for one in found:
        if args.json:
            answer(**one._asdict())
        else:
            tell(_line(one))
    if not found and not args.json:
        tell("nothing is parked")
    return 0


def _say(args: Namespace, settings: Settings, *, skip: bool) -> int:
    with _housed(settings) as house:
        wish = say(house, args.name, args.position, args.by, args.reason, skip=skip)
        given, change = asyncio.run(wish)
        done = take_up(house, given)
    word = "skipped" if skip else "retried"
    if args.json:
        answer(word=word, position=change.position, parked=not done, of=given._asdict())
    else:
        tell(f"{word}, at position {change.position} of the log")
        tell(_outcome(given, "again" if done else "no further: see the list"))
    return 0 if done else 1


def _outcome(given: Given, how: str) -> str:
    if given.by == WORKER:
        return f"{given.name} does so when it reads that position"
    return f"{given.name} follows {given.stream} {how}"


def _line(one: Given) -> str:
    place = f"{one.position:>8} {one.since.isoformat()} {one.topic} of {one.stream}"
    return f"{place}: {one.by} {one.name}, {one.cause}"


@contextmanager
def _housed(settings: Settings) -> Iterator[House]:
    house = open_house(settings)
    try:
        yield house
    finally:
        house.close()

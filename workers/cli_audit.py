"""Commands for those who want to know for themselves: replay, rebuild, verify, export."""

import json
from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from projections.house import House, open_house
from projections.views import VIEWS
from services.settings import Settings
from services.wiring import Wiring, open_wiring
from workers.export import write_export
from workers.numbers import Whole
from workers.progress import Bar
from workers.rebuilding import processes_for, rebuild
from workers.replay import position_of, state_at, story_of
from workers.telling import answer, tell
from workers.verdict import Verdict, judge_export, judge_live

MOST_PROCESSES: Final = 1_000  # more than any machine has use for; views share among fewer


def add_to(commands: Any) -> None:  # noqa: ANN401 - argparse does not name its class
    """Offer the commands."""
    replay = commands.add_parser("replay", help="live through the log again, and count")
    replay.add_argument("--as-of", metavar="POSITION|TIME", help="stop there")
    replay.add_argument("--report", metavar="ID", help="tell the story of one report instead")
    _offer(replay, _replay)
    rebuild = commands.add_parser("rebuild", help="derive views anew, beside those that are live")
    names = [view.name for view in VIEWS]
    rebuild.add_argument("view", nargs="?", metavar="VIEW", choices=names, help=", ".join(names))
    share = "share the work among so many (PostgreSQL; otherwise as many as processors)"
    rebuild.add_argument("--processes", type=Whole(1, MOST_PROCESSES), metavar="N", help=share)
    _offer(rebuild, _rebuild)
    verify = commands.add_parser("verify", help="is what is shown what happened?")
    verify.add_argument("--export", type=Path, metavar="DIR", help="prove an export, without keys")
    _offer(verify, _verify)
    export = commands.add_parser("export", help="write the log down, without any key")
    export.add_argument("folder", type=Path, metavar="DIR", help="a new folder")
    _offer(export, _export)


def _offer(parser: ArgumentParser, act: Callable[[Namespace, Settings], int]) -> None:
    parser.add_argument("--json", action="store_true", help="answer with JSON")
    parser.set_defaults(run=act)


def _replay(args: Namespace, settings: Settings) -> int:
    with _wired(settings) as wiring:
        log, codec = wiring.log, wiring.codec
        position = position_of(log, args.as_of)
        if args.report is not None:
            _tell_story(args, story_of(log, codec, args.report, position))
            return 0
        with Bar("replay") as bar:
            state = state_at(log, codec, position, bar)
    if args.json:
        answer(**state._asdict())
        return 0
    tell(f"at position {state.position}")
    tell(f"events   {_counts(state.events)}")
    tell(f"reports  {_counts(state.reports)}")
    tell(f"wallets  {state.wallets}: {state.balance} points vested, {state.pending} pending")
    return 0


def _tell_story(args: Namespace, story: list[dict[str, Any]]) -> None:
    for event in story:
        if args.json:
            answer(**event)
        else:
            facts = json.dumps(event["facts"], ensure_ascii=False)
            tell(f"{event['position']:>8} {event['at']} {event['topic']} by {event['by']} {facts}")


def _rebuild(args: Namespace, settings: Settings) -> int:
    with _housed(settings) as house:
        house.projections.catch_up()  # so that what is derived anew reaches the present
        names = [args.view] if args.view else [view.name for view in VIEWS]
        with Bar("rebuild") as bar:
            done = rebuild(house, names, processes_for(house, names, args.processes), bar)
    if args.json:
        answer(positions=done)
    else:
        tell("\n".join(f"{name} rebuilt, at position {at}" for name, at in done.items()))
    return 0


def _verify(args: Namespace, settings: Settings) -> int:
    with Bar("verify") as bar:
        if args.export is not None:
            verdict = judge_export(args.export, bar)
        else:
            with _housed(settings) as house:
                verdict = judge_live(house, bar)
    if args.json:
        answer(**verdict.spoken())
    else:
        _tell_verdict(verdict)
    return 0 if verdict.clean else 1


def _tell_verdict(verdict: Verdict) -> None:
    for fault in verdict.faults:
        tell(f"log: position {fault.position}: {fault.what}" if fault.position else fault.what)
    for stop in verdict.parked:
        tell(f"{stop.view}: {stop.stream} is parked at position {stop.position}: {stop.error}")
    for one in verdict.differences:
        key = " ".join(map(str, one.key))
        tell(f"{one.view}: {one.table} {key}: shown {one.shown}, derived {one.derived}")
    tell(f"city   {verdict.city}")
    tell(f"lines  {verdict.size}")
    tell(f"root   {verdict.root}")
    for name, digest in verdict.views.items():
        tell(f"view   {name} at position {verdict.positions[name]}: {digest}")
    found = len(verdict.faults) + len(verdict.parked) + len(verdict.differences)
    tell("clean" if verdict.clean else f"{found} differences")


def _export(args: Namespace, settings: Settings) -> int:
    with _wired(settings) as wiring, Bar("export") as bar:
        manifest = write_export(wiring.log, wiring.codec, args.folder, bar)
    if args.json:
        answer(city=manifest.city, size=manifest.size, root=manifest.root)
    else:
        tell(f"{manifest.size} lines of {manifest.city}, root {manifest.root}")
    return 0


def _counts(numbers: dict[str, int]) -> str:
    return ", ".join(f"{name} {count}" for name, count in numbers.items()) or "none"


@contextmanager
def _wired(settings: Settings) -> Iterator[Wiring]:
    wiring = open_wiring(settings)
    try:
        yield wiring
    finally:
        wiring.close()


@contextmanager
def _housed(settings: Settings) -> Iterator[House]:
    house = open_house(settings)
    try:
        yield house
    finally:
        house.close()

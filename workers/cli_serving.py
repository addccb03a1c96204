"""Commands that run until told to end: serve, api, work; and demo, which sets the scene."""

import asyncio
from argparse import Namespace
from typing import Any, Final

from projections.house import open_house
from services.doors import Doors, doors
from services.photos.opening import check_blobs
from services.settings import Settings
from services.wiring import found_city
from workers import logs
from workers.crew import WORKERS
from workers.demo.opening import Opened, open_demo, playbill
from workers.progress import Bar
from workers.serve import address, live
from workers.telling import complain, tell
from workers.wire import run

FOUNDED: Final = (
    "founded {city} in {data}, a real city and still empty: fill it with `suishoupai city load DIR`"
    " (a demo city wants another folder)"
)
"""Said once in the life of a city: what was begun can be nothing else from then on."""


def add_to(commands: Any) -> None:  # noqa: ANN401 - argparse does not name its class
    """Offer the commands."""
    serve = commands.add_parser("serve", help="run API and workers in one process")
    serve.add_argument(
        "--demo", action="store_true", help="play a demo city, founded where the log is new"
    )
    serve.set_defaults(run=_serve)
    demo = commands.add_parser("demo", help="tell the past of a demo city, and end")
    demo.set_defaults(run=_demo)
    api = commands.add_parser("api", help="run the API alone")
    api.set_defaults(run=_api)
    work = commands.add_parser("work", help="run the workers alone, or those named")
    work.add_argument("names", nargs="*", metavar="WORKER", help=f"of {', '.join(WORKERS)}")
    work.set_defaults(run=_work, usage=work.error)


def _serve(args: Namespace, settings: Settings) -> int:
    logs.set_up(settings.log_level, "serve")
    with doors(settings) as taken:
        at = address(taken.api)
        if args.demo:
            _warn(settings)
            run(_play(settings, taken, at))
        else:
            run(_run(settings, taken, list(WORKERS), f"at {at}", found=True))
    return 0


def _demo(_: Namespace, settings: Settings) -> int:
    """Leave a demo city for `api` and `work`, which found nothing."""
    asyncio.run(_told(settings))
    return 0


def _api(_: Namespace, settings: Settings) -> int:
    logs.set_up(settings.log_level, "api")
    with doors(settings) as taken:
        run(_run(settings, taken, [], f"the API is at {address(taken.api)}"))
    return 0


def _work(args: Namespace, settings: Settings) -> int:
    names = args.names or list(WORKERS)
    if strangers := sorted(set(names) - WORKERS.keys()):
        args.usage(f"no worker is called {', '.join(strangers)}; there are {', '.join(WORKERS)}")
    logs.set_up(settings.log_level, "work")
    run(_run(settings, None, names, f"working: {', '.join(names)}"))
    return 0


async def _run(
    settings: Settings, taken: Doors | None, names: list[str], said: str, *, found: bool = False
) -> None:
    await asyncio.to_thread(check_blobs, settings)
    house = await asyncio.to_thread(open_house, settings)
    try:
        if found and await found_city(house.wiring, demo=False):
            tell(FOUNDED.format(city=settings.city, data=settings.data))
        await live(house, taken, names, lambda: tell(said))
    finally:
        await asyncio.to_thread(house.close)


async def _play(settings: Settings, taken: Doors, at: str) -> None:
    house, cast = await _opened(settings)
    logs.set_up(settings.log_level, "serve")
    try:
        bill = playbill(cast, house.wiring.book.name, at)
        await live(house, taken, list(WORKERS), lambda: tell(f"{bill}\nCtrl-C ends it."))
    finally:
        await asyncio.to_thread(house.close)


async def _told(settings: Settings) -> None:
    house, cast = await _opened(settings)
    tell(playbill(cast, house.wiring.book.name, f"http://{settings.host}:{settings.port}"))
    await asyncio.to_thread(house.close)


async def _opened(settings: Settings) -> Opened:
    await asyncio.to_thread(check_blobs, settings)
    logs.set_up("warning", "serve")  # a month in a minute: its small news is nobody's
    with Bar("a month in the life of the demo city") as bar:
        return await open_demo(settings, bar)


def _warn(settings: Settings) -> None:
    if settings.secure_cookies:
        complain("the passwords of a demo are known to everybody; it belongs on 127.0.0.1")

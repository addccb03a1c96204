"""Commands that set up a city and its accounts: city load, account add, account reset, token."""

import asyncio
from argparse import ArgumentParser, Namespace
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

from services.city.load import Order, load_city
from services.identity.passwords import check_rules
from services.settings import Settings
from services.wiring import Wiring, open_wiring
from workers.progress import Bar
from workers.staffing import Newcomers
from workers.streams import heard
from workers.telling import answer, tell

BY = "system:city"


def add_to(commands: Any) -> None:  # noqa: ANN401 - argparse does not name its class
    """Offer the commands."""
    city = commands.add_parser("city", help="set the city up").add_subparsers(
        metavar="load", required=True
    )
    load = city.add_parser("load", help="make the city what the files in a folder say")
    load.add_argument("folder", type=Path, metavar="DIR", help="described in docs/city-files.md")
    load.add_argument(
        "--prune", action="store_true", help="end what the files no longer name as well"
    )
    _offer(load, _load)
    account = commands.add_parser("account", help="let staff in").add_subparsers(
        metavar="add|reset", required=True
    )
    add = account.add_parser("add", help="make an account, with a one-time password")
    add.add_argument("login", metavar="LOGIN")
    add.add_argument("--password-stdin", action="store_true", help="read the password instead")
    _offer(add, _add)
    reset = account.add_parser("reset", help="draw a new one-time password, and end all sessions")
    reset.add_argument("login", metavar="LOGIN")
    _offer(reset, _reset)
    token = commands.add_parser("token", help="print a bearer token for an account")
    token.add_argument("login", metavar="LOGIN")
    _offer(token, _token)


Act = Callable[[Namespace, Wiring], Awaitable[None]]


def _offer(parser: ArgumentParser, act: Act) -> None:
    parser.add_argument("--json", action="store_true", help="answer with one JSON object")
    parser.set_defaults(run=lambda args, settings: asyncio.run(_wired(act, args, settings)))


async def _wired(act: Act, args: Namespace, settings: Settings) -> int:
    """Act on the services alone: beside a running server this is one more writer."""
    wiring = await asyncio.to_thread(open_wiring, settings)
    try:
        await act(args, wiring)
    finally:
        await asyncio.to_thread(wiring.close)
    return 0


async def _load(args: Namespace, wiring: Wiring) -> None:
    newcomers = Newcomers(wiring.identity)
    order = Order(BY, prune=args.prune)
    with Bar("city load") as bar:
        loaded = await load_city(
            wiring.app,
            wiring.book,
            args.folder,
            order,
            newcomers,
            lambda _, done, of: bar(done, of),
        )
    made = {new.login: new.one_time_password for new in newcomers.made}
    position = loaded.receipt.last_position if loaded.receipt else None
    if args.json:
        answer(changed=loaded.changed, position=position, one_time_passwords=made)
        return
    for login, password in made.items():
        tell(f"{login}: one-time password {password}, good for a week")
    changed = ", ".join(f"{kind} {count}" for kind, count in loaded.changed.items())
    tell(f"changed: {changed}; at position {position}" if changed else "nothing changed")


async def _add(args: Namespace, wiring: Wiring) -> None:
    given = None
    if args.password_stdin:
        given = heard()
        check_rules(given, args.login)  # nothing at all is a short password, not a wish for one
    new = await wiring.identity.staff.add(args.login, given)
    if args.json:
        answer(login=new.login, pseudonym=new.pseudonym, one_time_password=new.one_time_password)
    elif new.one_time_password:
        tell(f"{new.login}: one-time password {new.one_time_password}, good for a week")
    else:
        tell(f"{new.login} may log in")


async def _reset(args: Namespace, wiring: Wiring) -> None:
    password = await wiring.identity.staff.reset_password(args.login)
    if args.json:
        answer(login=args.login, one_time_password=password)
    else:
        tell(f"{args.login}: one-time password {password}, good for a week")


async def _token(args: Namespace, wiring: Wiring) -> None:
    begun = await wiring.identity.staff.token(args.login)
    if args.json:
        until = begun.signed.expires_at.isoformat()
        answer(login=args.login, expires_at=until, token=begun.token)
    else:
        tell(begun.token)

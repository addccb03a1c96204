"""The command line, `suishoupai COMMAND`: what is asked for, and how it ended."""

import os
import sys
import traceback
from argparse import Action, ArgumentParser, RawDescriptionHelpFormatter
from collections.abc import Sequence
from enum import IntEnum
from importlib.metadata import version
from typing import Final

from sqlalchemy.exc import InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from domain.errors import Refused
from services.city.findings import BadCityFiles
from services.damage import DatabaseDamaged
from services.doors import CannotListen
from services.eventlog.errors import LogBusy, LogUnavailable
from services.identity.refusals import TooBusy
from services.kek import WrongKeyEncryptionKey
from services.photos.refusals import StoreUnavailable
from services.settings import BadSetting, from_environment
from workers import (
    cli_audit,
    cli_parked,
    cli_people,
    cli_photos,
    cli_serving,
    cli_simulate,
    logs,
)
from workers.streams import make_ready
from workers.telling import Declined, complain

ENDINGS: Final = """\
exit codes:
  0    done
  1    refused, or a difference was found; the last lines say which
  2    the command, or a SUISHOUPAI_* setting, is wrong
  3    something needed is not available, or damaged: a database, the photographs'
       store, the address to listen on, room on a disk
  70   a flaw of this program; what it says belongs into a report
  130  interrupted
"""


class Exit(IntEnum):
    """How a command ended; `ENDINGS` says it to people."""

    DONE = 0
    REFUSED = 1
    USAGE = 2
    UNAVAILABLE = 3
    FLAW = 70
    INTERRUPTED = 130


_CODES: Final[list[tuple[type[Exception], Exit]]] = [  # the first that fits
    (BadSetting, Exit.USAGE),
    (LogBusy, Exit.UNAVAILABLE),
    (LogUnavailable, Exit.UNAVAILABLE),
    (TooBusy, Exit.UNAVAILABLE),
    (StoreUnavailable, Exit.UNAVAILABLE),
    (CannotListen, Exit.UNAVAILABLE),
    (OperationalError, Exit.UNAVAILABLE),
    (InterfaceError, Exit.UNAVAILABLE),
    (PoolTimeout, Exit.UNAVAILABLE),
    (Refused, Exit.REFUSED),
    (Declined, Exit.REFUSED),
    (WrongKeyEncryptionKey, Exit.REFUSED),
    (OSError, Exit.UNAVAILABLE),  # a disk that is full, a folder that is not there or not ours
]


def main(words: Sequence[str] | None = None) -> int:
    """Carry out one command; answer with its exit code, and say why in one line if not 0."""
    make_ready()
    args = command_line().parse_args(words)
    try:
        settings = from_environment(os.environ)
        logs.set_up(settings.log_level, "command")  # what runs for long names itself later
        return int(args.run(args, settings))
    except KeyboardInterrupt:
        return Exit.INTERRUPTED
    except BrokenPipeError:  # whoever read the answer, such as `head`, has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return Exit.DONE
    except Exception as error:  # noqa: BLE001 - the end of the program: each error gets its code
        code = next((code for kind, code in _CODES if isinstance(error, kind)), Exit.FLAW)
        if code is Exit.FLAW:
            traceback.print_exc()
        else:
            complain(_said(error))
        return code


def _said(error: Exception) -> str:
    """Put an error into words; all flaws of a city's files come one a line before."""
    match error:
        case BadCityFiles():
            sys.stderr.write(f"{error}\n")
            return f"{len(error.problems)} flaws in these files; nothing was loaded"
        case DatabaseDamaged():
            return str(error)
        case OperationalError() | InterfaceError():
            return f"a database is not available: {error.orig}"
        case _:
            return str(error) or str(type(error).__doc__)


class _Version(Action):
    """Looks the version up when asked, not at every start."""

    def __call__(self, parser: ArgumentParser, *_: object) -> None:
        """Print it and end."""
        parser.exit(message=f"suishoupai {version('suishoupai')}\n")


def command_line() -> ArgumentParser:
    """Describe every command, as `--help` shows them."""
    parser = ArgumentParser(
        "suishoupai",
        description="随手拍: from a rider's photograph to a repair, and a history that proves it.",
        epilog=ENDINGS,
        formatter_class=RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action=_Version, nargs=0, help="say which version this is")
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    rooms = (cli_serving, cli_people, cli_audit, cli_photos, cli_parked, cli_simulate)
    for room in rooms:
        room.add_to(commands)
    return parser

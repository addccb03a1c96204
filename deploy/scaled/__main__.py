"""Starts the whole set with a demo city: `python -m deploy.scaled`, or `make run-scaled`."""

import shlex
import signal
import subprocess
import sys
from argparse import ArgumentParser, ArgumentTypeError
from pathlib import Path
from threading import Event
from typing import Final

from deploy.scaled.city import ScaledCity, passed_on
from deploy.scaled.claim import NotOurs
from deploy.scaled.postgres import NotInstalled, NotReachable
from deploy.scaled.proxy import NoProxy
from services.doors import CannotListen
from services.settings import PREFIX, described

PLACES: Final = """\
that is one city by many processes:
  the proxy    {city.address}, Caddy, before
  the API      {apis}
  the workers  two crews that share the work
  the log      {log}
  photographs  {city.seaweed.url}
  journals     {city.journals}: one a process; one-time codes are in suishoupai-api@*.log
  numbers      {city.numbers}: kill any of them, it is started again

for commands in another terminal, such as `suishoupai token rider1`:
  set -a; . {settings}; set +a; PATH={programs}:$PATH

Ctrl-C ends all of it; the next start goes on with what is in {city.folder}."""


def main() -> int:
    """Run the set until told to end."""
    parser = ArgumentParser("python -m deploy.scaled", description=__doc__)
    parser.add_argument("--data", type=Path, default=Path("data-scaled"), help="its folder")
    parser.add_argument("--port", type=_port, default=8000, help="where the proxy listens")
    args = parser.parse_args()
    city = ScaledCity(args.data, tell_past, port=args.port, tell=say)
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        city.open()
        say(places(city))
        Event().wait()
    except (NotInstalled, NoProxy) as missing:
        say(f"{missing.__doc__} `make run-scaled` installs it.")
        return 1
    except (NotReachable, NotOurs, CannotListen) as refused:
        say(str(refused))
        return 1
    except KeyboardInterrupt:
        say("ending")
    finally:
        for each in (signal.SIGINT, signal.SIGTERM):
            signal.signal(each, signal.SIG_IGN)  # what has begun to end, ends
        city.close()
    return 0


def _port(text: str) -> int:
    """Read the port, as SUISHOUPAI_PORT is read."""
    kind = described()[f"{PREFIX}PORT"].kind
    try:
        return int(kind.read(text))
    except ValueError:
        raise ArgumentTypeError(f"{text!r} is no port; allowed: {kind.allowed}") from None


def tell_past(city: ScaledCity) -> None:
    """Found the demo city and tell its past, where that is not done; print who plays in it."""
    program = str(Path(sys.executable).with_name("suishoupai"))
    subprocess.run([program, "demo"], env=passed_on() | city.environ, check=True)


def places(city: ScaledCity) -> str:
    """Write down where everything is, and the settings for other commands in a file."""
    settings = city.folder / "settings"
    settings.touch(mode=0o600)
    lines = (f"{name}={shlex.quote(each)}\n" for name, each in city.environ.items())
    settings.write_text("".join(lines), "utf-8")
    return PLACES.format(
        city=city,
        log=city.environ["SUISHOUPAI_DATABASE"],
        apis=" and ".join(f"http://{api}" for api in city.apis),
        settings=settings,
        programs=Path(sys.executable).parent,
    )


def say(line: str) -> None:
    """Tell whoever started it."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())

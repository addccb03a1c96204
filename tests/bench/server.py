"""The real application in a process of its own: `python -m tests.bench.server [MODE]`.

Set up by SUISHOUPAI_* like any other; prints its address once it can be asked. MODE names
a rival in its place: `library`, `plain` or `forgetful`. `projecting` keeps the views up, too.
"""

import os
import sys

import uvicorn

from projections.house import House, open_house
from services.doors import doors
from services.settings import Settings, from_environment
from tests.bench.forgetful import that_forgets
from tests.bench.library import with_library
from tests.bench.plain import plain_app
from workers.connection import Connection
from workers.serve import address, live
from workers.wire import run


def main() -> None:
    """Serve until told to end."""
    settings = from_environment(os.environ)
    (mode,) = sys.argv[1:] or ("",)
    house = open_house(settings)
    try:
        if mode == "plain":
            _plain(house, settings)
            return
        rivals = {"library": lambda: with_library(house, settings.database)}
        rivals |= {"forgetful": lambda: that_forgets(house)}
        served = rivals.get(mode, lambda: house)()
        workers = ("project",) if mode == "projecting" else ()
        with doors(settings) as taken:
            run(live(served, taken, workers, lambda: say(address(taken.api))))
    finally:
        house.close()


def _plain(house: House, settings: Settings) -> None:
    """Serve the plain endpoint, on the same loop and parser."""
    app = plain_app(house, settings.database)
    config = uvicorn.Config(app, http=Connection, ws="none", log_config=None, access_log=False)
    with doors(settings) as taken:
        say(address(taken.api))
        run(uvicorn.Server(config).serve([taken.api]))


def say(text: str) -> None:
    """Tell the parent."""
    print(text, flush=True)  # noqa: T201 - read by the parent


if __name__ == "__main__":
    main()

"""The real application in a process of its own: `python -m tests.bench.server [MODE]`.

Set up by SUISHOUPAI_* like any other; prints its address once it can be asked. MODE names
a rival in its place: `library`, `plain` or `forgetful`.
"""

import os
import sys

import uvicorn

from projections.house import House, open_house
from services.settings import Settings, from_environment
from tests.bench.forgetful import that_forgets
from tests.bench.library import with_library
from tests.bench.plain import plain_app
from workers.connection import Connection
from workers.serve import address, listen, live
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
        rivals |= {"forgetful": lambda: that_forgets(house), "": lambda: house}
        door = listen(settings)
        run(live(rivals[mode](), door, (), lambda: say(address(door))))
    finally:
        house.close()


def _plain(house: House, settings: Settings) -> None:
    """Serve the plain endpoint, on the same loop and parser."""
    door = listen(settings)
    app = plain_app(house, settings.database)
    config = uvicorn.Config(app, http=Connection, ws="none", log_config=None, access_log=False)
    say(address(door))
    run(uvicorn.Server(config).serve([door]))


def say(text: str) -> None:
    """Tell the parent."""
    print(text, flush=True)  # noqa: T201 - read by the parent


if __name__ == "__main__":
    main()

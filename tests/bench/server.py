"""The real application in a process of its own: `python -m tests.bench.server [library]`.

Set up by SUISHOUPAI_* like any other; prints its address once it can be asked.
"""

import os
import sys

from projections.house import open_house
from services.settings import from_environment
from tests.bench.library import with_library
from workers.serve import address, listen, live
from workers.wire import run


def main() -> None:
    """Serve until told to end."""
    settings = from_environment(os.environ)
    house = open_house(settings)
    served = with_library(house, settings.database) if "library" in sys.argv[1:] else house
    door = listen(settings)
    try:
        run(live(served, door, (), lambda: print(address(door), flush=True)))  # noqa: T201 - read by the parent
    finally:
        house.close()


if __name__ == "__main__":
    main()

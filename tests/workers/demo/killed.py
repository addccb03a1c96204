"""Tells a demo's past in a process of its own, which is killed on the way."""

import asyncio
import os
import signal
import sys
from datetime import datetime

from services.settings import from_environment
from workers.demo.seed import seed
from workers.demo.world import Scale


def main(folder: str, days: int, reports: int, now: str, last: int) -> None:
    def progress(done: int, _: int) -> None:
        if done == last:
            os.kill(os.getpid(), signal.SIGKILL)

    settings = from_environment({"SUISHOUPAI_DATA": folder})
    moment = datetime.fromisoformat(now)
    asyncio.run(seed(settings, progress, Scale(days, reports), lambda: moment))


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), sys.argv[4], int(sys.argv[5]))

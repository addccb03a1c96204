"""A folder is one living set's; what a dead one left running in it is for the next to end."""

import fcntl
from pathlib import Path
from typing import TextIO


class NotOurs(Exception):
    """The folder is another set's, or cannot be anybody's."""


def claim(folder: Path) -> TextIO:
    """Make the folder where it is missing, and hold it until the file in the answer is closed.

    Whoever holds it may be killed: with the process ends the hold. Raises NotOurs.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o711)
        held = (folder / "lock").open("a", encoding="ascii")
        fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        held.close()
        raise NotOurs(
            f"{folder} is in use by a city that runs: end that one, or name another by `--data`"
        ) from None
    except OSError as error:
        in_the_way = isinstance(error, FileExistsError | NotADirectoryError)
        why = "a file is in its place" if in_the_way else error.strerror
        raise NotOurs(f"{folder} cannot be the folder of a city: {why}") from error
    return held

"""One decoding process, seen from its parent."""

import os
import shutil
import signal
import subprocess
import sys
from threading import Timer
from typing import IO, BinaryIO

import msgspec

from services.photos.protocol import (
    LONGEST_ANSWER,
    NOTHING_DECODED,
    Answer,
    Unfit,
    decode,
    receive,
)

_LENGTH = 8
_CHUNK = 1 << 18


class Died(Exception):
    """The process ended, or talked nonsense, before it had answered."""

    def __init__(self, *, overtime: bool) -> None:
        super().__init__("out of time" if overtime else "ended")
        self.overtime = overtime


class Worker:
    """A child process that decodes one picture at a time.

    It has none of our environment, which may hold secrets, and none of our open
    files. Hung or lying, it is killed after the time given for one picture.
    """

    def __init__(self, *, heic: bool) -> None:
        command = [sys.executable, "-P", "-m", "services.photos.child"]
        self._process = subprocess.Popen(  # noqa: S603  # our own module, no shell
            [*command, "heic"] if heic else command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd="/",
            process_group=0,  # Ctrl-C is for the parent, which then hangs up
            env={
                "PYTHONPATH": os.pathsep.join(map(os.path.abspath, sys.path)),  # cwd is another
                "PYTHONDONTWRITEBYTECODE": "1",
                "MALLOC_ARENA_MAX": "1",  # address space is scarce there
            },
        )
        self.served = 0
        self.spoiled = False  # by a failure: not to be used again
        self._expired = False

    @property
    def pid(self) -> int:
        """The number of the process."""
        return self._process.pid

    def ask(self, picture: BinaryIO, size: int, seconds: float) -> Answer:
        """Have a picture of `size` bytes inspected; Died when that did not work."""
        watchdog = Timer(seconds, self._expire)
        watchdog.daemon = True
        watchdog.start()
        self.spoiled = True  # unless all goes well
        try:
            answer = self._talk(picture, size)
        except (OSError, ValueError, EOFError, msgspec.DecodeError) as error:
            self.close()
            exceeded = self._process.returncode == -signal.SIGXCPU
            raise Died(overtime=self._expired or exceeded) from error
        finally:
            watchdog.cancel()
        self.served += 1
        self.spoiled = self._expired or (
            isinstance(answer, Unfit) and answer.reason not in NOTHING_DECODED
        )
        return answer

    def kill(self) -> None:
        """End the process at once; whoever is asking it sees it die."""
        self._process.kill()

    def close(self) -> None:
        """End the process and wait for its end; a second time changes nothing."""
        if self._process.poll() is None:
            self._process.kill()
        for pipe in (self._process.stdin, self._process.stdout):
            try:
                _there(pipe).close()
            except OSError:
                continue  # what was still to be written has no reader any more
        self._process.wait()

    def _expire(self) -> None:
        self._expired = True
        self._process.kill()

    def _talk(self, picture: BinaryIO, size: int) -> Answer:
        to, back = _there(self._process.stdin), _there(self._process.stdout)
        to.write(size.to_bytes(_LENGTH))
        shutil.copyfileobj(picture, to, _CHUNK)
        to.flush()
        return decode(receive(back, LONGEST_ANSWER))


def _there(pipe: IO[bytes] | None) -> BinaryIO:
    if pipe is None:
        raise OSError("the process has no pipe")
    return pipe  # type: ignore[return-value]  # a pipe is opened as a BinaryIO

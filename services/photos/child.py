"""The process that decodes pictures: little memory, little time, no files, no network.

Started as `python -m services.photos.child [heic]`; it reads pictures from its
standard input and answers on its standard output until the input ends.
"""

import math
import resource
import sys

from services.photos.picture import inspect
from services.photos.protocol import encode, receive, send

MEMORY = 480 * 1024 * 1024  # bytes of address space; WebP of 24 MP needs 462
CPU_SECONDS = 5  # for each picture
_OPEN_FILES = 3  # those it has: opening a file or a socket fails from then on
_LARGEST = 32 * 1024 * 1024  # bytes; the door outside is narrower


def main() -> None:
    """Serve pictures until the parent hangs up."""
    heic = "heic" in sys.argv[1:]
    if heic:
        _enable_heic()
    _confine()
    while True:
        try:
            data = receive(sys.stdin.buffer, _LARGEST)
        except EOFError:
            return
        _grant_time()
        send(sys.stdout.buffer, encode(inspect(data, heic=heic)))


def _enable_heic() -> None:
    import pillow_heif  # noqa: PLC0415  # an optional extra that may be absent

    pillow_heif.register_heif_opener()
    pillow_heif.options.DECODE_THREADS = 1


def _confine() -> None:
    """Give up for good what decoding does not need."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_NOFILE, (_OPEN_FILES, _OPEN_FILES))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _grant_time() -> None:
    """Move the limit of CPU time: the system counts the whole life of a process."""
    usage = resource.getrusage(resource.RUSAGE_SELF)
    used = math.ceil(usage.ru_utime + usage.ru_stime)
    _, most = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(resource.RLIMIT_CPU, (used + CPU_SECONDS, most))


if __name__ == "__main__":
    main()

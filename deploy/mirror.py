"""Copies photographs from one store into another: `python deploy/mirror.py FROM TO`.

A store is a folder or a bucket, as SUISHOUPAI_PHOTOS names it; the other settings are the
city's. What lies there is ciphertext named by its own SHA-256 and never changes: each is
checked as it is read, what is there already is not copied again, nothing is ever removed.

Ends with 1 where an object is damaged, with the others copied; with 2 or 3 where a setting
is wrong or a store does not answer.
"""

import os
import sys
from collections.abc import Iterator
from itertools import groupby
from typing import Final

from services.photos.blobs import BlobMissing, Blobs, Kept
from services.photos.opening import open_blobs
from services.photos.refusals import StoreUnavailable
from services.settings import PREFIX, BadSetting, from_environment

_END: Final = ("g", frozenset[str]())  # after the last folder, which is "ff"


def main() -> int:
    """Mirror from the store that is named first to the other."""
    try:
        source, target = (
            open_blobs(from_environment(os.environ | {f"{PREFIX}PHOTOS": name}))
            for name in sys.argv[1:3]
        )
        copied, there, damaged = mirror(source, target)
    except BadSetting as wrong:
        sys.stderr.write(f"{wrong}\n")
        return 2
    except StoreUnavailable as silent:
        sys.stderr.write(f"a store of photographs does not answer: {silent}\n")
        return 3
    sys.stdout.write(f"{copied} objects copied, {there} were there already\n")
    sys.stderr.writelines(f"{each}\n" for each in damaged)
    return 1 if damaged else 0


def mirror(source: Blobs, target: Blobs) -> tuple[int, int, list[str]]:
    """Copy what `target` lacks; answer how many were copied and were there, and what is damaged.

    One that is damaged keeps nobody else's from being copied. Both are listed in the order of
    their 256 folders and compared one by one, so that memory holds one of them however many
    photographs there are. Raises what the stores raise.
    """
    copied = there = 0
    damaged = []
    known = _folders(target)
    at, held = next(known, _END)
    for folder, wanted in _folders(source):
        while at < folder:
            there += len(held)
            at, held = next(known, _END)
        present = held if at == folder else frozenset()
        for digest in wanted - present:
            try:
                target.put(source.get(digest))
                copied += 1
            except BlobMissing as error:
                damaged.append(str(error))
    while at != _END[0]:
        there += len(held)
        at, held = next(known, _END)
    return copied, there, damaged


def _folders(store: Blobs) -> Iterator[tuple[str, frozenset[str]]]:
    for name, some in groupby(store.walk(), key=_folder):
        yield name, frozenset(kept.digest for kept in some)


def _folder(kept: Kept) -> str:
    return kept.digest[:2]


if __name__ == "__main__":
    sys.exit(main())

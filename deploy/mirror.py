"""Copies photographs from one store into another: `python -m deploy.mirror FROM TO`.

A store is a folder or a bucket, as SUISHOUPAI_PHOTOS names it; the other settings are the
city's. What lies there is ciphertext named by its own SHA-256 and never changes: each is
checked as it is read, what is there already is not copied again, nothing is ever removed.
"""

import os
import sys

from services.photos.blobs import BlobMissing, Blobs
from services.photos.opening import open_blobs
from services.settings import PREFIX, from_environment


def main() -> int:
    """Mirror from the store that is named first to the other."""
    source, target = (
        open_blobs(from_environment(os.environ | {f"{PREFIX}PHOTOS": name}))
        for name in sys.argv[1:3]
    )
    copied, there, damaged = mirror(source, target)
    sys.stdout.write(f"{copied} objects copied, {there} were there already\n")
    sys.stderr.writelines(f"{each}\n" for each in damaged)
    return 1 if damaged else 0


def mirror(source: Blobs, target: Blobs) -> tuple[int, int, list[str]]:
    """Copy what `target` lacks; answer how many were copied and were there, and what is damaged.

    One that is damaged keeps nobody else's from being copied. Raises what the stores raise.
    """
    there = {kept.digest for kept in target.walk()}
    wanted = [kept.digest for kept in source.walk() if kept.digest not in there]
    damaged = []
    for digest in wanted:
        try:
            target.put(source.get(digest))
        except BlobMissing as error:
            damaged.append(str(error))
    return len(wanted) - len(damaged), len(there), damaged


if __name__ == "__main__":
    sys.exit(main())

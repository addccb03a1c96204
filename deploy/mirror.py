"""Copies photographs from one store into another: `python -m deploy.mirror FROM TO`.

A store is a folder or a bucket, as SUISHOUPAI_PHOTOS names it; the other settings are the
city's. What lies there is ciphertext named by its own SHA-256 and never changes: each is
checked as it is read, what is there already is not copied again, nothing is ever removed.
"""

import os
import sys

from services.photos.blobs import Blobs
from services.photos.opening import open_blobs
from services.settings import PREFIX, from_environment


def main() -> int:
    """Mirror from the store that is named first to the other."""
    source, target = (
        open_blobs(from_environment(os.environ | {f"{PREFIX}PHOTOS": name}))
        for name in sys.argv[1:3]
    )
    copied, there = mirror(source, target)
    sys.stdout.write(f"{copied} objects copied, {there} were there already\n")
    return 0


def mirror(source: Blobs, target: Blobs) -> tuple[int, int]:
    """Copy what `target` lacks; answer how many were copied, and how many were there.

    Raises BlobMissing for one that is damaged, and what the stores raise.
    """
    there = {kept.digest for kept in target.walk()}
    wanted = [kept.digest for kept in source.walk() if kept.digest not in there]
    for digest in wanted:
        target.put(source.get(digest))
    return len(wanted), len(there)


if __name__ == "__main__":
    sys.exit(main())

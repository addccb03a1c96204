"""Copies photographs from one store into another: `python -m deploy.mirror FROM TO`.

A store is a folder or `s3://bucket?endpoint=...`, as SUISHOUPAI_PHOTOS names it, with the
keys that SUISHOUPAI_PHOTOS_ACCESS_KEY and SUISHOUPAI_PHOTOS_SECRET_KEY hold. What lies in
the store is ciphertext named by its own SHA-256 and never changes: what is there already
is not copied again, and nothing is ever removed.
"""

import os
import re
import sys
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path
from typing import Final
from urllib.parse import parse_qsl, urlsplit

from obstore.store import LocalStore, ObjectStore, S3Store

SCHEME: Final = "s3"
NAMED: Final = re.compile(r"(?:^|/)([0-9a-f]{64})$")


class Damaged(Exception):
    """An object that is not what its name says: nothing is copied on from there."""


def main() -> int:
    """Mirror from the first word to the second."""
    source, target = (store(name, os.environ) for name in sys.argv[1:3])
    copied, there = mirror(source, target)
    sys.stdout.write(f"{copied} photographs copied, {there} were there already\n")
    return 0


def store(name: str, environ: Mapping[str, str]) -> ObjectStore:
    """Open a store by its name."""
    parts = urlsplit(name)
    if parts.scheme != SCHEME:
        return LocalStore(Path(name), mkdir=True)
    asked = dict(parse_qsl(parts.query))
    endpoint = asked.get("endpoint", "")
    return S3Store(
        parts.netloc,
        prefix=asked.get("prefix"),
        endpoint=endpoint or None,
        region=asked.get("region", "us-east-1"),
        access_key_id=environ["SUISHOUPAI_PHOTOS_ACCESS_KEY"],
        secret_access_key=environ["SUISHOUPAI_PHOTOS_SECRET_KEY"],
        client_options={"allow_http": endpoint.startswith("http:")},
    )


def mirror(source: ObjectStore, target: ObjectStore) -> tuple[int, int]:
    """Copy what `target` lacks; answer how many were copied, and how many were there.

    Raises Damaged.
    """
    there = {each["path"] for page in target.list() for each in page}
    copied = 0
    for page in source.list():
        for each in page:
            path = each["path"]
            found = NAMED.search(path)
            if path in there or not found:  # what has no digest for a name is a draft
                continue
            data = bytes(source.get(path).bytes())
            if sha256(data).hexdigest() != found[1]:
                raise Damaged(path)
            target.put(path, data)
            copied += 1
    return copied, len(there)


if __name__ == "__main__":
    sys.exit(main())

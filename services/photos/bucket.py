"""Where photographs are kept, as an operator names it: a folder, or a bucket of any S3."""

import re
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

ALLOWED = "a path, or s3://BUCKET?endpoint=URL&region=NAME&prefix=FOLDER&public=URL"
_BUCKET = re.compile(r"[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]")
_REGION = re.compile(r"[a-z0-9-]{1,40}")
_PREFIX = re.compile(r"[A-Za-z0-9._-]+(/[A-Za-z0-9._-]+)*")
_KEYS = {"endpoint", "region", "prefix", "public"}


@dataclass(frozen=True)
class Bucket:
    """A bucket, addressed as `endpoint/bucket/prefix/name`."""

    name: str
    endpoint: str
    region: str = "us-east-1"  # what most stores beside Amazon's call themselves
    prefix: str = ""  # without a slash at its end
    public: str = ""  # the endpoint as phones reach it

    @property
    def plain(self) -> bool:
        """Whether the store is spoken to without TLS."""
        return self.endpoint.startswith("http:")

    def key(self, name: str) -> str:
        """Name an object in full, within the bucket."""
        return f"{self.prefix}/{name}" if self.prefix else name

    def __str__(self) -> str:
        """Say where it is; of keys it knows nothing."""
        return f"the bucket {self.name} at {self.endpoint}"


def read_place(text: str) -> Path | Bucket:
    """Read SUISHOUPAI_PHOTOS; a ValueError where it names neither a folder nor a bucket."""
    if not text.startswith("s3:"):
        if not text or "://" in text:
            raise ValueError
        return Path(text)
    url = urlsplit(text)
    given = dict(parse_qsl(url.query, keep_blank_values=True, strict_parsing=bool(url.query)))
    region = given.get("region", Bucket.region)
    prefix = given.get("prefix", "").strip("/")
    fits = (
        _BUCKET.fullmatch(url.netloc)
        and url.path in {"", "/"}
        and given.keys() <= _KEYS
        and _REGION.fullmatch(region)
        and (not prefix or (_PREFIX.fullmatch(prefix) and ".." not in prefix))
    )
    if not fits:
        raise ValueError
    endpoint = _origin(given.get("endpoint", f"https://s3.{region}.amazonaws.com"))
    return Bucket(url.netloc, endpoint, region, prefix, _origin(given.get("public", endpoint)))


def _origin(text: str) -> str:
    """Read a URL of a scheme and a host alone: a key in it would be shown."""
    url = urlsplit(text)
    if url.scheme not in {"http", "https"} or not url.hostname or "@" in url.netloc:
        raise ValueError
    if url.path not in {"", "/"} or url.query or url.fragment or url.port == 0:
        raise ValueError
    usual = {"http": ":80", "https": ":443"}[url.scheme]  # which nobody sends as the host
    return f"{url.scheme}://{url.netloc.removesuffix(usual)}"

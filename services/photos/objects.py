"""Ciphertext in a bucket of any S3: written once, checked when read, never waited for in vain."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from hashlib import sha256
from typing import Final

import obstore
from obstore.exceptions import AlreadyExistsError, BaseError
from obstore.store import S3Store

from services.photos.blobs import BlobAltered, BlobMissing, Kept, is_digest
from services.photos.bucket import Bucket
from services.photos.patience import Patience
from services.photos.refusals import StoreUnavailable
from services.settings import PREFIX, BadSetting

CONNECT_S: Final = 2.0
REQUEST_S: Final = 15.0  # 20 MiB at 12 Mbit/s
RETRIES: Final = 2
RETRY_S: Final = 5.0  # after which nothing is tried again
_WRONG_KEYS: Final = {"SignatureDoesNotMatch", "InvalidAccessKeyId"}
_CODE: Final = re.compile(r"<Code>(\w+)</Code>")
_PAGE: Final = 1_000  # objects that a store lists at a time


class Credentials:
    """The two keys of a bucket, handed to the store's client and shown to nobody."""

    def __init__(self, access: str, secret: str) -> None:
        self.access = access
        self.secret = secret

    def __call__(self) -> dict[str, str | None]:
        """Answer as obstore asks; a provider keeps it from looking into the environment."""
        return {
            "access_key_id": self.access,
            "secret_access_key": self.secret,
            "token": None,
            "expires_at": None,
        }


class BlobBucket:
    """The objects of a bucket whose names are digests, in 256 folders as on a disk."""

    def __init__(
        self, bucket: Bucket, credentials: Callable[[], dict[str, str | None]], patience: Patience
    ) -> None:
        self.bucket = bucket
        self.patience = patience
        self.store = open_store(bucket, credentials)
        self._glance = open_store(bucket, credentials, retries=0, seconds=CONNECT_S)

    def check(self) -> None:
        """Look at the bucket once, at the start.

        Raises BadSetting where the keys do not open it or it is not there, and
        StoreUnavailable where nothing answers.
        """
        try:
            next(iter(obstore.list(self.store, chunk_size=1)), None)
        except BaseError as error:
            said = code_of(error)
            if said in _WRONG_KEYS:
                problem = f"does not open {self.bucket}: {said}"
                raise BadSetting(f"{PREFIX}PHOTOS_SECRET_KEY", problem) from None
            if said is not None and not said.startswith(("Internal", "Service", "SlowDown")):
                problem = f"names {self.bucket}, which is not there or not open to these keys"
                raise BadSetting(f"{PREFIX}PHOTOS", f"{problem}: {said}") from None
            raise StoreUnavailable(f"{self.bucket} does not answer") from None

    def answers(self) -> bool:
        """Tell whether the store answers now; a few seconds old where somebody just asked."""
        return self.patience.known(self._look)

    def put(self, data: bytes) -> str:
        """Keep `data` durably and answer its SHA-256 as 64 hex digits."""
        digest = sha256(data).hexdigest()
        with self.asking():
            try:
                obstore.put(self.store, _name(digest), data, mode="create", use_multipart=False)
            except AlreadyExistsError:
                return digest  # a repeated request whose first answer was lost
        return digest

    def get(self, digest: str) -> bytes:
        """Answer what was kept; BlobMissing when it is gone or altered."""
        with self.asking():
            try:
                data = obstore.get(self.store, _name(digest)).bytes().to_bytes()
            except FileNotFoundError as gone:
                raise BlobMissing(f"{digest} is not there") from gone
        if sha256(data).hexdigest() != digest:
            raise BlobAltered(f"{digest} was altered")
        return data

    def remove(self, digest: str) -> None:
        """Forget it; what is not there is no error."""
        with self.asking():
            try:
                obstore.delete(self.store, _name(digest))
            except FileNotFoundError:
                return

    def walk(self) -> Iterator[Kept]:
        """List what is kept, in the order of the digests; other objects are not ours."""
        with self.asking():
            for page in obstore.list(self.store, chunk_size=_PAGE):
                for found in page:
                    digest = found["path"].rpartition("/")[2]
                    if is_digest(digest) and found["path"] == _name(digest):
                        yield Kept(digest, found["last_modified"].timestamp())

    def tidy(self, before: float) -> None:
        """Find nothing: an object is put as a whole or not at all."""

    @contextmanager
    def asking(self) -> Iterator[None]:
        """Turn whatever goes wrong with the store into StoreUnavailable."""
        with self.patience.trying():
            try:
                yield
            except (BaseError, TimeoutError) as error:
                raise StoreUnavailable(code_of(error) or type(error).__name__) from error

    def _look(self) -> bool:
        try:
            obstore.head(self._glance, _name("0" * 64))
        except FileNotFoundError:
            return True
        except (BaseError, TimeoutError):
            return False
        return True


def open_store(
    bucket: Bucket,
    credentials: Callable[[], dict[str, str | None]],
    retries: int = RETRIES,
    seconds: float = REQUEST_S,
) -> S3Store:
    """Open the client of a bucket, with an end to every wait."""
    return S3Store(
        bucket.name,
        prefix=bucket.prefix or None,
        endpoint=bucket.endpoint,
        region=bucket.region,
        credential_provider=credentials,  # type: ignore[arg-type]  # a TypedDict of these very keys
        client_options={
            "allow_http": bucket.plain,
            "connect_timeout": timedelta(seconds=CONNECT_S),
            "timeout": timedelta(seconds=seconds),
        },
        retry_config={"max_retries": retries, "retry_timeout": timedelta(seconds=RETRY_S)},
    )


def code_of(error: Exception) -> str | None:
    """Find the word by which S3 says what is wrong; None where no S3 has spoken."""
    found = _CODE.search(str(error))
    return found[1] if found else None


def _name(digest: str) -> str:
    if not is_digest(digest):
        raise ValueError(f"{digest!r} is no SHA-256")
    return f"{digest[:2]}/{digest}"

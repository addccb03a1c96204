"""The store that the settings name, opened."""

from services.photos.blobs import BlobFolder, Blobs
from services.photos.bucket import Bucket
from services.photos.objects import BlobBucket, Credentials
from services.photos.patience import Patience
from services.photos.quarantine import Quarantine
from services.settings import Settings


def open_blobs(settings: Settings) -> Blobs:
    """Open the folder or the bucket; nobody is asked for anything yet."""
    place = settings.photos
    if isinstance(place, Bucket):
        return _bucket(place, settings)
    return BlobFolder(place)


def check_blobs(settings: Settings) -> None:
    """Look at a bucket before a process begins to serve.

    Raises BadSetting and StoreUnavailable, as `BlobBucket.check` does. A folder is made
    when it is opened: there is nothing to look at.
    """
    if isinstance(settings.photos, Bucket):
        _bucket(settings.photos, settings).check()


def open_quarantine(settings: Settings, blobs: Blobs) -> Quarantine | None:
    """Open the quarantine of a bucket; a folder has none."""
    if isinstance(blobs, BlobBucket):
        return Quarantine(blobs, _keys(settings))
    return None


def _bucket(place: Bucket, settings: Settings) -> BlobBucket:
    return BlobBucket(place, _keys(settings), Patience())


def _keys(settings: Settings) -> Credentials:
    return Credentials(settings.photos_access_key, settings.photos_secret_key)

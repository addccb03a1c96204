"""The store that the settings name, opened."""

from services.photos.blobs import BlobFolder, Blobs
from services.photos.bucket import Bucket
from services.photos.objects import BlobBucket, Credentials
from services.photos.patience import Patience
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


def _bucket(place: Bucket, settings: Settings) -> BlobBucket:
    keys = Credentials(settings.photos_access_key, settings.photos_secret_key)
    return BlobBucket(place, keys, Patience())

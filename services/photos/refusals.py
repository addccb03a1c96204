"""Why a photograph is not taken, or not shown."""

from typing import ClassVar

from domain.errors import Refused
from services.photos import protocol


class PhotoRefused(Refused):
    """A photograph that we do not take; the root of the reasons."""

    text: ClassVar[str]

    def __init__(self) -> None:
        super().__init__(self.text)


class UnsupportedPhoto(PhotoRefused):
    """A file of a kind that we do not read."""

    code = "photo-unsupported"
    text = "Only JPEG, PNG, WebP and (where enabled) HEIC photographs are read."


class HeicNotEnabled(PhotoRefused):
    """A HEIC picture where the optional reader is not installed."""

    code = "heic-not-enabled"
    text = "HEIC photographs are not enabled here; send a JPEG."


class BrokenPhoto(PhotoRefused):
    """A file that ends early or contradicts itself."""

    code = "photo-broken"
    text = "The photograph is damaged and cannot be read."


class TooManyPixels(PhotoRefused):
    """A picture that would need more memory than one picture is worth."""

    code = "photo-too-many-pixels"
    text = "The picture is too large: at most 50 megapixels as JPEG, 24 otherwise."


class PhotoTimedOut(PhotoRefused):
    """A picture that took longer to read than any honest one."""

    code = "photo-timed-out"
    text = "Reading the photograph took too long."


class PhotosBusy(PhotoRefused):
    """More pictures are waiting than can be read soon; try again."""

    code = "photos-busy"
    text = "Many photographs are being read; try again in a moment."


class UploadTimedOut(PhotoRefused):
    """An upload that trickled in too slowly."""

    code = "photo-upload-timed-out"
    text = "The photograph arrived too slowly; try again."


class DigestMismatch(PhotoRefused):
    """The bytes that arrived are not those that were announced."""

    code = "photo-digest-mismatch"
    text = "The photograph was damaged on its way; send it again."


class NotAsAnnounced(PhotoRefused):
    """What was sent past the API has another type or size than was announced."""

    code = "photo-not-as-announced"
    text = "The photograph is not of the type or size that was announced."


class NoDirectUpload(Refused):
    """The photographs are kept in a folder, which no link leads to."""

    code: ClassVar[str] = "no-direct-upload"

    def __init__(self) -> None:
        super().__init__("Photographs are uploaded through the API here: POST /v1/photos.")


class UnknownUpload(Refused):
    """No such upload, somebody else's, or one that was refused or given up."""

    code: ClassVar[str] = "upload-unknown"

    def __init__(self) -> None:
        super().__init__("There is no such upload; announce the photograph again.")


class NothingArrived(Refused):
    """The upload was announced, but nothing lies in quarantine."""

    code: ClassVar[str] = "upload-not-arrived"

    def __init__(self) -> None:
        super().__init__("Nothing has arrived yet; send the photograph to the link first.")


class PhotoTooLarge(Refused):
    """More bytes than a photograph may have."""

    code: ClassVar[str] = "photo-too-large"

    def __init__(self, most: int) -> None:
        super().__init__(f"A photograph may have at most {most} bytes.")
        self.most = most


class UnknownPhoto(Refused):
    """No such photograph, or it belongs to somebody else."""

    code: ClassVar[str] = "photo-unknown"

    def __init__(self, photo: str) -> None:
        super().__init__("There is no such photograph.")
        self.photo = photo


class PhotoErased(Refused):
    """The photograph's keys were destroyed."""

    code: ClassVar[str] = "photo-erased"

    def __init__(self, photo: str) -> None:
        super().__init__("The photograph was erased.")
        self.photo = photo


class StoreUnavailable(Refused):
    """The photographs' store does not answer: nothing was kept, and the same key asks again."""

    code: ClassVar[str] = "photo-store-unavailable"


class PhotoDamaged(Exception):
    """A stored photograph that is missing or altered: an alarm, not a refusal."""


UNFIT: dict[str, type[PhotoRefused]] = {
    protocol.UNSUPPORTED: UnsupportedPhoto,
    protocol.BROKEN: BrokenPhoto,
    protocol.TOO_MANY_PIXELS: TooManyPixels,
    protocol.HEIC_NOT_ENABLED: HeicNotEnabled,
}

"""What the decoding process and its parent say to each other over a pipe."""

from typing import BinaryIO

import msgspec
from msgspec import Struct

from services.photos.facts import PhotoFacts

LONGEST_ANSWER = 16 * 1024 * 1024  # bytes; a picture's copies need less than a tenth
_LENGTH = 8

UNSUPPORTED = "unsupported"
BROKEN = "broken"
TOO_MANY_PIXELS = "too-many-pixels"
HEIC_NOT_ENABLED = "heic-not-enabled"
NOTHING_DECODED = (UNSUPPORTED, TOO_MANY_PIXELS, HEIC_NOT_ENABLED)


class Inspection(Struct, frozen=True, tag_field="answer", tag="clean"):
    """A picture that was decoded, and the clean copies made of its pixels."""

    type: str  # what was sent: image/jpeg, image/png, image/webp, image/heic
    width: int  # of the large copy, upright
    height: int
    large: bytes  # JPEG, at most 1600 pixels wide and high
    small: bytes  # JPEG, at most 320
    pixels: bytes  # SHA-256 of the large copy's pixels before encoding
    dhash: str
    phash: str
    facts: PhotoFacts


class Unfit(Struct, frozen=True, tag_field="answer", tag="unfit"):
    """A picture that was refused, by one of the reasons above."""

    reason: str


Answer = Inspection | Unfit
_decoder: msgspec.json.Decoder[Answer] = msgspec.json.Decoder(Answer)


def send(pipe: BinaryIO, message: bytes) -> None:
    """Write one message."""
    pipe.write(len(message).to_bytes(_LENGTH))
    pipe.write(message)
    pipe.flush()


def receive(pipe: BinaryIO, longest: int) -> bytes:
    """Read one message; EOFError when the other end is gone or speaks nonsense."""
    length = int.from_bytes(_exactly(pipe, _LENGTH))
    if length > longest:
        raise EOFError("a message that is too long")
    return _exactly(pipe, length)


def encode(answer: Answer) -> bytes:
    """Write an answer down."""
    return msgspec.json.encode(answer)


def decode(message: bytes) -> Answer:
    """Read an answer; a msgspec.DecodeError when it is none."""
    return _decoder.decode(message)


def _exactly(pipe: BinaryIO, length: int) -> bytes:
    data = pipe.read(length)
    if len(data) < length:
        raise EOFError("the pipe has ended")
    return data

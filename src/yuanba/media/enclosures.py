"""Checks uploaded files by their content: pictures are made anew, voices and documents kept as they are.

A picture that comes out of here holds nothing but its pixels: no place, no time, no camera, no second file
hidden in it. Names and types that the sender claims are never looked at.
"""

from __future__ import annotations

import io
import threading
from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

import pi_heif
from PIL import Image, ImageOps, UnidentifiedImageError

from yuanba.media import voices
from yuanba.rules.core.refusal import Refused

MEGABYTE = 1024 * 1024
LARGEST_PICTURE, LARGEST_VOICE, LARGEST_DOCUMENT = 12 * MEGABYTE, 2 * MEGABYTE, 10 * MEGABYTE
#: More pixels than any phone takes; a small file can claim to hold far more than fits into memory.
MOST_PIXELS = 64_000_000
LONGEST_EDGE, LONGEST_SIDE, THUMBNAIL = 2048, 30_000, 320
LONGEST_VOICE_SECONDS = 60
QUALITY, THUMBNAIL_QUALITY = 82, 70

pi_heif.register_heif_opener(thumbnails=False)
Image.MAX_IMAGE_PIXELS = None  # Pillow would only warn; ``_made_anew`` refuses before it decodes

#: What a picture may need while it is read. One that can be seen through is copied on the way.
MOST_BYTES_DECODED, SEE_THROUGH_COSTS = 200_000_000, 8
_STRIP = 256
#: And so many at once, in one process.
_decoding = threading.BoundedSemaphore(2)

_HEIC = (b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1")


class MediaKind(StrEnum):
    """The kinds of file that can be attached: picture, voice recording, document."""

    PICTURE = "picture"
    VOICE = "voice"
    DOCUMENT = "document"


class UnknownMedia(Refused):
    """Raised when a file is not of any kind that may be attached here."""

    code: ClassVar[str] = "attachment.unknown_kind"


class MediaTooLarge(Refused):
    """Raised when a file is larger than allowed for its kind."""

    code: ClassVar[str] = "attachment.too_large"


class TooManyPixels(Refused):
    """Raised when a picture has more pixels, or a longer side, than the largest that the server decodes."""

    code: ClassVar[str] = "attachment.too_many_pixels"


class FileDamaged(Refused):
    """Raised when a picture, recording or document begins as it should but cannot be read to its end."""

    code: ClassVar[str] = "attachment.damaged"


class VoiceTooLong(Refused):
    """Raised when a voice recording lasts longer than allowed."""

    code: ClassVar[str] = "attachment.voice_too_long"


@dataclass(frozen=True, slots=True, kw_only=True)
class MediaType:
    """One checked file that may be stored and shown: its kind, type and content.

    A picture has a thumbnail, width and height; a voice recording has its seconds.
    """

    kind: MediaKind
    content_type: str
    content: bytes
    thumbnail: bytes = b""
    width: int = 0
    height: int = 0
    seconds: int = 0


def read(content: bytes, *, allowed: frozenset[MediaKind]) -> MediaType:
    """Check an uploaded file and return it in a form that is safe to store, with its kind and type.

    Raises UnknownMedia, MediaTooLarge, TooManyPixels, FileDamaged, VoiceTooLong.
    """
    picture = _picture_format(content)
    if picture and MediaKind.PICTURE in allowed:
        return _picture(content, picture)
    voice = voices.recognised(content)
    if voice and MediaKind.VOICE in allowed:
        return _voice(content, voice)
    if content.startswith((b"%PDF-1.", b"%PDF-2.")) and MediaKind.DOCUMENT in allowed:
        return _document(content)
    raise UnknownMedia


def _picture_format(content: bytes) -> str:
    """Pillow's name of the format, by its first bytes; empty if it is no picture that we take."""
    if content.startswith(b"\xff\xd8\xff"):
        return "JPEG"
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return "PNG"
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return "WEBP"
    return "HEIF" if content[4:8] == b"ftyp" and content[8:12] in _HEIC else ""


def _picture(content: bytes, name: str) -> MediaType:
    if len(content) > LARGEST_PICTURE:
        raise MediaTooLarge(most=LARGEST_PICTURE // MEGABYTE)
    try:
        with _decoding, Image.open(io.BytesIO(content), formats=[name]) as opened:
            return _made_anew(opened)
    except (
        UnidentifiedImageError,
        OSError,
        ValueError,
        SyntaxError,
        EOFError,
        RuntimeError,
        KeyError,
        IndexError,
        TypeError,
    ) as fault:
        raise FileDamaged from fault


def _made_anew(opened: Image.Image) -> MediaType:
    """The same pixels, upright and not too many, in a new JPEG."""
    width, height = opened.size
    if width * height > MOST_PIXELS or max(width, height) > LONGEST_SIDE:
        raise TooManyPixels(most=MOST_PIXELS // 1_000_000)
    if opened.mode in ("RGBA", "LA", "PA", "P") and width * height * SEE_THROUGH_COSTS > MOST_BYTES_DECODED:
        raise TooManyPixels(most=MOST_BYTES_DECODED // SEE_THROUGH_COSTS // 1_000_000)
    if opened.format in ("JPEG", "MPO"):
        opened.draft("RGB", (LONGEST_EDGE, LONGEST_EDGE))  # decodes at a fraction of the size
    opened.load()
    opened = _in_eight_bits(opened)
    opened.thumbnail((LONGEST_EDGE, LONGEST_EDGE))  # in its own place: a copy would need as much again
    upright = ImageOps.exif_transpose(opened)
    canvas = Image.new("RGB", upright.size, "white")
    if upright.mode in ("RGBA", "LA", "PA") or "transparency" in upright.info:
        layered = upright.convert("RGBA")
        canvas.paste(layered, mask=layered.getchannel("A"))
    else:
        canvas.paste(upright.convert("RGB"))
    thumbnail = canvas.copy()
    thumbnail.thumbnail((THUMBNAIL, THUMBNAIL))
    return MediaType(
        kind=MediaKind.PICTURE,
        content_type="image/jpeg",
        content=_jpeg(canvas, QUALITY),
        thumbnail=_jpeg(thumbnail, THUMBNAIL_QUALITY),
        width=canvas.width,
        height=canvas.height,
    )


def _in_eight_bits(opened: Image.Image) -> Image.Image:
    """The picture with 256 greys instead of 65,536, of which Pillow would make all but the first white."""
    if not opened.mode.startswith("I;16"):
        return opened
    grey = Image.new("L", opened.size)
    upper = 0 if opened.mode == "I;16B" else 1
    for top in range(0, opened.height, _STRIP):  # in strips: the whole in bytes would need as much again
        strip = opened.crop((0, top, opened.width, min(top + _STRIP, opened.height)))
        grey.paste(Image.frombytes("L", strip.size, strip.tobytes()[upper::2]), (0, top))
    grey.info["exif"] = opened.info.get("exif", b"")
    return grey


def _jpeg(picture: Image.Image, quality: int) -> bytes:
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=quality, optimize=True)
    return out.getvalue()


def _voice(content: bytes, voice: voices.Voice) -> MediaType:
    if len(content) > LARGEST_VOICE:
        raise MediaTooLarge(most=LARGEST_VOICE // MEGABYTE)
    try:
        seconds = voices.seconds(content, voice)
    except voices.Unreadable as fault:
        raise FileDamaged from fault
    if seconds > LONGEST_VOICE_SECONDS:
        raise VoiceTooLong(most=LONGEST_VOICE_SECONDS)
    return MediaType(
        kind=MediaKind.VOICE,
        content_type=voice.value,
        content=voices.without_place(content, voice),
        seconds=max(1, round(seconds)),
    )


def _document(content: bytes) -> MediaType:
    if len(content) > LARGEST_DOCUMENT:
        raise MediaTooLarge(most=LARGEST_DOCUMENT // MEGABYTE)
    if b"%%EOF" not in content[-2048:]:
        raise FileDamaged
    return MediaType(kind=MediaKind.DOCUMENT, content_type="application/pdf", content=content)

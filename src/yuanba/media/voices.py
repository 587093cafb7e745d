"""Voice recordings: their format, their length, and removal of the recording's place; no transcoding."""

from __future__ import annotations

import struct
from collections.abc import Callable, Mapping
from enum import StrEnum

#: Bytes of a frame of 20 ms, by its type (RFC 4867): narrow band and wide band.
_AMR_NARROW = (13, 14, 16, 18, 20, 21, 27, 32, 6, 1, 1, 1, 1, 1, 1, 1)
_AMR_WIDE = (18, 24, 33, 37, 41, 47, 51, 59, 61, 6, 1, 1, 1, 1, 1, 1)
_AMR_FRAME_SECONDS = 0.02
#: Kilobits per second of layer III, MPEG 1 and MPEG 2; hertz of MPEG 1.
_MP3_RATES_1 = (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320)
_MP3_RATES_2 = (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160)
_MP3_HERTZ = (44_100, 48_000, 32_000)
_M4A_BRANDS = (b"M4A ", b"M4B ", b"mp42", b"mp41", b"isom", b"iso2", b"3gp4", b"3gp5", b"3gp6")
#: Where phones write the place of a recording: QuickTime's user data and 3GPP's (TS 26.244).
_PLACES = (b"\xa9xyz", b"loci")


class Unreadable(Exception):  # noqa: N818
    """Raised when a file begins like a recording but its length cannot be read."""


class Voice(StrEnum):
    """The formats in which phones and messengers record voice."""

    M4A = "audio/mp4"
    MP3 = "audio/mpeg"
    AMR = "audio/amr"
    OGG = "audio/ogg"
    WAV = "audio/wav"


def recognised(content: bytes) -> Voice | None:
    """Return the format of a recording by its first bytes, or None where we do not accept the format."""
    if content.startswith((b"#!AMR\n", b"#!AMR-WB\n")):
        return Voice.AMR
    if content.startswith(b"OggS"):
        return Voice.OGG
    if content[:4] == b"RIFF" and content[8:12] == b"WAVE":
        return Voice.WAV
    if content[4:8] == b"ftyp" and content[8:12] in _M4A_BRANDS:
        return Voice.M4A if _handlers(content) == {b"soun"} else None
    if content.startswith(b"ID3") or (content[:1] == b"\xff" and content[1:2] in (b"\xfb", b"\xf3", b"\xf2")):
        return Voice.MP3
    return None


def seconds(content: bytes, voice: Voice) -> float:
    """Return the length of a recording in seconds; raise Unreadable where the length cannot be found."""
    try:
        found = _COUNTED[voice](content)
    except (IndexError, ValueError, struct.error, ZeroDivisionError) as fault:
        raise Unreadable from fault
    if found <= 0:
        raise Unreadable
    return found


def without_place(content: bytes, voice: Voice) -> bytes:
    """Return the recording without the geographic place that a phone wrote into it.

    Its size stays the same.
    """
    if voice is not Voice.M4A:
        return content
    cleared = bytearray(content)
    for name in _PLACES:
        start = cleared.find(name)
        while start >= 4:
            size = int.from_bytes(cleared[start - 4 : start], "big")
            if 8 <= size <= 512 and start - 4 + size <= len(cleared):
                cleared[start : start + 4] = b"free"
                cleared[start + 4 : start - 4 + size] = bytes(size - 8)
            start = cleared.find(name, start + 4)
    return bytes(cleared)


def _handlers(content: bytes) -> set[bytes]:
    """The kinds of track of an ISO base media file: ``soun`` alone for a recording."""
    found, start = set(), content.find(b"hdlr")
    while start >= 0:
        kind = content[start + 12 : start + 16]
        if kind in (b"soun", b"vide"):
            found.add(kind)
        start = content.find(b"hdlr", start + 4)
    return found


def _amr_seconds(content: bytes) -> float:
    wide = content.startswith(b"#!AMR-WB\n")
    place, sizes = (len(b"#!AMR-WB\n"), _AMR_WIDE) if wide else (len(b"#!AMR\n"), _AMR_NARROW)
    frames = 0
    while place < len(content):
        place += sizes[content[place] >> 3 & 0x0F]
        frames += 1
    return frames * _AMR_FRAME_SECONDS


def _wav_seconds(content: bytes) -> float:
    start = content.index(b"fmt ")
    (rate,) = struct.unpack_from("<I", content, start + 16)
    return float((len(content) - content.index(b"data") - 8) / rate)


def _ogg_seconds(content: bytes) -> float:
    (samples,) = struct.unpack_from("<q", content, content.rindex(b"OggS") + 6)
    head = content[:200]
    if b"OpusHead" in head:
        (skipped,) = struct.unpack_from("<H", head, head.index(b"OpusHead") + 10)
        return float((samples - skipped) / 48_000)
    if b"\x01vorbis" in head:
        (rate,) = struct.unpack_from("<I", head, head.index(b"\x01vorbis") + 12)
    else:
        (rate,) = struct.unpack_from("<I", head, head.index(b"Speex   ") + 36)
    return float(samples / rate)


def _m4a_seconds(content: bytes) -> float:
    start = content.index(b"mvhd") + 4
    layout, place = (">IQ", start + 20) if content[start] == 1 else (">II", start + 12)
    scale, length = struct.unpack_from(layout, content, place)
    return float(length / scale)


def _mp3_seconds(content: bytes) -> float:
    """Frame by frame (ISO/IEC 11172-3 and 13818-3, layer III); what is no frame ends it."""
    place = 0
    if content.startswith(b"ID3"):
        size = content[6] << 21 | content[7] << 14 | content[8] << 7 | content[9]
        place = 10 + size
    total = 0.0
    while place + 4 <= len(content) and content[place] == 0xFF and content[place + 1] & 0xE0 == 0xE0:
        version, layer = content[place + 1] >> 3 & 3, content[place + 1] >> 1 & 3
        rate_index, frequency = content[place + 2] >> 4, content[place + 2] >> 2 & 3
        if version == 1 or layer != 1 or rate_index in (0, 15) or frequency == 3:
            break
        hertz = _MP3_HERTZ[frequency] >> {3: 0, 2: 1, 0: 2}[version]
        bits = (_MP3_RATES_1 if version == 3 else _MP3_RATES_2)[rate_index] * 1000
        samples = 1152 if version == 3 else 576
        place += samples // 8 * bits // hertz + (content[place + 2] >> 1 & 1)
        total += samples / hertz
    return total


_COUNTED: Mapping[Voice, Callable[[bytes], float]] = {
    Voice.AMR: _amr_seconds,
    Voice.WAV: _wav_seconds,
    Voice.OGG: _ogg_seconds,
    Voice.M4A: _m4a_seconds,
    Voice.MP3: _mp3_seconds,
}

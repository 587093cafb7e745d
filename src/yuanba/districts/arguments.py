"""Types for arguments of commands: a line of bounded length, whole numbers within limits, paths."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path


def one_line(most: int) -> Callable[[str], str]:
    """Return an argparse type for one line of 1 to ``most`` signs, without spaces around it."""

    def parse(text: str) -> str:
        line = text.strip()
        if not 1 <= len(line) <= most or len(line.splitlines()) > 1:
            raise argparse.ArgumentTypeError(f"wanted: one line of 1 to {most} signs; given: {len(text)}")
        return line

    return parse


def number(least: int, most: int) -> Callable[[str], int]:
    """Return an argparse type for a whole number from ``least`` to ``most``, in the digits 0 to 9."""

    def parse(text: str) -> int:
        if not (text.isascii() and text.isdigit() and len(text) <= len(str(most))):
            raise argparse.ArgumentTypeError(f"wanted: a whole number from {least} to {most}")
        if not least <= int(text) <= most:
            raise argparse.ArgumentTypeError(f"wanted: a number from {least} to {most}; given: {text}")
        return int(text)

    return parse


#: An argument that names a port on which to listen.
port = number(1, 65_535)


def file_or_folder(text: str) -> Path:
    """Return the path that an argument names; an empty one, of a shell's unset variable, is none."""
    if not text:
        raise argparse.ArgumentTypeError("wanted: a file or a folder; given: nothing")
    return Path(text)

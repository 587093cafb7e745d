"""The name of everything that can be done. One name per action, everywhere."""

from enum import StrEnum


class Verb(StrEnum):
    """A name ``<noun>.<verb>``; each folder of rules declares its own in ``verbs.py``."""
